"""A page that is owed is a row from the moment it is decided: no crash loses it."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String

revision: Final = "0037"
down_revision: Final = "0036"


def upgrade() -> None:
    op.create_table(
        "owed_pages",
        Column("flag", String, ForeignKey("flags.id"), primary_key=True),
        Column("channel", String, primary_key=True),
        Column("tries", Integer, nullable=False),
        Column("next_at", DateTime(timezone=True), nullable=False),
    )
