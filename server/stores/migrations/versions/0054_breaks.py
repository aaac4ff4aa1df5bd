"""Since when somebody has been at work without a break."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime

revision: Final = "0054"
down_revision: Final = "0053"


def upgrade() -> None:
    op.add_column("duties", Column("worked_from", DateTime(timezone=True)))
