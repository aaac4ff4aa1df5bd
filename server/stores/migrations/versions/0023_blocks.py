"""Visitors are blocked for a while, and may appeal."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, String

revision: Final = "0023"
down_revision: Final = "0022"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "blocks",
        Column("id", String, primary_key=True),
        Column(
            "conversation",
            String,
            ForeignKey("conversations.id"),
            nullable=False,
            index=True,
        ),
        Column("by", String, nullable=False),
        Column("reason", String, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("until", MOMENT, nullable=False, index=True),
        Column("state", String, nullable=False),
        Column("sealed", LargeBinary),
        Column("appeal", LargeBinary),
        Column("appealed_at", MOMENT),
        Column("answered_by", String),
        Column("answered_at", MOMENT),
        Column("answer", LargeBinary),
    )
