"""A peer may be with more than one visitor at once; the database bounds how many."""

from typing import Final

from alembic import op
from sqlalchemy import Column, Integer

revision: Final = "0030"
down_revision: Final = "0029"
HELD: Final = {"offered": "offered", "talking": "talking", "wrap_up": "wrapping"}
RULES: Final = {
    "one_place_for_each": "offered = 0 OR (offered = 1 AND offered + talking + wrapping <= places)",
    "who_takes_nobody_is_offered_nobody": "offered = 0 OR availability = 'ready'",
    "who_is_away_talks_with_nobody": "talking = 0 OR availability IN ('ready', 'going')",
    "nobody_holds_less_than_nothing": "offered >= 0 AND talking >= 0 AND wrapping >= 0",
}


def upgrade() -> None:
    with op.batch_alter_table("certificates") as table:
        table.add_column(Column("at_once", Integer, nullable=False, server_default="1"))
    with op.batch_alter_table("duties") as table:
        table.add_column(Column("places", Integer, nullable=False, server_default="1"))
        for name in HELD.values():
            table.add_column(Column(name, Integer, nullable=False, server_default="0"))
    for state, holds in HELD.items():
        carried = f"UPDATE duties SET state = 'ready', {holds} = 1 WHERE state = '{state}'"  # noqa: S608
        op.execute(carried)
    with op.batch_alter_table("duties") as table:
        table.alter_column("state", new_column_name="availability")
        for name, rule in RULES.items():
            table.create_check_constraint(name, rule)
