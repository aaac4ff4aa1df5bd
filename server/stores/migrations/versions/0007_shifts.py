"""Sign-ups for shifts, swaps, and calendars that may be read by a token."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, String, text

revision: Final = "0007"
down_revision: Final = "0006"
MOMENT: Final = DateTime(timezone=True)
OPEN: Final = text("state = 'asked'")


def upgrade() -> None:
    op.create_table(
        "sign_ups",
        Column("id", String, primary_key=True),
        Column("block", String, nullable=False),
        Column("day", String, nullable=False),
        Column("starts_at", MOMENT, nullable=False),
        Column("ends_at", MOMENT, nullable=False, index=True),
        Column("role", String, nullable=False),
        Column("staff", String, ForeignKey("staff.id"), nullable=False, index=True),
        Column("series", String),
        Column("state", String, nullable=False),
        Column("taken_at", MOMENT, nullable=False),
        Column("checked_in_at", MOMENT),
        Column("ended_at", MOMENT),
    )
    op.create_table(
        "swaps",
        Column("id", String, primary_key=True),
        Column("gives", String, ForeignKey("sign_ups.id"), nullable=False, index=True),
        Column("wants", String, ForeignKey("sign_ups.id"), index=True),
        Column("asked_by", String, nullable=False),
        Column("asked", String, nullable=False),
        Column("state", String, nullable=False),
        Column("asked_at", MOMENT, nullable=False),
        Column("ended_at", MOMENT),
    )
    op.create_index(
        "one_open_swap_for_each_sign_up",
        "swaps",
        ["gives"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "calendars",
        Column("token_hash", String, primary_key=True),
        Column("staff", String, ForeignKey("staff.id"), nullable=False, index=True),
        Column("created_at", MOMENT, nullable=False),
        Column("revoked_at", MOMENT),
    )
