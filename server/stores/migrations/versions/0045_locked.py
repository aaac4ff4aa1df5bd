"""A console that is locked is locked for the server too."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime

revision: Final = "0045"
down_revision: Final = "0044"


def upgrade() -> None:
    op.add_column("staff_sessions", Column("locked_at", DateTime(timezone=True)))
