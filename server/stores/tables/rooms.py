"""The truth about rooms: when they are, who looks after them, who sits in them."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    text,
)

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

rooms = Table(
    "rooms",
    metadata,
    Column("id", ForeignKey("conversations.id"), primary_key=True),
    Column("topic", String, nullable=False),
    Column("language", String, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("opens_at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Column("facilitator", String, nullable=False),
    Column("co_facilitator", String, nullable=False),
    Column("slow", Integer, nullable=False),  # seconds
    Column("made_by", String, nullable=False),
)

seats = Table(
    "seats",
    metadata,
    Column("room", ForeignKey("rooms.id"), primary_key=True),
    Column("visit", ForeignKey("visits.id"), primary_key=True),
    Column("since", Moment, nullable=False),  # the order at the door
    Column("from_seq", Integer, nullable=False),  # what was said up to it is not theirs to read
    Column("aside_level", Integer, nullable=False),  # of their own conversation when last lifted
    Column("hand_at", Moment),
    Column("ended_at", Moment),
)
Index(
    "one_open_seat_for_each_visit",
    seats.c.visit,
    unique=True,
    sqlite_where=text("ended_at IS NULL"),
    postgresql_where=text("ended_at IS NULL"),
)

room_messages = Table(
    "room_messages",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("whose", String),  # a visitor's own conversation, under whose key the words are sealed
    Column("careful", Boolean, nullable=False),
    Column("hushed", Boolean, nullable=False),
    ForeignKeyConstraint(
        ("conversation", "seq"), ("messages.conversation", "messages.seq"), name="of_a_message"
    ),
)
"""What a message in a room has beside every other message."""
