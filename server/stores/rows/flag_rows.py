"""A flag as its row, when it is raised."""

from typing import Any, Final

from server.domain.flag import Flag, FlagKind
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey
from server.stores.rows import flag_words
from server.stores.tables.core import flags

A_REPORT: Final = (flags.c.reported != "") & (flags.c.kind != FlagKind.SECOND)
"""About a peer. A process from before kinds writes it as a worry: see the column's default."""


def row_of(flag: Flag, sealer: Sealer, key: SealedKey) -> dict[str, Any]:
    return {
        "id": flag.id,
        "conversation": flag.conversation,
        "state": flag.state,
        "level": flag.level,
        "seq": flag.seq,
        "concerns": flag.concerns,
        "reasons": flag.reasons,
        **flag_words.sealed(flag, sealer, key, flag.id),
        "raised_by": flag.raised_by,
        "raised_at": flag.raised_at,
        "due_at": flag.due_at,
        "lapses": flag.lapses,
        "alerting": flag.alerting,
        "claimed_by": flag.claimed_by,
        "claimed_at": flag.claimed_at,
        "clock_from": flag.clock_from,
        "again_from": flag.again_from,
        "complete": flag.complete,
        "reported": flag.barred or "",
        "kind": flag.kind,
        "set_at": flag.raised_at,
    }
