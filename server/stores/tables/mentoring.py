"""Words of new peers that a mentor reads before they go out, and new peers who read along."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    false,
    text,
)
from sqlalchemy import UniqueConstraint as Unique

from server.domain.ids import PersonId
from server.domain.mentoring import Mentorship
from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

mentored_words = Table(
    "mentored_words",
    metadata,
    Column("id", Integer, primary_key=True),  # in the order in which they were written
    Column("conversation", ForeignKey("conversations.id"), nullable=False),
    Column("speaker", String, nullable=False),
    Column("ref", String, nullable=False),
    Column("state", String, nullable=False),  # waiting, stopped; a row goes with its words
    Column("until", Moment, nullable=False),  # then they go out, whoever lives
    Column("wants_opinion", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("answer", LargeBinary),  # the mentor's word, sealed
    Unique("conversation", "speaker", "ref", name="read_once"),
)

shadows = Table(  # one for each conversation at most: nobody is asked twice
    "shadows",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("reader", String, nullable=False),
    Column("name", String, nullable=False),
    Column("peer", String, nullable=False),  # in whose conversation
    Column("state", String, nullable=False),  # server/domain/shadowing.py
    Column("until", Moment, nullable=False),  # so long a question stands
    Column("from_seq", Integer, nullable=False),  # what was said before is not theirs to read
    Column("reading_since", Moment),
    Column("mentors", Boolean, nullable=False, server_default=false()),  # a mentor, who is a peer
)
OPEN_SHADOW = "state IN ('asked', 'agreed', 'reading')"
Index(
    "one_open_shadow_for_each_reader",
    shadows.c.reader,
    unique=True,
    sqlite_where=text(OPEN_SHADOW),
    postgresql_where=text(OPEN_SHADOW),
)


def mentorship_of(row: Row[Any]) -> Mentorship | None:
    """Of a conversation's row."""
    if row.mentored_by is None:
        return None
    reads = row.read_by == row.mentored_by
    return Mentorship(PersonId(row.mentored_by), PersonId(row.mentored), row.mentored_s, reads)
