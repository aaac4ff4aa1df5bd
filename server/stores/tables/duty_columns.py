"""With how many people somebody may be at once, with how many they are, and what is forbidden."""

from typing import Any, Final

from sqlalchemy import CheckConstraint, Column, Integer

HELD: Final = ("offered", "talking", "wrapping")
RULES: Final = {
    "one_place_for_each": "offered = 0 OR (offered = 1 AND offered + talking + wrapping <= places)",
    "who_takes_nobody_is_offered_nobody": "offered = 0 OR availability = 'ready'",
    "who_is_away_talks_with_nobody": "talking = 0 OR availability IN ('ready', 'going')",
    "nobody_holds_less_than_nothing": "offered >= 0 AND talking >= 0 AND wrapping >= 0",
}


def load() -> tuple[Any, ...]:
    """Columns and rules. To be offered somebody is the only way to somebody new: that is bounded.

    So who wants fewer people at once keeps those whom they have.
    """
    return (
        Column("places", Integer, nullable=False, server_default="1"),
        *(Column(name, Integer, nullable=False, server_default="0") for name in HELD),
        *(CheckConstraint(rule, name=name) for name, rule in RULES.items()),
    )
