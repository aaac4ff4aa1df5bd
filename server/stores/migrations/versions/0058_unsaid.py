"""What visitors have taken back."""

from typing import Final

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, String

revision: Final = "0058"
down_revision: Final = "0057"


def upgrade() -> None:
    op.create_table(
        "unsaid",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("notice", Integer, nullable=False),
        Column("state", String, nullable=False),
    )
