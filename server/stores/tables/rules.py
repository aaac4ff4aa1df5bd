"""What this house added to the rules of the screen."""

from sqlalchemy import Boolean, Column, Integer, String, Table

from server.stores.tables.columns import Moment
from server.stores.tables.core import metadata

own_phrases = Table(
    "own_phrases",
    metadata,
    Column("id", String, primary_key=True),
    Column("language", String, nullable=False),
    Column("phrase", String, nullable=False),
    Column("concern", String, nullable=False),
    Column("severity", Integer, nullable=False),
    Column("wherever", Boolean, nullable=False),
    Column("reason", String, nullable=False),
    Column("source", String, nullable=False),
    Column("note", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("taken_out_by", String),
    Column("taken_out_at", Moment),  # the row stays: what looked at whose words can be told later
)
