"""Trying the rules: what the screen makes of some words. Nothing is kept."""

from typing import Annotated

from msgspec import Meta

from moderation.verdict import Level
from server.contract.values import TEXT_LIMIT, Body, Request, Text
from server.domain.session import Role

Before = Annotated[str, Meta(max_length=TEXT_LIMIT)]


class TryRules(Request, frozen=True):
    """What would follow if a visitor, a peer or a moderator said this now. Nothing is kept.

    `before` is what was said just before it, by somebody else: a question changes what yes means.
    """

    path = "/api/rules/try"
    text: Text
    before: Before = ""
    speaker: Role = Role.VISITOR


class TriedFinding(Body, frozen=True):
    """Which characters, why, how grave (1 to 4), and which check found it.

    `rule`: by what, within its check. `share`: how sure a model was, from 0 to 1.
    """

    concern: str
    severity: int
    start: int
    end: int
    reason: str
    check: str
    rule: str
    share: float | None


class Tried(Body, frozen=True):
    """`actions` by their names in the policy. `complete`: no check failed."""

    level: Level
    findings: tuple[TriedFinding, ...]
    actions: tuple[str, ...]
    complete: bool
