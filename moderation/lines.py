"""JSON lines in, JSON lines out: the screen for anybody's own data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec
from msgspec import UNSET, Struct, UnsetType

from moderation.gathering import gathered
from moderation.judging import Judging
from moderation.passage import Passage, Speaker
from moderation.verdict import Action, Concern, Finding, Level, Severity, Verdict

Id = str | int | None

OF_ALL: Final = max(Severity)


class Turn(Struct, frozen=True):
    who: Speaker
    text: str


class Line(Struct, frozen=True):
    """Either a `text`, with what was said `before` it, or the `turns` of a whole conversation."""

    id: Id | UnsetType = UNSET
    text: str | UnsetType = UNSET
    before: str = ""
    speaker: Speaker = Speaker.VISITOR
    turns: tuple[Turn, ...] | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (self.text is UNSET) == (self.turns is UNSET):
            raise ValueError("a line has either 'text' or 'turns'")

    def passages(self) -> Sequence[Passage]:
        if self.turns is UNSET:
            return [Passage(str(self.text), self.before, self.speaker)]
        before = ["", *(turn.text for turn in self.turns)]
        return [Passage(t.text, b, t.who) for t, b in zip(self.turns, before, strict=False)]


class Found(Struct, frozen=True, omit_defaults=True):
    """`turn` counts from 0 and is there for whole conversations only."""

    concern: Concern
    severity: Severity
    start: int
    end: int
    reason: str
    turn: int | UnsetType = UNSET


class Answer(Struct, frozen=True):
    """`crisis` and `toxicity` rank messages by all that the screen knows (ranking.py); a decision
    is what `level` and `actions` say. `concerns` has the highest severity of each / 4.
    """

    id: Id | UnsetType
    level: str
    crisis: float
    toxicity: float
    concerns: Mapping[Concern, float]
    findings: Sequence[Found]
    actions: Sequence[str]
    complete: bool


class Invalid(Struct, frozen=True):
    """A line that could not be read; `line` counts from 1."""

    line: int
    error: str


DECODE: Final = msgspec.json.Decoder(Line).decode
ENCODE: Final = msgspec.json.encode


def answers(lines: Iterable[bytes], judging: Judging) -> Iterator[bytes]:
    """One line out for each line in, in order. Empty lines are passed over."""
    number = 0
    for batch in gathered(lines):
        read = [_decoded(raw, at) for at, raw in enumerate(batch, number + 1) if raw.strip()]
        number += len(batch)
        judging.ahead([p for line in read if isinstance(line, Line) for p in line.passages()])
        for line in read:
            yield ENCODE(answer(line, judging) if isinstance(line, Line) else line)


def _decoded(raw: bytes, number: int) -> Line | Invalid:
    try:
        return DECODE(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return Invalid(number, _said(error))


def answer(line: Line, judging: Judging) -> Answer:
    judged = judging(line.passages())
    verdicts = [verdict for verdict, _ in judged]
    whole = line.turns is not UNSET
    all_found = [(at, one) for at, verdict in enumerate(verdicts) for one in verdict.findings]
    level = max((verdict.level for verdict in verdicts), default=Level.L0)
    return Answer(
        id=line.id,
        level=level.name,
        crisis=max((rank.crisis for _, rank in judged), default=0.0),
        toxicity=max((rank.toxicity for _, rank in judged), default=0.0),
        concerns=_highest(one for _, one in all_found),
        findings=[_found(one, at if whole else UNSET) for at, one in all_found],
        actions=names(verdicts),
        complete=all(verdict.complete for verdict in verdicts),
    )


def names(verdicts: Iterable[Verdict]) -> list[str]:
    """Of all actions that follow from any of them."""
    follows = {action for verdict in verdicts for action in verdict.actions}
    return [str(action.name).lower() for action in Action if action in follows]


def _highest(findings: Iterable[Finding]) -> dict[Concern, float]:
    highest: dict[Concern, float] = {}
    for finding in findings:
        share = finding.severity / OF_ALL
        highest[finding.concern] = max(share, highest.get(finding.concern, 0.0))
    return highest


def _found(finding: Finding, turn: int | UnsetType) -> Found:
    return Found(
        finding.concern, finding.severity, finding.start, finding.end, finding.reason, turn
    )


def _said(error: Exception) -> str:
    """msgspec names the field and the type, never the value."""
    return "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
