"""What a backup holds: every row that must not be lost, and nobody's words."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import LargeBinary, Table

from server.domain.opinion import Waits
from server.stores.keys.sealing import DESTROYED
from server.stores.tables.accounts import challenges, proofs, ways_back
from server.stores.tables.care import open_notes, plan_lines
from server.stores.tables.coaching import coaching_answers, coachings
from server.stores.tables.every import METADATA
from server.stores.tables.house import invitations, leases, processes, staff_sessions
from server.stores.tables.mentoring import mentored_words
from server.stores.tables.silences import silences
from server.stores.tables.training import practices
from server.stores.tables.watch import case_notes, posts, remarks

Row = Mapping[str, Any]

LEFT_OUT: Final = frozenset(
    {
        # nothing is left of these without their words
        *(posts, remarks, coachings, coaching_answers, practices),
        *(mentored_words, plan_lines, case_notes, open_notes),
        # a way in that was used up or taken back since would be open again
        *(invitations, ways_back, staff_sessions, proofs, challenges),
        # of that moment alone; a silence's clock would end who is back at once
        *(leases, processes, silences),
    }
)
SEALED_FOR_LONG: Final = frozenset(
    {
        # with the house's key, or not sealed at all: none of it is a visitor's
        *("authenticators.secret", "applications.sealed", "applications.reason"),
        *("application_references.sealed", "certificates.reason", "passkeys.public_key"),
        *("push_subscriptions.p256dh", "push_subscriptions.auth"),
    }
)
KEY: Final = "wrapped_key"
OWED: Final = b"owed"  # stands where a key was: what comes back gets a new one

TABLES: Final = tuple(table for table in METADATA.sorted_tables if table not in LEFT_OUT)


def without_words(table: Table, row: Row) -> dict[str, Any]:
    """The same row. Whoever holds the keys of the days can read nothing in it either: not what was
    deleted after the backup, nor what was not.
    """
    kept = dict(row)
    for column in table.columns:
        if not isinstance(column.type, LargeBinary) or str(column) in SEALED_FOR_LONG:
            continue
        if column.name == KEY:
            kept[KEY] = OWED if row[KEY] != DESTROYED else DESTROYED
        else:
            kept[column.name] = None if column.nullable else DESTROYED
    if "opinion" in kept:  # there are no words any more to have one of
        kept["opinion"] = Waits.NOBODY
    return kept
