"""Coaching became a role of its own: who has coached as a moderator may go on."""

from typing import Final

from alembic import op

revision: Final = "0044"
down_revision: Final = "0043"


def upgrade() -> None:
    op.execute(
        """UPDATE staff SET roles = replace(roles, '"moderator"', '"coach","moderator"')
        WHERE id IN (SELECT coach FROM coachings) AND roles NOT LIKE '%"coach"%'"""
    )
