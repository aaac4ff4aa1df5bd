"""A conversation may be handed to a moderator too."""

from typing import Final

from alembic import op
from sqlalchemy import Column, String

revision: Final = "0009"
down_revision: Final = "0008"


def upgrade() -> None:
    with op.batch_alter_table("transfers") as table:
        table.alter_column("peer", new_column_name="whom")
        table.add_column(Column("role", String, nullable=False, server_default="peer"))
