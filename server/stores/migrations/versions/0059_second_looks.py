"""A second person is asked, or looks afterwards; what calls them is a flag of its own kind."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, String, text

revision: Final = "0059"
down_revision: Final = "0058"

MOMENT: Final = DateTime(timezone=True)
ONE: Final = "one_unresolved_flag_of_each_kind"


def upgrade() -> None:
    op.add_column("flags", Column("kind", String, nullable=False, server_default="worry"))
    op.execute("UPDATE flags SET kind = 'report' WHERE reported <> ''")
    op.drop_index(ONE, "flags")
    open_ = text("state != 'resolved'")
    op.create_index(
        ONE,
        "flags",
        ["conversation", "reported", "kind"],
        unique=True,
        sqlite_where=open_,
        postgresql_where=open_,
    )
    op.create_table(
        "second_looks",
        Column("id", String, primary_key=True),
        Column("conversation", String, ForeignKey("conversations.id"), nullable=False, index=True),
        Column("matter", String, nullable=False),
        Column("state", String, nullable=False, index=True),
        Column("asked_by", String, nullable=False),
        Column("asked_at", MOMENT, nullable=False),
        Column("reason", String, nullable=False),
        Column("resource", String, nullable=False),
        Column("sealed", LargeBinary),
        Column("acted_at", MOMENT),
        Column("referral", String),
        Column("flag", String),
        Column("answered_by", String),
        Column("answered_at", MOMENT),
        Column("answer", LargeBinary),
    )
