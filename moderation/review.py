"""Run every check on a passage and draw the consequences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import structlog

from moderation.course.check import Course, follow
from moderation.course.mark import Marking
from moderation.passage import Passage
from moderation.policy import Policy
from moderation.verdict import Finding, Verdict

Check = Callable[[Passage], Iterable[Finding]]


class Judge(Protocol):
    """Goes by what the checks have found, too."""

    def __call__(self, passage: Passage, found: Sequence[Finding]) -> Iterable[Finding]: ...


log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Silence never means "clean": a check that raises makes the verdict incomplete."""

    checks: Sequence[Check]
    policy: Policy
    course: Course | None = None
    together: Judge | None = None

    def __call__(self, passage: Passage) -> Verdict:
        findings: list[Finding] = []
        complete = True
        for check in self.checks:
            complete &= _added(findings, check, passage)
        for judge in (self.together, self.course):
            if judge is not None:
                complete &= _added(findings, partial(judge, found=tuple(findings)), passage)
        return Verdict(
            findings=tuple(findings),
            actions=self.policy.actions(
                findings, passage.speaker, complete=complete, after_danger=passage.after_danger
            ),
            level=self.policy.level(findings, passage.speaker),
            complete=complete,
        )

    def follow(self, passages: Iterable[Passage]) -> Iterator[Verdict]:
        """Each passage of one conversation, in order, after those before it."""
        return follow(passages, self, self.marking) if self.course else map(self, passages)

    @property
    def marking(self) -> Marking:
        """What keeps a message for those after it. Only where there is a course."""
        if self.course is None:
            raise TypeError("this screen reads each message by itself")
        return self.course.mark


def _added(findings: list[Finding], check: Check, passage: Passage) -> bool:
    """Whether the check came to its end. What it found before it broke counts."""
    try:
        findings += check(passage)
    except Exception:
        # Whatever broke, a person looks at the message and the service goes on.
        log.exception("check failed", check=_name(check))
        return False
    return True


def _name(check: Check) -> str:
    check = check.func if isinstance(check, partial) else check
    return getattr(check, "__name__", type(check).__name__)
