"""When the peer has read what a coach wrote."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime

revision: Final = "0042"
down_revision: Final = "0041"


def upgrade() -> None:
    op.add_column("coachings", Column("read_at", DateTime(timezone=True)))
