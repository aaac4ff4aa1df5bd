"""Peers are told what visitors answered: late, and without whose answer it was."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, Integer, LargeBinary, String

revision: Final = "0029"
down_revision: Final = "0028"


def upgrade() -> None:
    op.create_table(
        "thanks",
        Column("id", String, primary_key=True),
        Column("peer", String, nullable=False, index=True),
        Column("conversation", String, index=True),
        Column("at", DateTime(timezone=True), nullable=False, index=True),
        Column("helped", Integer),
        Column("key_day", String, nullable=False),
        Column("wrapped_key", LargeBinary, nullable=False),
        Column("sealed", LargeBinary),
    )
