"""A coach writes to a peer about a conversation; the peer may answer."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, String

revision: Final = "0040"
down_revision: Final = "0039"


def upgrade() -> None:
    op.create_table(
        "coachings",
        Column("id", String, primary_key=True),
        Column("glass", String, nullable=False, unique=True),
        Column("conversation", String, index=True),
        Column("coach", String, nullable=False, index=True),
        Column("peer", String, nullable=False, index=True),
        Column("at", DateTime(timezone=True), nullable=False, index=True),
        Column("talked_at", DateTime(timezone=True), nullable=False),
        Column("key_day", String, nullable=False),
        Column("wrapped_key", LargeBinary, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
    )
    op.create_table(
        "coaching_answers",
        Column("id", String, primary_key=True),
        Column("coaching", String, ForeignKey("coachings.id"), nullable=False, index=True),
        Column("at", DateTime(timezone=True), nullable=False),
        Column("sealed", LargeBinary, nullable=False),
    )
