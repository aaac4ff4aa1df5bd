"""A mentor reads what a new peer writes before it goes out."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, LargeBinary, String
from sqlalchemy import UniqueConstraint as Unique

revision: Final = "0038"
down_revision: Final = "0037"


def upgrade() -> None:
    for column in ("mentored_by", "mentored"):
        op.add_column("conversations", Column(column, String))
    op.add_column("conversations", Column("mentored_s", Integer))
    op.create_table(
        "mentored_words",
        Column("id", Integer, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id"), nullable=False),
        Column("speaker", String, nullable=False),
        Column("ref", String, nullable=False),
        Column("state", String, nullable=False),
        Column("until", DateTime(timezone=True), nullable=False),
        Column("wants_opinion", Boolean, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("answer", LargeBinary),
        Unique("conversation", "speaker", "ref", name="read_once"),
    )
