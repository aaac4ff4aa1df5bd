"""What only several messages together say: phrases in pieces, late answers, a plan after a wish."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from moderation.course.mark import Mark, Signal
from moderation.course.planned import Planned
from moderation.course.signs import Sign
from moderation.passage import Passage
from moderation.verdict import Finding

PIECE: Final = 6
"""So many words may a piece have; longer messages are sentences by themselves."""
NEAR: Final = 8
"""So many messages back, whoever said them."""

Check = Callable[[Passage], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Joined:
    """`phrases` reads words, `answers` reads what answers a question of the lexicon."""

    phrases: Check
    answers: Sequence[Check]
    planned: Planned

    def __call__(self, passage: Passage, now: Mark, alone: Sequence[Finding]) -> Iterator[Finding]:
        told = list(alone)
        together = (self._pieces, self._late_answer, self.planned)
        for found in chain.from_iterable(one(passage, now) for one in together):
            if not _known(found, told):
                told.append(found)
                yield found

    def _pieces(self, passage: Passage, now: Mark) -> Iterator[Finding]:
        pieces = _pieces(passage.trail, now)
        if not pieces:
            return
        start = sum(len(piece) + 1 for piece in pieces)
        together = replace(passage, text=" ".join((*pieces, passage.text)), before="", trail=())
        for found in self.phrases(together):
            if found.start < start < found.end:
                reason = f"{found.reason} Said over several messages."
                yield replace(
                    found, start=0, end=found.end - start, reason=reason, check=Signal.SPLIT.check
                )

    def _late_answer(self, passage: Passage, now: Mark) -> Iterator[Finding]:
        """The message just before is read with the message itself; these stood before it."""
        asked = _asked(passage.trail, now)
        if not asked:
            return
        late = replace(passage, before="\n".join(asked), trail=())
        for found in chain.from_iterable(answers(late) for answers in self.answers):
            yield replace(found, check=Signal.ANSWER.check)


def _pieces(trail: Sequence[Mark], now: Mark) -> list[str]:
    """The speaker's own last words, as far as they are short. Others may have spoken between."""
    pieces: list[str] = []
    if now.count > PIECE:
        return pieces
    for mark in reversed(trail[-NEAR:]):
        if mark.speaker is now.speaker:
            if not mark.words or not 0 < mark.count <= PIECE:
                break
            pieces.insert(0, mark.words)
    return pieces


def _asked(trail: Sequence[Mark], now: Mark) -> list[str]:
    """What the others said since the speaker last said more than "um"."""
    asked: list[str] = []
    for mark in reversed(trail[-NEAR:]):
        if mark.speaker is not now.speaker:
            asked.insert(0, mark.words)
        elif Sign.HESITATION not in mark.signs:
            break
    return asked if len(asked) > 1 or _hesitated(trail, now) else []


def _hesitated(trail: Sequence[Mark], now: Mark) -> bool:
    return bool(trail) and trail[-1].speaker is now.speaker


def _known(found: Finding, alone: Sequence[Finding]) -> bool:
    return any(o.concern is found.concern and o.severity >= found.severity for o in alone)
