"""Browsers of moderators that may be pushed to."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, String

revision: Final = "0010"
down_revision: Final = "0009"


def upgrade() -> None:
    op.create_table(
        "push_subscriptions",
        Column("id", String, primary_key=True),
        Column("staff", String, ForeignKey("staff.id"), nullable=False, index=True),
        Column("endpoint", String, nullable=False),
        Column("p256dh", LargeBinary, nullable=False),
        Column("auth", LargeBinary, nullable=False),
        Column("made_at", DateTime(timezone=True), nullable=False),
    )
