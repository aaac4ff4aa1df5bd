"""A flag keeps what was said before its words, and what they were found by."""

from typing import Final

from alembic import op
from sqlalchemy import Column, LargeBinary

revision: Final = "0048"
down_revision: Final = "0047"


def upgrade() -> None:
    op.add_column("flags", Column("context", LargeBinary))
