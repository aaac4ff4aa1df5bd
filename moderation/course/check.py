"""The course of a conversation: what a message means after those before it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from moderation.course.asking import Asking
from moderation.course.danger import Danger, Told
from moderation.course.joined import Check, Joined
from moderation.course.mark import Mark, Marking, Signal
from moderation.course.planned import Planned
from moderation.course.signs import CourseFile, Sign, Signs
from moderation.passage import Passage, Speaker
from moderation.verdict import Concern, Finding, Verdict

FILE: Final = Path("course.toml")
TRAIL: Final = 20
"""So many messages are remembered; everything fades within fewer."""
REASONS: Final = {
    Signal.RISING: "Distress shows in message after message.",
    Signal.WEARY: "Sounds weary in message after message. Ask how bad it is.",
    Signal.DECIDED: "Speaks of a decision or of peace, soon after thoughts of danger.",
    Signal.FAREWELL: "Says goodbye soon after speaking of high risk.",
    Signal.CALM: "Suddenly calm after speaking of high risk. Ask what has changed.",
    Signal.RETRACTED: "Takes back what was said about danger. Ask again.",
    Signal.ASKING: "Keeps asking for personal or private things.",
}

Screen = Callable[[Passage], Verdict]


@dataclass(frozen=True, slots=True)
class Course:
    """Reads a passage with its trail and with what the other checks found in it by itself."""

    mark: Marking
    danger: Danger
    asking: Asking
    joined: Joined
    again: int

    @classmethod
    def of_file(cls, file: CourseFile, phrases: Check, answers: Sequence[Check]) -> "Course":
        signs = Signs.of_file(file)
        return cls(
            mark=Marking(signs),
            danger=Danger(file),
            asking=Asking(file.asking),
            joined=Joined(phrases, answers, Planned(file.plan, signs, phrases)),
            again=file.soon.again,
        )

    def __call__(self, passage: Passage, found: Sequence[Finding]) -> Iterator[Finding]:
        if not passage.trail:
            return
        now = self.mark(passage, found)
        if joined := list(self.joined(passage, now, found)):
            yield from joined
            now = self.mark(passage, [*found, *joined])
        if now.danger or now.signs:  # most messages end here
            yield from self._drawn(passage, found, now)

    def _drawn(self, passage: Passage, found: Sequence[Finding], now: Mark) -> Iterator[Finding]:
        """What follows from the trail, where it was not told lately."""
        own = [mark for mark in (*passage.trail, now) if mark.speaker is now.speaker]
        for signal, concern, severity, signs in self._told(passage, own):
            if not any(mark.has_told(signal, severity) for mark in own[-1 - self.again : -1]):
                start, end = self._span(passage, found, signs)
                reason, rule = REASONS[signal], signal.value
                yield Finding(concern, severity, start, end, reason, signal.check, rule=rule)

    def _told(self, passage: Passage, own: Sequence[Mark]) -> Iterator[Told]:
        if passage.speaker is Speaker.VISITOR:
            yield from self.danger(own)
        others = [mark for mark in passage.trail if mark.speaker is not passage.speaker]
        severity = self.asking.severity(own, others)
        if severity is not None:
            yield Signal.ASKING, Concern.GROOMING, severity, self.asking.asked(own[-1])

    def _span(
        self, passage: Passage, found: Sequence[Finding], signs: frozenset[Sign]
    ) -> tuple[int, int]:
        if signs or not found:
            return self.mark.signs.span(passage.text, signs)
        worst = max(found, key=lambda one: one.severity)
        return worst.start, worst.end


def follow(passages: Iterable[Passage], screen: Screen, mark: Marking) -> Iterator[Verdict]:
    """Each passage of one conversation after those before it, in order."""
    trail: tuple[Mark, ...] = ()
    for passage in passages:
        placed = replace(passage, trail=trail)
        verdict = screen(placed)
        trail = (*trail, mark(placed, verdict.findings))[-TRAIL:]
        yield verdict
