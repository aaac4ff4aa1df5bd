"""Every message waits for a second opinion: of the small model, and some of the deep one."""

from typing import Final

from alembic import op
from sqlalchemy import text

revision: Final = "0003"
down_revision: Final = "0002"
WAITING: Final = "opinion IN ('both', 'quick', 'deep')"


def upgrade() -> None:
    """What waited for the deep model goes on waiting for it."""
    op.drop_index("awaiting_opinion", "messages")
    op.execute("UPDATE messages SET opinion = 'deep' WHERE opinion = 'pending'")
    only = text(WAITING)
    op.create_index(
        "awaiting_opinion", "messages", ["at"], sqlite_where=only, postgresql_where=only
    )
