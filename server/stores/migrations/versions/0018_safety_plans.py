"""What visitors and those who answer write together, to be safer."""

from typing import Final

from alembic import op
from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)

revision: Final = "0018"
down_revision: Final = "0017"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "plan_lines",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("ref", String, nullable=False),
        Column("writer", String, nullable=False),
        Column("role", String, nullable=False),
        Column("name", String, nullable=False),
        Column("step", String, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        UniqueConstraint("conversation", "writer", "ref", name="written_once"),
    )
