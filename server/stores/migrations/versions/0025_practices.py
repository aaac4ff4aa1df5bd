"""Practice conversations, and what was met in the last one."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, LargeBinary, String

revision: Final = "0025"
down_revision: Final = "0024"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "practices",
        Column("staff", String, ForeignKey("staff.id"), primary_key=True),
        Column("id", String, nullable=False),
        Column("scenario", String, nullable=False),
        Column("began_at", MOMENT, nullable=False),
        Column("version", Integer, nullable=False),
        Column("key_day", String, nullable=False),
        Column("wrapped_key", LargeBinary, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("ended_at", MOMENT),
        Column("met", String),
    )
