"""Conversations in which nobody says anything."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String

revision: Final = "0006"
down_revision: Final = "0005"


def upgrade() -> None:
    op.create_table(
        "silences",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("state", String, nullable=False),
        Column("whose", String, nullable=False),
        Column("until", DateTime(timezone=True), nullable=False),
        Column("seq", Integer, nullable=False),
    )
