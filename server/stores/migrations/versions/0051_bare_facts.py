"""What is counted outlives what is forgotten, as bare rows."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, Integer, String

revision: Final = "0051"
down_revision: Final = "0050"


def upgrade() -> None:
    op.create_table(
        "bare_facts",
        Column("id", Integer, primary_key=True),
        Column("kind", String, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False),
        Column("facts", String, nullable=False),
    )
    op.create_index("ix_bare_facts_at", "bare_facts", ["at"])
