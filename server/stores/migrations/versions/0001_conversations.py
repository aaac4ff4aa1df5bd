"""The first tables: conversations, and who waits for one."""

from typing import Final

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)

revision: Final = "0001"
down_revision: Final = None
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    _conversations()
    _members()
    _messages()
    _visits()
    _duties()
    _offers()
    _wrap_ups()


def _index_where(name: str, table: str, column: str, where: str, *, unique: bool = False) -> None:
    only = text(where)
    op.create_index(name, table, [column], unique=unique, sqlite_where=only, postgresql_where=only)


def _conversations() -> None:
    op.create_table(
        "conversations",
        Column("id", String, primary_key=True),
        Column("kind", String, nullable=False),
        Column("visit", String, nullable=False, index=True),
        Column("about", String, index=True),
        Column("backstage", String),
        Column("phase", String, nullable=False),
        Column("level", Integer, nullable=False),
        Column("top_level", Integer, nullable=False),
        Column("last_seq", Integer, nullable=False),
        Column("key_day", String, nullable=False, index=True),
        Column("wrapped_key", LargeBinary, nullable=False),
        Column("opened_at", MOMENT, nullable=False),
        Column("closed_at", MOMENT),
        Column("forget_at", MOMENT, index=True),
    )
    _index_where("live_conversations", "conversations", "opened_at", "phase != 'closed'")


def _members() -> None:
    op.create_table(
        "members",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("person", String, primary_key=True),
        Column("role", String, nullable=False),
        Column("name", String, nullable=False),
        Column("standing", String, nullable=False),
        Column("joined_at", MOMENT, nullable=False),
        Column("left_at", MOMENT),
        Column("received_seq", Integer, nullable=False, server_default="0"),
    )
    op.create_index("members_of_a_person", "members", ["person", "left_at"])


def _messages() -> None:
    op.create_table(
        "messages",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("ref", String, nullable=False),
        Column("speaker", String, nullable=False),
        Column("role", String, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("notice", String),
        Column("withheld", Boolean, nullable=False),
        Column("opinion", String, nullable=False),
        UniqueConstraint("conversation", "speaker", "ref", name="said_once"),
    )
    _index_where("awaiting_opinion", "messages", "at", "opinion = 'pending'")


def _visits() -> None:
    op.create_table(
        "visits",
        Column("id", String, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id"), nullable=False, unique=True),
        Column("pseudonym", String, nullable=False),
        Column("language", String, nullable=False),
        Column("topic", String),
        Column("distress", Integer),
        Column("region", String),
        Column("state", String, nullable=False, index=True),
        Column("arrived_at", MOMENT, nullable=False),
        Column("waiting_since", MOMENT, nullable=False),
        Column("matched_at", MOMENT, index=True),
        Column("ended_at", MOMENT),
        Column("seen_at", MOMENT, nullable=False),
        Column("helped", Integer),
        Column("distress_after", Integer),
        Column("feedback", LargeBinary),
    )


def _duties() -> None:
    op.create_table(
        "duties",
        Column("staff", String, primary_key=True),
        Column("role", String, primary_key=True),
        Column("name", String, nullable=False),
        Column("state", String, nullable=False),
        Column("since", MOMENT, nullable=False),
        Column("seen_at", MOMENT, nullable=False, index=True),
        Column("languages", String, nullable=False),
        Column("topics", String, nullable=False),
    )


def _offers() -> None:
    op.create_table(
        "offers",
        Column("id", String, primary_key=True),
        Column("visit", String, ForeignKey("visits.id"), nullable=False, index=True),
        Column("peer", String, nullable=False, index=True),
        Column("state", String, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        Column("ended_at", MOMENT),
    )
    _index_where("one_open_offer_for_each_peer", "offers", "peer", "state = 'open'", unique=True)
    _index_where("one_open_offer_for_each_visit", "offers", "visit", "state = 'open'", unique=True)


def _wrap_ups() -> None:
    op.create_table(
        "wrap_ups",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("peer", String, primary_key=True),
        Column("ended_at", MOMENT, nullable=False),
        Column("written_at", MOMENT),
        Column("topics", String, nullable=False),
        Column("sealed", LargeBinary),
        Column("debrief", Boolean, nullable=False),
    )
