"""The guided assessment: what a peer asked and was told, and what that calls for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from config.ladder import Ladder
from moderation.verdict import Level
from server.contract.care_commands import Assess
from server.contract.care_views import AssessmentCard
from server.domain.assessment import Answers, Assessment, Rule, called_for, proposed
from server.domain.ids import ConversationId
from server.domain.session import Session
from server.services.ports import Assessments, Hints, Now


@dataclass(frozen=True, slots=True)
class Assessing:
    """`rules` are reviewed in config/ladder.toml; `clocks` are those of the flags."""

    assessments: Assessments
    rules: tuple[Rule, ...]
    hints: Hints
    clocks: Mapping[Level, timedelta]
    now: Now

    async def assess(self, peer: Session, command: Assess) -> None:
        answers = Answers(command.thoughts, command.plan, command.means, command.time)
        assessment = Assessment(
            conversation=ConversationId(command.conversation),
            answers=answers,
            protects=command.protects,
            level=proposed(answers, self.rules),
            by=peer.name,
            at=self.now(),
        )
        raising = called_for(assessment, clocks=self.clocks)
        self.hints.spread(await self.assessments.keep(peer, assessment, raising))


def rules_of(ladder: Ladder) -> tuple[Rule, ...]:
    return tuple(
        Rule(Level(rule.level), {about: frozenset(said) for about, said in rule.needs.items()})
        for rule in ladder.assessment.rules
    )


def assessment_card(assessment: Assessment | None, *, words: bool = True) -> AssessmentCard | None:
    """`words` are left out for who does not read along."""
    if assessment is None:
        return None
    answers = assessment.answers
    return AssessmentCard(
        thoughts=answers.thoughts,
        plan=answers.plan,
        means=answers.means,
        time=answers.time,
        protects=assessment.protects if words else "",
        level=assessment.level,
        by=assessment.by,
        at=assessment.at,
    )
