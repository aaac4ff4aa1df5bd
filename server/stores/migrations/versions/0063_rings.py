"""What a moderator had on the screen, clocks that were set back, who is here again, two indexes."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, Integer, text

revision: Final = "0063"
down_revision: Final = "0062"

GRAVE: Final = text("phase = 'closed' AND top_level >= 3")


def upgrade() -> None:
    op.add_column("flags", Column("graver", Integer, nullable=False, server_default="0"))
    op.add_column("flags", Column("set_at", DateTime(timezone=True)))
    op.add_column("duties", Column("here_at", DateTime(timezone=True)))
    op.create_index("ix_pages_at", "pages", ["at"])
    op.create_index(
        "grave_conversations",
        "conversations",
        ["id"],
        sqlite_where=GRAVE,
        postgresql_where=GRAVE,
    )
