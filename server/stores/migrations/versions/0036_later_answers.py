"""What visitors say of a referral some weeks later, by a code of which the hash alone is kept."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, Integer, String

revision: Final = "0036"
down_revision: Final = "0035"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "later_answers",
        Column("referral", String, primary_key=True),
        Column("conversation", String, index=True),
        Column("resource", String, nullable=False),
        Column("code_hash", String, unique=True),
        Column("at", MOMENT, nullable=False),
        Column("until", MOMENT, nullable=False),
        Column("answered_at", MOMENT, index=True),
        Column("reached", String),
        Column("helped", Integer),
        Column("safe", String),
    )
