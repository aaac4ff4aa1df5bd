"""A referral is sent to an outside responder and confirmed by somebody with a name."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Integer, String

from server.stores.tables.columns import Moment

revision: Final = "0031"
down_revision: Final = "0030"


def upgrade() -> None:
    op.add_column("referrals", Column("confirmed_by", String))
    op.add_column("referrals", Column("sending", String))
    op.add_column("referrals", Column("tries", Integer))
    op.add_column("referrals", Column("next_at", Moment))
    op.add_column("referrals", Column("delivered_at", Moment))
    op.add_column("referrals", Column("heard", String))
