"""What a peer asked about risk and was told."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, LargeBinary, String

revision: Final = "0008"
down_revision: Final = "0007"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "assessments",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("level", Integer, nullable=False),
        Column("by", String, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
    )
