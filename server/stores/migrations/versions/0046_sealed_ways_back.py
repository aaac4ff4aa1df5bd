"""How somebody was recognised for whom a way back is asked is sealed, until it is settled."""

from typing import Final

from alembic import op
from sqlalchemy import Column, LargeBinary

revision: Final = "0046"
down_revision: Final = "0045"


def upgrade() -> None:
    op.drop_column("ways_back", "reason")
    op.add_column("ways_back", Column("reason", LargeBinary))
