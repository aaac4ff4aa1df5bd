"""Signed off is an incident, however it ended, and not a referral that was confirmed."""

from typing import Final

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, String

revision: Final = "0050"
down_revision: Final = "0049"

KEPT: Final = """
    INSERT INTO sign_offs (conversation, "by", "at", ending)
    SELECT conversation, max(signed_off_by), max(signed_off_at), 'reached' FROM referrals
    WHERE signed_off_by IS NOT NULL AND signed_off_at IS NOT NULL GROUP BY conversation
"""


def upgrade() -> None:
    op.create_table(
        "sign_offs",
        Column("conversation", String, ForeignKey("conversations.id"), primary_key=True),
        Column("by", String, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False),
        Column("ending", String, nullable=False),
        Column("sealed", LargeBinary),
    )
    op.execute(KEPT)
    for column in ("signed_off_by", "signed_off_at"):
        op.drop_column("referrals", column)
