"""The rest of the truth: what was told, staff, who leads, which processes live, the audit."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table

from server.stores.columns import Moment, Words
from server.stores.tables import metadata

pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("flag", ForeignKey("flags.id"), nullable=False, index=True),
    Column("channel", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("delivered", Boolean, nullable=False),  # only on an answer
    Column("status", String, nullable=False),  # "200", "503", "timeout" …
)

risk_changes = Table(
    "risk_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("before", Integer, nullable=False),
    Column("after", Integer, nullable=False),
    Column("by", String, nullable=False),
    Column("reason", LargeBinary),  # sealed
)

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
