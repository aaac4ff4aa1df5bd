"""What is written down in a conversation to look after somebody, sealed with its words."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

assessments = Table(
    "assessments",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("level", Integer, nullable=False),  # what the answers call for
    Column("by", String, nullable=False),  # the name of who asked
    Column("at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the answers, and what protects
)

open_notes = Table(
    "open_notes",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("peer", String, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
"""What a peer notes down while they talk, until it is written up."""

plan_lines = Table(
    "plan_lines",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("ref", String, nullable=False),
    Column("writer", String, nullable=False),
    Column("role", String, nullable=False),
    Column("name", String, nullable=False),
    Column("step", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("conversation", "writer", "ref", name="written_once"),
)
