"""Peers are reached outside the page: on which kind of device, and of which shift already."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, String

revision: Final = "0060"
down_revision: Final = "0059"


def upgrade() -> None:
    device = Column("device", String, nullable=False, server_default="other")
    op.add_column("push_subscriptions", device)
    op.add_column("sign_ups", Column("reminded_at", DateTime(timezone=True)))
    # Nobody is called for what has begun.
    op.execute("UPDATE sign_ups SET reminded_at = starts_at WHERE state <> 'taken'")
