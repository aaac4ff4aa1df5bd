"""Since when each round of a worker's task has failed."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime

revision: Final = "0056"
down_revision: Final = "0055"


def upgrade() -> None:
    op.add_column("leases", Column("failing_since", DateTime(timezone=True)))
