"""A peer who is a mentor reads along where a new peer talks."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, false

revision: Final = "0047"
down_revision: Final = "0046"


def upgrade() -> None:
    mentors = Column("mentors", Boolean, nullable=False, server_default=false())
    op.add_column("shadows", mentors)
