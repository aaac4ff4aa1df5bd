"""Whether intake is paused, and how long people waited."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Integer, String

revision: Final = "0005"
down_revision: Final = "0004"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "intake",
        Column("id", Integer, primary_key=True),
        Column("reason", String, nullable=False),
        Column("words", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "waits",
        Column("id", Integer, primary_key=True),
        Column("ended_at", MOMENT, nullable=False, index=True),
        Column("hour", Integer, nullable=False),
        Column("language", String, nullable=False),
        Column("topic", String),
        Column("seconds", Integer, nullable=False),
        Column("answered", Boolean, nullable=False),
    )
