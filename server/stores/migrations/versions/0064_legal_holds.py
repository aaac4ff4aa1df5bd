"""A conversation is kept beyond its time by two people, until a day or until it is lifted."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, LargeBinary, String

revision: Final = "0064"
down_revision: Final = "0063"


def upgrade() -> None:
    op.add_column("second_looks", Column("until", DateTime(timezone=True)))
    op.add_column("second_looks", Column("lifted_by", String))
    op.add_column("second_looks", Column("lifted_at", DateTime(timezone=True)))
    op.add_column("second_looks", Column("lifted_because", LargeBinary))
