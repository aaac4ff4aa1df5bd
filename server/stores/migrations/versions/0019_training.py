"""Attempts at quizzes, and certificates."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, String

revision: Final = "0019"
down_revision: Final = "0018"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "attempts",
        Column("id", Integer, primary_key=True),
        Column("staff", String, ForeignKey("staff.id"), nullable=False, index=True),
        Column("module", String, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("right", Integer, nullable=False),
        Column("asked", Integer, nullable=False),
        Column("passed", Boolean, nullable=False),
    )
    op.create_table(
        "certificates",
        Column("staff", String, ForeignKey("staff.id"), primary_key=True),
        Column("certificate", String, primary_key=True),
        Column("work", String, nullable=False),
        Column("up_to", Integer, nullable=False),
        Column("issued_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
    )
