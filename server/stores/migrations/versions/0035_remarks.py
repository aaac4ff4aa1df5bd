"""Those on shift talk among themselves."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, LargeBinary, String, UniqueConstraint

revision: Final = "0035"
down_revision: Final = "0034"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "remarks",
        Column("id", String, primary_key=True),
        Column("ref", String, nullable=False),
        Column("by", String, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("until", MOMENT, nullable=False, index=True),
        Column("key_day", String, nullable=False),
        Column("wrapped_key", LargeBinary, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        UniqueConstraint("by", "ref", name="remarked_once"),
    )
