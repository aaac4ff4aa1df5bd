"""A flag that somebody has calls them anew, is given back and is taken over."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, String

revision: Final = "0053"
down_revision: Final = "0052"

COLUMNS: Final = (
    Column("clock_from", DateTime(timezone=True)),
    Column("again_from", DateTime(timezone=True)),
    Column("taken_from", String),
    Column("taken_because", String),
)


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("flags", column)
    # Whoever has one already is called anew by what is as grave, from now on.
    op.execute("UPDATE flags SET again_from = claimed_at WHERE state = 'claimed' AND level >= 2")
