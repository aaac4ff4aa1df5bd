"""What those who answer carry: bare stretches of time, rests, debriefs, and how a shift was."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata
from server.stores.tables.house import staff

exposures = Table(
    "exposures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff", String, nullable=False, index=True),
    Column("level", Integer, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=False, index=True),
)
"""Without whose conversation it was: it outlives the conversations."""

rests = Table(
    "rests",
    metadata,
    Column("staff", String, primary_key=True),
    Column("until", Moment, nullable=False),
    Column("reason", String, nullable=False),
)

debriefs = Table(
    "debriefs",
    metadata,
    Column("id", String, primary_key=True),
    Column("staff", ForeignKey(staff.c.id), nullable=False, index=True),
    Column("state", String, nullable=False),  # asked, booked, done, withdrawn
    Column("asked_at", Moment, nullable=False),
    Column("supervisor", ForeignKey(staff.c.id)),
    Column("at", Moment),
    Column("ended_at", Moment),
)

moods = Table(
    "moods",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff", String, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("mood", Integer, nullable=False),  # 1 heavy to 5 light; only for this person
)
