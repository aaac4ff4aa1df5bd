"""Staff whom a command invents: no person is behind them, so nothing tires them."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, false

revision: Final = "0020"
down_revision: Final = "0019"


def upgrade() -> None:
    invented = Column("invented", Boolean, nullable=False, server_default=false())
    op.add_column("staff", invented)
