"""A plan, some messages after a wish to die: read as if both had been said in one breath."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from moderation.course.mark import Mark, Signal
from moderation.course.signs import Plan, Sign, Signs
from moderation.passage import Passage, Speaker
from moderation.reading.normalise import normalise
from moderation.verdict import Concern, Finding, Severity

CLAUSE_END: Final = re.compile(r"[.,!?;:\n…؟،–—]")

Check = Callable[[Passage], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Planned:
    """`phrases` knows what such a wish and a plan mean together, and which plans keep people safe.

    What was wished is not kept, only that it was. So a short wish of each language stands for it.
    """

    plan: Plan
    signs: Signs
    phrases: Check

    def __call__(self, passage: Passage, now: Mark) -> Iterator[Finding]:
        if Sign.PLANNED not in now.signs or passage.speaker is not Speaker.VISITOR:
            return
        start, _ = self.signs.span(passage.text, frozenset({Sign.PLANNED}))
        if self._wished(passage.trail) and not self._unless(passage.text[:start]):
            yield from self._together(passage, start)

    def _wished(self, trail: Sequence[Mark]) -> bool:
        own = [mark for mark in trail if mark.speaker is Speaker.VISITOR]
        return any(
            mark.danger >= Severity.MODERATE and mark.concern is Concern.SUICIDE
            for mark in own[-self.plan.within :]
        )

    def _unless(self, before: str) -> bool:
        """In the same clause: "I do not think I have a plan"."""
        return not self.plan.unless.isdisjoint(normalise(CLAUSE_END.split(before)[-1]).words)

    def _together(self, passage: Passage, start: int) -> Iterator[Finding]:
        for wish in self.plan.wishes:
            before = len(wish) + 1
            spoken = replace(passage, text=f"{wish} {passage.text[start:]}", before="", trail=())
            for found in self.phrases(spoken):
                if found.end > before:
                    yield replace(
                        found,
                        start=start,
                        end=start + found.end - before,
                        check=Signal.PLANNED.check,
                    )
