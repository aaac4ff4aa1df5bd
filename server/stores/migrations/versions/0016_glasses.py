"""What is sealed, opened by two people."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, String

revision: Final = "0016"
down_revision: Final = "0015"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "glasses",
        Column("id", String, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id"), nullable=False, index=True),
        Column("asked_by", String, nullable=False),
        Column("reason", LargeBinary),
        Column("state", String, nullable=False),
        Column("asked_at", MOMENT, nullable=False),
        Column("until", MOMENT, nullable=False),
        Column("answered_by", String),
        Column("answered_at", MOMENT),
    )
