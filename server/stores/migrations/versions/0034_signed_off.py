"""A named moderator signs off how a referral ended."""

from typing import Final

from alembic import op
from sqlalchemy import Column, String

from server.stores.tables.columns import Moment

revision: Final = "0034"
down_revision: Final = "0033"


def upgrade() -> None:
    op.add_column("referrals", Column("signed_off_by", String))
    op.add_column("referrals", Column("signed_off_at", Moment))
