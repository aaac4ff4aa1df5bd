"""A moderator leads a conversation, beside its peer."""

from typing import Final

from alembic import op
from sqlalchemy import Column, String

revision: Final = "0028"
down_revision: Final = "0027"


def upgrade() -> None:
    op.add_column("conversations", Column("led_by", String))
