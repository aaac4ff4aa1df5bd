"""A moderator may go ahead without the visitor's yes: with which reason, who, when."""

from typing import Final

from alembic import op
from sqlalchemy import Boolean, Column, String

from server.stores.tables.columns import Moment

revision: Final = "0022"
down_revision: Final = "0021"


def upgrade() -> None:
    op.add_column("referrals", Column("without", String))
    op.add_column("referrals", Column("decided_by", String))
    op.add_column("referrals", Column("decided_at", Moment))
    op.add_column("referrals", Column("told", Boolean))
