"""Conversations of children, and of who worries about somebody else, are on a path of their own."""

from typing import Final

from alembic import op
from sqlalchemy import Column, String

revision: Final = "0021"
down_revision: Final = "0020"


def upgrade() -> None:
    op.add_column("conversations", Column("path", String))
