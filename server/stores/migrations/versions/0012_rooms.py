"""Small rooms: when they are, who sits in them, and what their messages have beside others."""

from typing import Final

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    text,
)

revision: Final = "0012"
down_revision: Final = "0011"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    _rooms()
    _seats()
    _messages()


def _rooms() -> None:
    op.create_table(
        "rooms",
        Column("id", String, ForeignKey("conversations.id"), primary_key=True),
        Column("topic", String, nullable=False),
        Column("language", String, nullable=False),
        Column("capacity", Integer, nullable=False),
        Column("state", String, nullable=False, index=True),
        Column("opens_at", MOMENT, nullable=False),
        Column("closes_at", MOMENT, nullable=False),
        Column("facilitator", String, nullable=False),
        Column("co_facilitator", String, nullable=False),
        Column("slow", Integer, nullable=False),
        Column("made_by", String, nullable=False),
    )


def _seats() -> None:
    op.create_table(
        "seats",
        Column("room", String, ForeignKey("rooms.id"), primary_key=True),
        Column("visit", String, ForeignKey("visits.id"), primary_key=True),
        Column("since", MOMENT, nullable=False),
        Column("from_seq", Integer, nullable=False),
        Column("aside_level", Integer, nullable=False),
        Column("hand_at", MOMENT),
        Column("ended_at", MOMENT),
    )
    only = text("ended_at IS NULL")
    op.create_index(
        "one_open_seat_for_each_visit",
        "seats",
        ["visit"],
        unique=True,
        sqlite_where=only,
        postgresql_where=only,
    )


def _messages() -> None:
    op.create_table(
        "room_messages",
        Column("conversation", String, primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("whose", String),
        Column("careful", Boolean, nullable=False),
        Column("hushed", Boolean, nullable=False),
        ForeignKeyConstraint(
            ("conversation", "seq"), ("messages.conversation", "messages.seq"), name="of_a_message"
        ),
    )
