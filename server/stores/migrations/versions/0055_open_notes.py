"""What a peer notes down beside an open conversation."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, String

revision: Final = "0055"
down_revision: Final = "0054"


def upgrade() -> None:
    op.create_table(
        "open_notes",
        Column(
            "conversation", String, ForeignKey("conversations.id"), primary_key=True, nullable=False
        ),
        Column("peer", String, primary_key=True, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False),
        Column("sealed", LargeBinary, nullable=False),
    )
