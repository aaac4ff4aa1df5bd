"""What moderators need beside flags: how they are reached, and what they open again."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from server.stores.columns import Moment
from server.stores.tables import metadata

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    Column("id", String, primary_key=True),  # a hash of the endpoint
    Column("staff", ForeignKey("staff.id"), nullable=False, index=True),
    Column("endpoint", String, nullable=False),
    Column("p256dh", LargeBinary, nullable=False),
    Column("auth", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
)

glasses = Table(
    "glasses",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("asked_by", String, nullable=False),
    Column("reason", LargeBinary),  # sealed
    Column("state", String, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("answered_by", String),
    Column("answered_at", Moment),
)
"""Break-glass: what is sealed, opened by two people."""
