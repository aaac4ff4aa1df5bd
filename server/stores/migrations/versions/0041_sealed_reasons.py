"""What administrators write to an applicant, or about a certificate, is sealed."""

from typing import Final

from alembic import op
from sqlalchemy import Column, LargeBinary

revision: Final = "0041"
down_revision: Final = "0040"


def upgrade() -> None:
    for table in ("applications", "certificates"):
        op.drop_column(table, "reason")
        op.add_column(table, Column("reason", LargeBinary))
