"""The rest of the truth: staff, who leads, which processes live, and the audit."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from server.stores.columns import Moment, Words
from server.stores.tables import metadata

staff = Table(
    "staff",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, unique=True),  # the name as sign-in compares it
    Column("password_hash", String, nullable=False),
    Column("roles", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("staff", ForeignKey("staff.id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("roles", Words, nullable=False),
    Column("created_by", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("until", Moment, nullable=False),
)

processes = Table(
    "processes",
    metadata,
    Column("name", String, primary_key=True),
    Column("kind", String, nullable=False),  # web, worker
    Column("seen_at", Moment, nullable=False),
    Column("models", Words, nullable=False),  # "name=state", of a worker
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", String, nullable=False),
    Column("did", String, nullable=False),
    Column("about", String, nullable=False),
    Column(
        "reason", String, nullable=False
    ),  # a code or a moderator's own words, never a visitor's
    Column("hash", String, nullable=False),  # over the row before and this one
)
