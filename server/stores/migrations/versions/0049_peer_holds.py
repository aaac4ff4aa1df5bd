"""A peer stays on hold after a report until a second person lifts it; bare rows of reports stay."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, LargeBinary, String, text

revision: Final = "0049"
down_revision: Final = "0048"

MOMENT: Final = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "peer_holds",
        Column("id", String, primary_key=True),
        Column("peer", String, nullable=False),
        Column("cause", String, nullable=False),
        Column("by", String, nullable=False),
        Column("since", MOMENT, nullable=False),
        Column("key_day", String, nullable=False),
        Column("wrapped_key", LargeBinary, nullable=False),
        Column("sealed", LargeBinary, nullable=False),
        Column("lifted_at", MOMENT, index=True),
        Column("lifted_by", String),
        Column("lifted_because", LargeBinary),
    )
    stands = text("lifted_at IS NULL")
    op.create_index(
        "holds_that_stand", "peer_holds", ["peer"], sqlite_where=stands, postgresql_where=stands
    )
    op.create_table(
        "past_reports",
        Column("id", String, primary_key=True),
        Column("peer", String, nullable=False, index=True),
        Column("day", MOMENT, nullable=False, index=True),
        Column("outcome", String, nullable=False),
        Column("by", String, nullable=False),
    )
