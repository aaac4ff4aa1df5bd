"""What moderators write: broadcasts, hand-overs, notes beside a conversation."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, String

revision: Final = "0017"
down_revision: Final = "0016"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "posts",
        Column("id", String, primary_key=True),
        Column("kind", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("until", MOMENT, nullable=False, index=True),
        Column("key_day", String, nullable=False),
        Column("wrapped_key", LargeBinary, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
    )
    op.create_table(
        "case_notes",
        Column("id", String, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id"), nullable=False, index=True),
        Column("by", String, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
    )
