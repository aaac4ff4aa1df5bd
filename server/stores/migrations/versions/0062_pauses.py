"""Up to which message its pair hears a conversation that a moderator has paused, and until when."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, Integer

revision: Final = "0062"
down_revision: Final = "0061"


def upgrade() -> None:
    op.add_column("conversations", Column("held_from", Integer))
    op.add_column("conversations", Column("held_until", DateTime(timezone=True)))
