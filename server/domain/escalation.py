"""What follows from a verdict for this conversation: levels only rise here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from moderation.verdict import DANGERS, Action, Finding, Level, Verdict
from server.domain.flag_context import Cause

HAND_FROM: Final = Level.L2  # below it nobody is called
BY_HAND: Final = "A moderator has raised the level."
AROUND = 60  # characters kept on each side of the flagged words
Clocks = Mapping[Level, timedelta]  # how long a flag of this level may stay unclaimed


@dataclass(frozen=True, slots=True)
class Raising:
    """A flag about to be raised, or to be added to the one that is open for the conversation."""

    level: Level
    concerns: tuple[str, ...]
    reasons: tuple[str, ...]
    words: str = field(repr=False)
    due_at: datetime
    complete: bool
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    level: Level  # the conversation's level afterwards
    withheld: bool
    help_card: bool
    raising: Raising | None


def decide(level: Level, verdict: Verdict, text: str, *, clocks: Clocks, at: datetime) -> Decision:
    """Combine the conversation's level with one verdict. Shorter clocks belong to higher levels."""
    return Decision(
        level=max(level, verdict.level),
        withheld=Action.WITHHOLD in verdict.actions,
        help_card=Action.HELP_CARD in verdict.actions,
        raising=_raising(verdict, text, clocks, at) if Action.FLAG in verdict.actions else None,
    )


def by_hand(
    before: Level, after: Level, why: str, *, clocks: Clocks, at: datetime
) -> Raising | None:
    """What follows where a moderator raises the level: danger has an owner and a clock."""
    if after <= before or after < HAND_FROM:
        return None
    return Raising(
        level=after,
        concerns=("raised_by_hand",),
        reasons=(BY_HAND,),
        words=why,
        due_at=at + clocks[after],
        complete=True,
    )


def _raising(verdict: Verdict, text: str, clocks: Clocks, at: datetime) -> Raising:
    worst = sorted(verdict.findings, key=_rank)
    reasons = [f.reason for f in worst]
    if not verdict.complete:
        reasons.append("A check could not finish, so a person must look.")
    return Raising(
        level=verdict.level,
        concerns=tuple(dict.fromkeys(f.concern.value for f in worst)),
        reasons=tuple(dict.fromkeys(reasons)),
        words=_words(text, worst),
        due_at=at + clocks[verdict.level],
        complete=verdict.complete,
        causes=tuple(dict.fromkeys(Cause(f.concern, f.check, f.rule, f.share) for f in worst)),
    )


def _rank(finding: Finding) -> tuple[bool, int, int]:
    """Danger is told before insults, whatever their severity."""
    return finding.concern not in DANGERS, -finding.severity, finding.start


def _words(text: str, worst: list[Finding]) -> str:
    """The worst finding's words with a little around them."""
    if not worst:
        return text[: 2 * AROUND]
    start, end = max(0, worst[0].start - AROUND), worst[0].end + AROUND
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
