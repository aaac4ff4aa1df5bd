"""The rest of the truth: what was told, staff, who leads, which processes live, the audit."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    false,
    text,
)

from server.stores.tables.columns import Moment, Words
from server.stores.tables.core import metadata

pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("flag", ForeignKey("flags.id"), nullable=False, index=True),
    Column("channel", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("delivered", Boolean, nullable=False),  # only on an answer
    Column("status", String, nullable=False),  # "200", "503", "timeout" …
)

owed_pages = Table(
    "owed_pages",
    metadata,
    Column("flag", ForeignKey("flags.id"), primary_key=True),
    Column("channel", String, primary_key=True),
    Column("tries", Integer, nullable=False),  # since the clock called for it
    Column("next_at", Moment, nullable=False),
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
    Column("invented", Boolean, nullable=False, server_default=false()),  # by a command: no person
    Column("made_by", String),  # who invited them; null: a command, or from before it was noted
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("staff", ForeignKey("staff.id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("locked_at", Moment),  # its console is locked until its owner shows that it is them
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
    Column("application", String),  # of whom it is for, where somebody applied
)

vetoes = Table(
    "vetoes",
    metadata,
    Column("visit", ForeignKey("visits.id"), primary_key=True),
    Column("peer", String, primary_key=True),  # is not offered to this visitor again
    Column("at", Moment, nullable=False),
)

transfers = Table(
    "transfers",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("asked_by", String, nullable=False),
    Column("name", String, nullable=False),  # of who asked
    Column("whom", String, nullable=False),  # who is asked
    Column("state", String, nullable=False),  # asked, accepted, declined, lapsed, withdrawn
    Column("asked_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("sealed", LargeBinary, nullable=False),  # reason and note
    Column("role", String, nullable=False, server_default="peer"),  # as what they are asked
)
for _of, _column in (("conversation", "conversation"), ("peer", "whom")):
    Index(
        f"one_open_transfer_for_each_{_of}",
        transfers.c[_column],
        unique=True,
        sqlite_where=text("state = 'asked'"),
        postgresql_where=text("state = 'asked'"),
    )

intake = Table(
    "intake",
    metadata,
    Column("id", Integer, primary_key=True),  # one row at most: nobody new is let in
    Column("reason", String, nullable=False),
    Column("words", String, nullable=False),  # a moderator's, for every visitor to read
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
)

waits = Table(
    "waits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ended_at", Moment, nullable=False, index=True),  # to the minute
    Column("hour", Integer, nullable=False),  # of the day, UTC, at which it began
    Column("language", String, nullable=False),
    Column("topic", String),
    Column("seconds", Integer, nullable=False),
    Column("answered", Boolean, nullable=False),
)
"""How long people waited, without whose wait it was: it outlives the visits."""

bare_facts = Table(
    "bare_facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),  # server/domain/happened.py
    Column("at", Moment, nullable=False, index=True),  # to the hour
    Column("facts", String, nullable=False),  # JSON
)
"""What is counted of conversations that are forgotten, without whose they were."""

leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("until", Moment, nullable=False),
    Column("failing_since", Moment),  # since when each round of whoever leads has failed
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
