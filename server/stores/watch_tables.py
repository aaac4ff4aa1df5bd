"""What moderators need beside flags: how they are reached."""

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
