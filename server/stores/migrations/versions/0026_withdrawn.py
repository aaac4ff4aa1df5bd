"""A certificate can be withdrawn, with a reason."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, String

revision: Final = "0026"
down_revision: Final = "0025"


def upgrade() -> None:
    op.add_column("certificates", Column("withdrawn_at", DateTime(timezone=True)))
    op.add_column("certificates", Column("reason", String))
