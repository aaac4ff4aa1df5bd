"""What visitors wish for, and what peers tell the matchmaker in private."""

from typing import Final

from alembic import op
from sqlalchemy import Column, ForeignKey, String

revision: Final = "0013"
down_revision: Final = "0012"


def upgrade() -> None:
    op.create_table(
        "preferences",
        Column("visit", String, ForeignKey("visits.id"), primary_key=True),
        Column("wish", String),
        Column("veto", String),
    )
    op.create_table(
        "disclosures",
        Column("staff", String, primary_key=True),
        Column("experiences", String, nullable=False),
        Column("avoids", String, nullable=False),
    )
