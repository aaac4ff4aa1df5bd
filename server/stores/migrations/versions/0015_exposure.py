"""What those who answer carry: stretches of time, rests, debriefs, and how a shift was."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String

revision: Final = "0015"
down_revision: Final = "0014"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "exposures",
        Column("id", Integer, primary_key=True),
        Column("staff", String, nullable=False, index=True),
        Column("level", Integer, nullable=False),
        Column("began_at", MOMENT, nullable=False),
        Column("ended_at", MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "rests",
        Column("staff", String, primary_key=True),
        Column("until", MOMENT, nullable=False),
        Column("reason", String, nullable=False),
    )
    op.create_table(
        "debriefs",
        Column("id", String, primary_key=True),
        Column("staff", String, ForeignKey("staff.id"), nullable=False, index=True),
        Column("state", String, nullable=False),
        Column("asked_at", MOMENT, nullable=False),
        Column("supervisor", String, ForeignKey("staff.id")),
        Column("at", MOMENT),
        Column("ended_at", MOMENT),
    )
    op.create_table(
        "moods",
        Column("id", Integer, primary_key=True),
        Column("staff", String, nullable=False, index=True),
        Column("at", MOMENT, nullable=False),
        Column("mood", Integer, nullable=False),
    )
