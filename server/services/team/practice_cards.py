"""A practice as the desk shows it, and how it went as its peer reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.ladder import Ladder
from config.practice import Practice
from config.practice import Scenario as Told
from moderation.verdict import Level
from server.contract import practice_requests as ask
from server.contract.events import Tail
from server.contract.staff_views import DeskConversation, DeskView
from server.contract.views import Company, Line
from server.domain.assessment import Assessment, Rule, proposed
from server.domain.conversation import Phase, Standing
from server.domain.duty import DutyState
from server.domain.flag import FlagState
from server.domain.ids import ConversationId
from server.domain.practice import Ended, Run, Spoken, passed
from server.domain.session import Role
from server.services.risk.assessing import assessment_card
from server.services.talk.lines import PAGE, notes
from server.services.team.practice_scripts import scenario_of

SUPERVISOR = "Your supervisor (practice)"


@dataclass(frozen=True, slots=True)
class PracticeCards:
    """`language` is the one that the scripts are written in."""

    practice: Practice
    ladder: Ladder
    rules: tuple[Rule, ...]
    language: str

    def running(self, run: Run) -> ask.PracticeView:
        told = self.practice.scenarios[run.scenario]
        desk = DeskView(duty=DutyState.TALKING, conversations=(self._talk(run, told),))
        return ask.PracticeView(practice=run.id, title=told.title, about=told.about, desk=desk)

    def result(self, ended: Ended, earned: Sequence[str] = ()) -> ask.PracticeView:
        """Nothing where the script was changed or taken away meanwhile."""
        told = self.practice.scenarios.get(ended.scenario)
        if told is None or self.practice.table is None or len(told.marks) != len(ended.met):
            return ask.PracticeView()
        result = ask.PracticeResult(
            scenario=ended.scenario,
            title=told.title,
            at=ended.at,
            passed=passed(scenario_of(ended.scenario, self.practice), ended.met),
            marks=self._marks(told, ended.met),
            example=told.example,
            source=self.practice.table.source,
            earned=tuple(earned),
        )
        return ask.PracticeView(title=told.title, about=told.about, result=result)

    def _marks(self, told: Told, met: Sequence[bool]) -> tuple[ask.MarkCard, ...]:
        table = self.practice.table
        known = {one.id: one for one in table.competencies} if table else {}
        return tuple(
            ask.MarkCard(
                competency=known[mark.competency].name,
                category=known[mark.competency].category,
                met=is_met,
                must=mark.must,
                why=mark.met if is_met else mark.missed,
            )
            for mark, is_met in zip(told.marks, met, strict=True)
        )

    def _talk(self, run: Run, told: Told) -> DeskConversation:
        rung, called = self.ladder.at(run.level), bool(run.course.did & {"ask_moderator"})
        here = not scenario_of(run.scenario, self.practice).moments[run.course.moment].ends
        visitor = Company(
            role=Role.VISITOR, name=told.pseudonym, standing=Standing.SPEAKER, present=here
        )
        return DeskConversation(
            id=run.id,
            backstage=None,
            pseudonym=told.pseudonym,
            language=self.language,
            topic=told.topic,
            distress=told.distress,
            phase=Phase.OPEN if here else Phase.CLOSED,
            level=run.level,
            last_seq=len(run.lines),
            backstage_seq=0,
            company=(visitor,),
            flag=FlagState.CLAIMED if called else None,
            claimed_by=SUPERVISOR if called else None,
            hint=rung.peer_hint,
            script=rung.script.lines,
            assessment=assessment_card(self._assessment(run)),
            received=len(run.lines),
            path=run.path,
        )

    def _assessment(self, run: Run) -> Assessment | None:
        if "assess" not in run.course.did:
            return None
        level, about = proposed(run.answers, self.rules), ConversationId(run.id)
        return Assessment(about, run.answers, run.protects, level, "", run.began_at)


def practice_tail(run: Run, name: str, after: int) -> Tail:
    lines = tuple(_line(one, name, run) for one in run.lines[after : after + PAGE])
    return Tail(conversation=run.id, lines=lines, more=len(lines) == PAGE)


def _line(one: Spoken, pseudonym: str, run: Run) -> Line:
    return Line(
        seq=one.seq,
        at=one.at,
        role=Role.PEER if one.mine else Role.VISITOR,
        name="" if one.mine else pseudonym,
        text=one.text,
        mine=one.mine,
        ref=one.ref,
        notes=notes(one.findings),
    )


def level_of(run: Run, rules: tuple[Rule, ...]) -> Level:
    """Levels only rise, here as well."""
    return max(run.level, proposed(run.answers, rules))
