"""What people on shift say of the screen, of one message at a time."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String

revision: Final = "0052"
down_revision: Final = "0051"


def upgrade() -> None:
    op.create_table(
        "labels",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("kind", String, primary_key=True),
        Column("concern", String, primary_key=True),
        Column("reasons", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_labels_at", "labels", ["at"])
