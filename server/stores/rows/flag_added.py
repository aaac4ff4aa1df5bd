"""What is added to a flag that is open already, and whom that calls."""

from typing import Any

from server.domain.flag import ALONE, FLAG, OWNED, PAGER_FROM, Flag, FlagState, FlagStep
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey
from server.stores.rows import flag_words


def added(known: Flag, flag: Flag, sealer: Sealer, key: SealedKey, hand: str) -> dict[str, Any]:
    """The open flag with one more reason. A clock that runs may only get shorter."""
    changed: dict[str, Any] = {
        "concerns": tuple(dict.fromkeys((*flag.concerns, *known.concerns))),
        "reasons": tuple(dict.fromkeys((*flag.reasons, *known.reasons))),
        "complete": known.complete and flag.complete,
    }
    if flag.level >= known.level:
        changed["level"] = flag.level
    if flag.level >= known.level and flag.words:  # without its own it keeps those there are
        changed |= {"seq": flag.seq, **flag_words.sealed(flag, sealer, key, known.id)}
    claimed = known.state is FlagState.CLAIMED
    anew = known.called_anew(flag.level, flag.raised_at) if claimed else flag.level > known.level
    if flag.is_told or anew:
        changed["graver"] = known.graver + 1
    if hand and known.claimed_by == hand and ALONE in flag.concerns:
        return changed | _left(known, flag)
    if not claimed:
        return changed | _sooner(known, flag)
    calls = "graver" in changed and known.claimed_by != hand
    return changed | _called(known, flag) if calls else changed


def _sooner(known: Flag, flag: Flag) -> dict[str, Any]:
    """It is waited for already."""
    sooner: dict[str, Any] = {}
    graver = flag.level > known.level or (flag.is_asked_for and not known.is_asked_for)
    if (known.lapses < PAGER_FROM or graver) and known.due_at and flag.due_at:
        sooner |= {"due_at": min(known.due_at, flag.due_at), "set_at": flag.raised_at}
    if ALONE in flag.concerns:
        sooner["lapses"] = max(known.lapses, flag.lapses)
    if known.alerting is None or ALONE in flag.concerns:  # who was called may be gone by now
        sooner["alerting"] = flag.alerting
    return sooner


def _left(known: Flag, flag: Flag) -> dict[str, Any]:
    """Its owner is who left them: it is nobody's, and calls the next one."""
    step = FlagStep.GIVE_BACK if known.state in OWNED else FlagStep.CALL
    free = {"state": FLAG.after(known.state, step), "claimed_by": None, "claimed_at": None}
    clock = {"clock_from": flag.raised_at, "due_at": flag.due_at, "lapses": flag.lapses}
    if known.due_at:
        clock = _sooner(known, flag)
    anew = {"set_at": flag.raised_at, "again_from": None, "alerting": flag.alerting}
    return free | clock | anew


def _called(known: Flag, flag: Flag) -> dict[str, Any]:
    """Its owner first; its clock begins anew, by the new level."""
    state = FLAG.after(known.state, FlagStep.CALL)
    anew = {"clock_from": flag.raised_at, "lapses": flag.lapses, "alerting": None}
    return {"state": state, "due_at": flag.due_at, "set_at": flag.raised_at, **anew}
