"""Applications, references, and the papers of those who work here."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, Integer, LargeBinary, String

revision: Final = "0033"
down_revision: Final = "0032"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "applications",
        Column("id", String, primary_key=True),
        Column("token_hash", String, nullable=False, unique=True),
        Column("state", String, nullable=False),
        Column("applied_at", MOMENT, nullable=False),
        Column("forget_at", MOMENT, nullable=False, index=True),
        Column("sealed", LargeBinary, nullable=False),
        Column("roles", String),
        Column("reason", String),
    )
    op.create_table(
        "application_references",
        Column("application", String, ForeignKey("applications.id"), primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("token_hash", String, unique=True),
        Column("expires_at", MOMENT),
        Column("given_at", MOMENT),
        Column("sealed", LargeBinary),
    )
    op.create_table(
        "papers",
        Column("whose", String, primary_key=True),
        Column("kind", String, primary_key=True),
        Column("version", String, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("by", String, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
    )
    op.add_column("invitations", Column("application", String))
