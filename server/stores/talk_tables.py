"""The truth about how a conversation goes: its silences."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from server.stores.columns import Moment
from server.stores.tables import metadata

silences = Table(
    "silences",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("state", String, nullable=False),
    Column("whose", String, nullable=False),  # whose turn it is: visitor, peer
    Column("until", Moment, nullable=False),  # the clock's next step
    Column("seq", Integer, nullable=False),  # of the newest message then: a newer one breaks it
)
