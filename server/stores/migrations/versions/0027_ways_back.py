"""Ways back into an account whose owner has lost password and second step."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, String

revision: Final = "0027"
down_revision: Final = "0026"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "ways_back",
        Column("id", String, primary_key=True),
        Column("staff", String, ForeignKey("staff.id"), nullable=False, index=True),
        Column("state", String, nullable=False),
        Column("asked_by", String, ForeignKey("staff.id"), nullable=False),
        Column("reason", String, nullable=False),
        Column("asked_at", MOMENT, nullable=False),
        Column("until", MOMENT, nullable=False),
        Column("confirmed_by", String),
        Column("token_hash", String, unique=True),
        Column("used_at", MOMENT),
    )
