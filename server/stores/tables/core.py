"""The truth, table by table. `sealed` columns hold what people wrote, encrypted (vault.py)."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from server.stores.tables.columns import Moment, Words, partial
from server.stores.tables.duty_columns import load

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("visit", String, nullable=False, index=True),  # empty for a room
    Column("about", String, index=True),  # of a backstage: its conversation
    Column("backstage", String),
    Column("phase", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("top_level", Integer, nullable=False),  # the highest it ever was: decides how long kept
    Column("last_seq", Integer, nullable=False),
    Column("key_day", String, nullable=False, index=True),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("forget_at", Moment, index=True),
    Column("path", String),  # children, third_party (server/domain/path.py)
    Column("led_by", String),  # the moderator who leads while they speak in it
    Column("mentored_by", String),  # the moderator who reads first while they are in it
    Column("mentored", String),  # whose words: the peer's
    Column("mentored_s", Integer),  # seconds; 0: not any more
    Column("read_by", String),  # the new peer who reads along, or who asks to
    Column("held_from", Integer),  # paused: up to this number its pair hears it
    Column("held_until", Moment),  # then it goes on by itself
)
partial("live_conversations", conversations.c.opened_at, where="phase != 'closed'")
partial("grave_conversations", conversations.c.id, where="phase = 'closed' AND top_level >= 3")

members = Table(
    "members",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("joined_at", Moment, nullable=False),
    Column("left_at", Moment),
    Column("received_seq", Integer, nullable=False, server_default="0"),
)
Index("members_of_a_person", members.c.person, members.c.left_at)

AWAITING = "opinion IN ('both', 'quick', 'deep')"
"""A query that says it in these very words is answered from the index."""

messages = Table(
    "messages",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("ref", String, nullable=False),
    Column("speaker", String, nullable=False),
    Column("role", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("notice", String),
    Column("withheld", Boolean, nullable=False),
    Column("opinion", String, nullable=False),  # for whose it waits (server/domain/opinion.py)
    UniqueConstraint("conversation", "speaker", "ref", name="said_once"),
)
partial("awaiting_opinion", messages.c.at, where=AWAITING)

visits = Table(
    "visits",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, unique=True),
    Column("pseudonym", String, nullable=False),
    Column("language", String, nullable=False),
    Column("topic", String),
    Column("distress", Integer),
    Column("region", String),
    Column("state", String, nullable=False, index=True),
    Column("arrived_at", Moment, nullable=False),
    Column("waiting_since", Moment, nullable=False),
    Column("matched_at", Moment, index=True),
    Column("ended_at", Moment),
    Column("seen_at", Moment, nullable=False),
    Column("helped", Integer),
    Column("distress_after", Integer),
    Column("feedback", LargeBinary),  # sealed
)

duties = Table(
    "duties",
    metadata,
    Column("staff", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("availability", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False, index=True),
    Column("languages", Words, nullable=False),
    Column("topics", Words, nullable=False),
    *load(),
    Column("worked_from", Moment),  # without a break
    Column("here_at", Moment),  # when they said last that they are here
)

offers = Table(
    "offers",
    metadata,
    Column("id", String, primary_key=True),
    Column("visit", ForeignKey("visits.id"), nullable=False, index=True),
    Column("peer", String, nullable=False, index=True),
    Column("state", String, nullable=False),  # open, accepted, declined, lapsed, withdrawn
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
)
for _who in ("visit", "peer"):
    partial(f"one_open_offer_for_each_{_who}", offers.c[_who], where="state = 'open'", unique=True)

wrap_ups = Table(
    "wrap_ups",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("peer", String, primary_key=True),
    Column("ended_at", Moment, nullable=False),
    Column("written_at", Moment),
    Column("topics", Words, nullable=False),
    Column("sealed", LargeBinary),
    Column("debrief", Boolean, nullable=False),
)

flags = Table(
    "flags",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("concerns", Words, nullable=False),
    Column("reasons", Words, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the flagged words
    Column("raised_by", String, nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("due_at", Moment, index=True),
    Column("lapses", Integer, nullable=False),
    Column("alerting", String),
    Column("claimed_by", String),
    Column("claimed_at", Moment),
    Column("resolved_at", Moment),
    Column("resolved_by", String),
    Column("outcome", String),
    Column("resolution", LargeBinary),  # sealed
    Column("complete", Boolean, nullable=False),
    Column("reported", String, nullable=False),  # for whom it is not: see kind; else empty
    Column("context", LargeBinary),  # sealed: said before, found by what
    Column("clock_from", Moment),  # none: its clock runs from the raising
    Column("again_from", Moment),
    Column("taken_from", String),
    Column("taken_because", String),
    # worry; report: about the one in `reported`; second: that one asks for a second person
    Column("kind", String, nullable=False, server_default="worry"),
    Column("graver", Integer, nullable=False, server_default="0"),  # so often, since it was raised
    Column("set_at", Moment),  # when its clock, or how long an answer holds, was set
)
partial(
    "one_unresolved_flag_of_each_kind",
    flags.c.conversation,
    flags.c.reported,
    flags.c.kind,
    where="state != 'resolved'",
    unique=True,
)
