"""Words of new peers that a mentor reads before they go out."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, Row, String, Table
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


def mentorship_of(row: Row[Any]) -> Mentorship | None:
    """Of a conversation's row."""
    if row.mentored_by is None:
        return None
    return Mentorship(PersonId(row.mentored_by), PersonId(row.mentored), row.mentored_s)
