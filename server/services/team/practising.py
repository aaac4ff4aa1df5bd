"""Practice in the real desk: the line's own screen and script cards, and a visitor from a file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from config.training import Training as Curriculum
from moderation.passage import Passage, Speaker
from moderation.verdict import Level
from server.contract import practice_requests as ask
from server.contract.events import Receipt, Tail
from server.domain import practice as rules
from server.domain.assessment import Answers
from server.domain.cues import heard_in
from server.domain.ids import StaffId
from server.domain.practice import Course, Ended, Run, Scenario, Spoken
from server.domain.refusal import Code, Refusal
from server.domain.staff import StaffMember
from server.domain.training import Attempt, Held
from server.services.accounts.ports import Trainings
from server.services.ports import Now, Screen
from server.services.team.practice_cards import PracticeCards, level_of, practice_tail
from server.services.team.practice_scripts import scenario_of
from server.services.team.training import certificates_of, passes


class Practices(Protocol):
    async def begin(self, run: Run) -> None: ...

    async def of(self, staff: StaffId) -> Run | Ended | None: ...

    async def keep(self, run: Run) -> None:
        """Raises Refusal TOO_FAST where another page of theirs was quicker."""
        ...

    async def end(self, run: Run, ended: Ended, attempt: Attempt, gained: list[Held]) -> None: ...


@dataclass(frozen=True, slots=True)
class Practising:
    """Nothing of it reaches the queue, the wall, a report or a meter: it is kept elsewhere."""

    curriculum: Curriculum
    practices: Practices
    trainings: Trainings
    cards: PracticeCards
    screen: Screen
    now: Now
    new_id: Callable[[], str]

    async def show(self, who: StaffMember, _: ask.ShowPractice) -> ask.PracticeView:
        match await self.practices.of(who.id):
            case Run() as run if run.scenario in self.curriculum.practice.scenarios:
                return self.cards.running(run)
            case Ended() as ended:
                return self.cards.result(ended)
        return ask.PracticeView()

    async def begin(self, who: StaffMember, asked: ask.BeginPractice) -> ask.PracticeView:
        scenario = self._scenario(asked.scenario)
        course = rules.begun(scenario)
        run = Run(self.new_id(), who.id, scenario.id, self.now(), course)
        run = self._visitor_says(run, scenario.moments[scenario.start].says)
        await self.practices.begin(run)
        return self.cards.running(run)

    async def say(self, who: StaffMember, asked: ask.SayInPractice) -> Receipt:
        run = await self._run(who, asked.practice)
        before = next((one for one in run.lines if one.ref == asked.ref), None)
        if before is None:
            run, before = self._said(run, asked)
            await self.practices.keep(run)
        return Receipt(seq=before.seq, at=before.at, withheld=False)

    async def read(self, who: StaffMember, asked: ask.ReadPractice) -> Tail:
        run = await self._run(who, asked.practice)
        name = self.curriculum.practice.scenarios[run.scenario].pseudonym
        return practice_tail(run, name, asked.after)

    async def call(self, who: StaffMember, asked: ask.CallInPractice) -> ask.PracticeView:
        run = await self._run(who, asked.practice)
        level = max(run.level, asked.level)
        return await self._did(replace(run, level=level), "ask_moderator")

    async def assess(self, who: StaffMember, asked: ask.AssessInPractice) -> ask.PracticeView:
        run = await self._run(who, asked.practice)
        answers = Answers(asked.thoughts, asked.plan, asked.means, asked.time)
        run = replace(run, answers=answers, protects=asked.protects)
        return await self._did(replace(run, level=level_of(run, self.cards.rules)), "assess")

    async def take_path(self, who: StaffMember, asked: ask.TakePathInPractice) -> ask.PracticeView:
        run = await self._run(who, asked.practice)
        return await self._did(replace(run, path=asked.taken), "take_path")

    async def end(self, who: StaffMember, asked: ask.EndPractice) -> ask.PracticeView:
        run = await self._run(who, asked.practice)
        scenario, at = self._scenario(run.scenario), self.now()
        met = rules.marked(scenario, run.course.doing("end"))
        passed, module = rules.passed(scenario, met), rules.PREFIX + scenario.id
        attempt = Attempt(module, at, sum(met), len(met), passed)
        gained = await self._gained(who.id, attempt)
        ended = Ended(scenario.id, at, met)
        await self.practices.end(run, ended, attempt, gained)
        names = {one.id: one.name for one in self.curriculum.table.certificates}
        return self.cards.result(ended, [names[one.certificate] for one in gained])

    async def _gained(self, who: StaffId, attempt: Attempt) -> list[Held]:
        if not attempt.passed:
            return []
        tries = [*await self.trainings.attempts(who), attempt]
        return certificates_of(self.curriculum, who, passes(tries), attempt.at)

    async def _did(self, run: Run, what: str) -> ask.PracticeView:
        run = replace(run, course=run.course.doing(what))
        await self.practices.keep(run)
        return self.cards.running(run)

    async def _run(self, who: StaffMember, practice: str) -> Run:
        """Raises Refusal NOT_FOUND where it is over, another one, or somebody else's."""
        run = await self.practices.of(who.id)
        if not isinstance(run, Run) or run.id != practice:
            raise Refusal(Code.NOT_FOUND)
        self._scenario(run.scenario)
        return run

    def _scenario(self, id: str) -> Scenario:
        try:
            return scenario_of(id, self.curriculum.practice)
        except KeyError:
            raise Refusal(Code.NOT_FOUND) from None

    def _said(self, run: Run, asked: ask.SayInPractice) -> tuple[Run, Spoken]:
        scenario = self._scenario(run.scenario)
        over = scenario.moments[run.course.moment].ends
        if over or len(run.course.heard) >= rules.MOST:
            raise Refusal(Code.NOT_NOW)
        run = self._with(run, asked.text, mine=True, ref=asked.ref)
        own = run.lines[-1]
        cues = heard_in(own.text, scenario.cues) | _screened(own)
        course, says = rules.answered(scenario, run.course, cues)
        return self._visitor_says(_at(run, course), says), own

    def _visitor_says(self, run: Run, says: Iterable[str]) -> Run:
        for text in says:
            run = self._with(run, text, mine=False)
        return run

    def _with(self, run: Run, text: str, *, mine: bool, ref: str | None = None) -> Run:
        """Screened as on the line, with the message before it; the visitor's level counts."""
        before = run.lines[-1].text if run.lines else ""
        verdict = self.screen(Passage(text, before, Speaker.PEER if mine else Speaker.VISITOR))
        line = Spoken(len(run.lines) + 1, self.now(), mine, text, ref, verdict.findings)
        level = run.level if mine else max(run.level, verdict.level)
        return replace(run, lines=(*run.lines, line), level=Level(level))


def _at(run: Run, course: Course) -> Run:
    return replace(run, course=course)


def _screened(own: Spoken) -> frozenset[str]:
    return frozenset(f"screen_{one.concern.value}" for one in own.findings)
