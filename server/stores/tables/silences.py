"""The truth about how a conversation goes: its silences, and how peers say it went."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table

from server.stores.tables.columns import Moment, Words
from server.stores.tables.core import metadata

silences = Table(
    "silences",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("state", String, nullable=False),
    Column("whose", String, nullable=False),  # whose turn it is: visitor, peer
    Column("until", Moment, nullable=False),  # the clock's next step
    Column("seq", Integer, nullable=False),  # of the newest message then: a newer one breaks it
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("peer", String, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("went", String),  # None: no time was left to say
    Column("level", Integer),
    Column("topics", Words, nullable=False),
    Column("follow_ups", Words, nullable=False),
    Column("travels", Boolean, nullable=False),  # who goes on reads the note
)

thanks = Table(
    "thanks",
    metadata,
    Column("id", String, primary_key=True),
    Column("peer", String, nullable=False, index=True),
    Column("conversation", String, index=True),  # until that is forgotten
    Column("at", Moment, nullable=False, index=True),  # the day alone
    Column("helped", Integer),
    Column("key_day", String, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("sealed", LargeBinary),  # only where the visitor allowed it
)
"""What visitors answered, for the peer: it outlives the conversations, without whose it was."""
