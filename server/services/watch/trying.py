"""Somebody tries the rules against a text: the same screen as every message goes through."""

from dataclasses import dataclass

from moderation.passage import Passage
from moderation.verdict import Action, Finding, Verdict
from server.contract.try_requests import Tried, TriedFinding, TryRules
from server.domain.refusal import Code, Refusal
from server.domain.staff import StaffMember
from server.services.ports import Screen
from server.services.talk.conversing import SPEAKERS


@dataclass(frozen=True, slots=True)
class Trying:
    screen: Screen

    async def try_rules(self, _: StaffMember, asked: TryRules) -> Tried:
        speaker = SPEAKERS.get(asked.speaker)
        if speaker is None:
            raise Refusal(Code.BAD_PAYLOAD)
        return tried(self.screen(Passage(asked.text, asked.before, speaker)))


def tried(verdict: Verdict) -> Tried:
    return Tried(
        level=verdict.level,
        findings=tuple(map(_finding, verdict.findings)),
        actions=names(verdict.actions),
        complete=verdict.complete,
    )


def names(actions: Action) -> tuple[str, ...]:
    """As the policy calls them."""
    return tuple((one.name or "").lower() for one in Action if one in actions)


def _finding(one: Finding) -> TriedFinding:
    return TriedFinding(
        concern=one.concern.value,
        severity=int(one.severity),
        start=one.start,
        end=one.end,
        reason=one.reason,
        check=one.check,
        rule=one.rule,
        share=one.share,
    )
