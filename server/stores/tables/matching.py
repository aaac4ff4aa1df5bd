"""The truth about wishes: what visitors would like, and what peers tell the matchmaker alone."""

from sqlalchemy import Column, ForeignKey, String, Table

from server.stores.tables.columns import Words
from server.stores.tables.core import metadata

preferences = Table(
    "preferences",
    metadata,
    Column("visit", ForeignKey("visits.id"), primary_key=True),
    Column("wish", String),  # an experience that they would like a peer to have
    Column("veto", String),  # and one that they would rather not
)

disclosures = Table(
    "disclosures",
    metadata,
    Column("staff", String, primary_key=True),
    Column("experiences", Words, nullable=False),
    Column("avoids", Words, nullable=False),  # topics
)
