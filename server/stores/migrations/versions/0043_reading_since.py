"""Since when a new peer has read along: it counts on their meter."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime

revision: Final = "0043"
down_revision: Final = "0042"


def upgrade() -> None:
    op.add_column("shadows", Column("reading_since", DateTime(timezone=True)))
