"""What people say of the screen: of what was drawn blind, and of a message while they talk."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table

from server.stores.tables.columns import Moment, Words
from server.stores.tables.core import metadata

samples = Table(
    "samples",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation", ForeignKey("conversations.id"), index=True),  # until it is forgotten
    Column("glass", String, nullable=False, index=True),
    Column("drawn_for", String, nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Column("stratum", String, nullable=False),
    Column("probability", Float, nullable=False),
    Column("labelled_at", Moment),
    Column("needed", Boolean),  # a moderator should have been called
    Column("level", Integer),  # and at which level
)

labels = Table(
    "labels",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("concern", String, primary_key=True),
    Column("reasons", Words, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)
