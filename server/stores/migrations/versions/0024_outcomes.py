"""Peers say how a conversation went."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, String

revision: Final = "0024"
down_revision: Final = "0023"


def upgrade() -> None:
    op.create_table(
        "outcomes",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("peer", String, primary_key=True),
        Column("at", DateTime(timezone=True), nullable=False, index=True),
        Column("went", String),
        Column("level", Integer),
        Column("topics", String, nullable=False),
        Column("follow_ups", String, nullable=False),
        Column("travels", Boolean, nullable=False),
    )
