"""A new peer reads along where an experienced one talks with somebody."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, text

revision: Final = "0039"
down_revision: Final = "0038"
OPEN: Final = "state IN ('asked', 'agreed', 'reading')"


def upgrade() -> None:
    op.add_column("conversations", Column("read_by", String))
    op.create_table(
        "shadows",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("reader", String, nullable=False),
        Column("name", String, nullable=False),
        Column("peer", String, nullable=False),
        Column("state", String, nullable=False),
        Column("until", DateTime(timezone=True), nullable=False),
        Column("from_seq", Integer, nullable=False),
    )
    op.create_index(
        "one_open_shadow_for_each_reader",
        "shadows",
        ["reader"],
        unique=True,
        sqlite_where=text(OPEN),
        postgresql_where=text(OPEN),
    )
