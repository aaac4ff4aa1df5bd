"""Authenticators and recovery codes, and when each session was last proven."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, LargeBinary, String

revision: Final = "0011"
down_revision: Final = "0010"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "proofs",
        Column("session", String, ForeignKey("staff_sessions.token_hash"), primary_key=True),
        Column("device", String, nullable=False),
        Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "authenticators",
        Column("staff", String, ForeignKey("staff.id"), primary_key=True),
        Column("secret", LargeBinary, nullable=False),
        Column("last_step", Integer, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("confirmed_at", MOMENT),
    )
    op.create_table(
        "recovery_codes",
        Column("hash", String, primary_key=True),
        Column("staff", String, ForeignKey("staff.id"), nullable=False, index=True),
        Column("made_at", MOMENT, nullable=False),
        Column("used_at", MOMENT),
    )
