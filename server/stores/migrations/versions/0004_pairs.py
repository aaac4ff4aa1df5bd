"""Whom a visitor has left, and conversations that go to another peer."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, String, text

revision: Final = "0004"
down_revision: Final = "0003"
MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    _vetoes()
    _transfers()


def _vetoes() -> None:
    op.create_table(
        "vetoes",
        Column("visit", String, ForeignKey("visits.id"), primary_key=True),
        Column("peer", String, primary_key=True),
        Column("at", MOMENT, nullable=False),
    )


def _transfers() -> None:
    op.create_table(
        "transfers",
        Column("id", String, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id"), nullable=False, index=True),
        Column("asked_by", String, nullable=False),
        Column("name", String, nullable=False),
        Column("peer", String, nullable=False),
        Column("state", String, nullable=False),
        Column("asked_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT, nullable=False),
        Column("ended_at", MOMENT),
        Column("sealed", LargeBinary, nullable=False),
    )
    only = text("state = 'asked'")
    for of in ("conversation", "peer"):
        op.create_index(
            f"one_open_transfer_for_each_{of}",
            "transfers",
            [of],
            unique=True,
            sqlite_where=only,
            postgresql_where=only,
        )
