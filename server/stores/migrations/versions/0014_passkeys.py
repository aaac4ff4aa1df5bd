"""Passkeys, and the challenges that they answer."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, LargeBinary, String

revision: Final = "0014"
down_revision: Final = "0013"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "passkeys",
        Column("id", String, primary_key=True),
        Column("staff", String, ForeignKey("staff.id"), nullable=False, index=True),
        Column("public_key", LargeBinary, nullable=False),
        Column("signs", Integer, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("used_at", MOMENT),
    )
    op.create_table(
        "challenges",
        Column("hash", String, primary_key=True),
        Column("staff", String, nullable=False),
        Column("expires_at", MOMENT, nullable=False, index=True),
    )
