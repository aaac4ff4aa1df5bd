"""A second opinion on one message, and what is to follow from it."""

from dataclasses import dataclass

from moderation.verdict import Finding, Level
from server.domain.escalation import Raising


@dataclass(frozen=True, slots=True)
class Opinion:
    """`findings` are the new ones; `withhold` takes back what had been delivered."""

    findings: tuple[Finding, ...]
    level: Level
    withhold: bool
    raising: Raising | None
