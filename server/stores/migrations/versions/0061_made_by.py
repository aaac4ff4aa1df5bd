"""Who let somebody in: an account and whoever made it are not two people at once."""

from typing import Final

from alembic import op
from sqlalchemy import Column, String

revision: Final = "0061"
down_revision: Final = "0060"


def upgrade() -> None:
    op.add_column("staff", Column("made_by", String))
    op.add_column("applications", Column("decided_by", String))
