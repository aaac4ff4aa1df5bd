"""Phrases of the house's own, beside the lexicons."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Integer, String

revision: Final = "0057"
down_revision: Final = "0056"


def upgrade() -> None:
    op.create_table(
        "own_phrases",
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
        Column("at", DateTime(timezone=True), nullable=False),
        Column("taken_out_by", String),
        Column("taken_out_at", DateTime(timezone=True)),
    )
