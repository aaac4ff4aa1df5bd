"""What a flag quotes and what it was found by, sealed: gone with the conversation's key."""

from dataclasses import replace
from typing import Any, Final

import msgspec
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.flag import Flag
from server.domain.flag_context import Cause, SaidBefore
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import DESTROYED, Sealer
from server.stores.keys.vault import SealedKey, Unreadable
from server.stores.rows import messages

BEFORE: Final = 2
"""Messages: what was asked, and what that was about."""
SHORT: Final = 160
"""Characters kept of each: its end, where a question stands."""


class _Context(msgspec.Struct, frozen=True, array_like=True):
    before: tuple[SaidBefore, ...]
    causes: tuple[Cause, ...]
    quotes: bool | None = None  # none: raised before this was kept, by the screen if it has causes


_READ: Final = msgspec.json.Decoder(_Context)


def sealed(flag: Flag, sealer: Sealer, key: SealedKey, id: str) -> dict[str, bytes]:
    """Nothing where the conversation's words are gone: such a flag is bare from the start."""
    if key.wrapped == DESTROYED:
        return {"sealed": DESTROYED, "context": DESTROYED}
    return {
        "sealed": sealer.words(flag.conversation, key, flag.words, id),
        "context": _context(flag, sealer, key, id),
    }


def unquoted(flag: Flag, row: Row[Any], sealer: Sealer, taken: int) -> dict[str, bytes | None]:
    """What is left where the message `taken` was taken back: all but its own words, and what was
    said before. The row has the conversation's key.
    """
    key = SealedKey(row.key_day, row.wrapped_key)
    if key.wrapped == DESTROYED:
        return {"sealed": DESTROYED, "context": None}
    whole = with_words(flag, row, sealer)
    gone = whole.seq == taken and (whole.quotes or not row.context)
    try:
        context = _context(replace(whole, before=()), sealer, key, row.id)
    except (KeyGone, Unreadable):
        context = None
    return {"sealed": DESTROYED if gone else row.sealed, "context": context}


def _context(flag: Flag, sealer: Sealer, key: SealedKey, id: str) -> bytes:
    context = msgspec.json.encode(_Context(flag.before, flag.causes, flag.quotes)).decode()
    return sealer.words(flag.conversation, key, context, _about(id))


def with_words(flag: Flag, row: Row[Any], sealer: Sealer) -> Flag:
    """The flag itself must be seen also where its words are gone or unreadable."""
    key = SealedKey(row.key_day, row.wrapped_key)
    if key.wrapped == DESTROYED:  # the visitor had it deleted; the bare flag stays
        return flag
    try:
        if row.sealed != DESTROYED:  # else its visitor has taken them back
            words = sealer.read_words(row.conversation, key, row.sealed, row.id)
            flag = replace(flag, words=words)
        if not row.context:  # raised before there was any
            return flag
        read = sealer.read_words(row.conversation, key, row.context, _about(row.id))
    except (KeyGone, Unreadable):
        return flag
    context = _READ.decode(read)
    quotes = bool(context.causes) if context.quotes is None else context.quotes
    return replace(flag, before=context.before, causes=context.causes, quotes=quotes)


async def said_before(
    tx: AsyncConnection, sealer: Sealer, flag: Flag, talk: str, seq: int
) -> tuple[SaidBefore, ...]:
    """Before this message of this talk. In a room without what belongs to other visitors: it is
    theirs to delete.
    """
    try:
        found = await messages.before(tx, sealer, talk, seq, BEFORE, whose=flag.conversation)
    except (KeyGone, Unreadable):  # the flag is raised all the same
        return ()
    return tuple(SaidBefore(one.role, _short(one.text)) for one in found if one.text)


def _about(id: str) -> str:
    return f"{id} context"


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"…{text[-SHORT:]}"
