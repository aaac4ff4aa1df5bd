"""What moderators need beside flags: being reached, what they open again, what they write."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table, UniqueConstraint

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    Column("id", String, primary_key=True),  # a hash of the endpoint
    Column("staff", ForeignKey("staff.id"), nullable=False, index=True),
    Column("endpoint", String, nullable=False),
    Column("p256dh", LargeBinary, nullable=False),
    Column("auth", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("device", String, nullable=False, server_default="other"),
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

posts = Table(
    "posts",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),  # broadcast, handover
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False, index=True),
    Column("key_day", String, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

case_notes = Table(
    "case_notes",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
"""Beside a conversation, for moderators alone."""

blocks = Table(
    "blocks",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("by", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False, index=True),
    Column("state", String, nullable=False),  # stands, appealed, upheld, lifted
    Column("sealed", LargeBinary),  # the moderator's words to the visitor
    Column("appeal", LargeBinary),  # sealed
    Column("appealed_at", Moment),
    Column("answered_by", String),
    Column("answered_at", Moment),
    Column("answer", LargeBinary),  # sealed
)
"""Who may not come back for a while. It goes with the conversation that it is about."""

remarks = Table(
    "remarks",
    metadata,
    Column("id", String, primary_key=True),
    Column("ref", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False, index=True),
    Column("key_day", String, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("by", "ref", name="remarked_once"),
)
"""What those on shift say among themselves."""

sign_offs = Table(
    "sign_offs",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("ending", String, nullable=False),
    Column("sealed", LargeBinary),  # what happened
)
