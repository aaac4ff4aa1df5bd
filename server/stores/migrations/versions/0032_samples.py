"""Conversations are drawn by chance for blind review, each with its probability."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Float, ForeignKey, Integer, String

revision: Final = "0032"
down_revision: Final = "0031"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "samples",
        Column("id", String, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id"), index=True),
        Column("glass", String, nullable=False, index=True),
        Column("drawn_for", String, nullable=False),
        Column("drawn_at", MOMENT, nullable=False),
        Column("stratum", String, nullable=False),
        Column("probability", Float, nullable=False),
        Column("labelled_at", MOMENT),
        Column("needed", Boolean),
        Column("level", Integer),
    )
