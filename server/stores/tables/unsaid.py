"""What visitors have taken back."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from server.stores.tables.core import metadata

unsaid = Table(
    "unsaid",
    metadata,
    Column("conversation", ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("notice", Integer, nullable=False),  # the seq of the line that says so
    Column("state", String, nullable=False),  # of its words (server/domain/message.py)
)
