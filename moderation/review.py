"""Run every check on a passage and draw the consequences."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import structlog

from moderation.passage import Passage
from moderation.policy import Policy
from moderation.verdict import Finding, Verdict

Check = Callable[[Passage], Iterable[Finding]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Silence never means "clean": a check that raises makes the verdict incomplete."""

    checks: Sequence[Check]
    policy: Policy

    def __call__(self, passage: Passage) -> Verdict:
        findings: list[Finding] = []
        complete = True
        for check in self.checks:
            try:
                findings += check(passage)
            except Exception:
                # Whatever broke, a person looks at the message and the service goes on.
                log.exception("check failed", check=_name(check))
                complete = False
        return Verdict(
            findings=tuple(findings),
            actions=self.policy.actions(findings, passage.speaker, complete=complete),
            level=self.policy.level(findings, passage.speaker),
            complete=complete,
        )


def _name(check: Check) -> str:
    return getattr(check, "__name__", type(check).__name__)
