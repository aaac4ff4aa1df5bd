"""Peers read, answer, and earn certificates; others see who holds what."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from config import training as table
from config.practice import Scenario
from config.training import Training as Curriculum
from moderation.verdict import Level
from server.contract import training_requests as ask
from server.domain.ids import StaffId
from server.domain.practice import PREFIX
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import Colleague, StaffMember
from server.domain.training import Attempt, Certificate, Held, Question, Quiz, Work, earned
from server.services.accounts.ports import Teams, Trainings

LEVELS = tuple(Level)
SOON = timedelta(days=30)  # before its end: time to pass its modules again


@dataclass(frozen=True, slots=True)
class Training:
    curriculum: Curriculum
    trainings: Trainings
    teams: Teams
    now: Callable[[], datetime]

    async def show(self, who: StaffMember, _: ask.ShowTraining) -> ask.TrainingView:
        attempts = await self.trainings.attempts(who.id)
        held = {one.certificate: one for one in await self.trainings.held(who.id)}
        modules = self.curriculum.modules
        return ask.TrainingView(
            required=self.curriculum.table.required,
            modules=tuple(_card(name, one, attempts) for name, one in modules.items()),
            practices=tuple(
                _card(PREFIX + name, one, attempts)
                for name, one in self.curriculum.practice.scenarios.items()
            ),
            certificates=tuple(
                _certificate_card(one, held.get(one.id), passes(attempts), self.now())
                for one in self.curriculum.table.certificates
            ),
        )

    async def read(self, _: StaffMember, asked: ask.ReadModule) -> ask.ModuleView:
        module = self._module(asked.module)
        return ask.ModuleView(
            id=asked.module,
            title=module.title,
            passages=tuple(
                ask.Passage(
                    kind=block.kind,
                    words=tuple(ask.Words(text=run.text, strong=run.strong) for run in block.runs),
                )
                for block in self.curriculum.texts[asked.module]
            ),
            questions=tuple(
                ask.QuizQuestion(text=one.text, choices=one.choices) for one in module.questions
            ),
            pass_mark=module.pass_mark,
            source=module.source,
            reviewed=module.reviewed.isoformat(),
            signed_off=module.signed_off,
        )

    async def answer(self, who: StaffMember, asked: ask.AnswerQuiz) -> ask.QuizResult:
        module, at = self._module(asked.module), self.now()
        quiz = _quiz(asked.module, module)
        marks = quiz.marked(asked.answers)
        attempt = Attempt(asked.module, at, sum(marks), len(marks), quiz.passed(marks))
        gained = await self._kept(who, attempt)
        names = {one.id: one.name for one in self.curriculum.table.certificates}
        return ask.QuizResult(
            passed=attempt.passed,
            right=attempt.right,
            asked=attempt.asked,
            marks=tuple(
                ask.Marked(right=right, choice=one.right, why=one.why)
                for one, right in zip(module.questions, marks, strict=True)
            ),
            earned=tuple(names[one.certificate] for one in gained),
        )

    async def holders(self, _: StaffMember, __: ask.ShowCertificates) -> ask.Holders:
        at, people = self.now(), await self.teams.everybody()
        able = {one.id: one for one in people if not one.disabled}
        held = [one for one in await self.trainings.all_held() if one.staff in able]
        names = {one.id: one.name for one in self.curriculum.table.certificates}
        return ask.Holders(
            holders=tuple(
                ask.Holder(
                    staff=one.staff,
                    name=able[one.staff].name,
                    id=one.certificate,
                    certificate=names.get(one.certificate, one.certificate),
                    expires_at=one.expires_at,
                    over=one.expires_at <= at,
                    soon=at < one.expires_at <= at + SOON,
                    withdrawn=one.reason if one.withdrawn_at else None,
                )
                for one in held
            ),
            without=_without(able.values(), {one.staff for one in held if one.counts(at)}),
        )

    async def pass_everything(self, who: StaffMember) -> None:
        """For an account that a command makes for itself: every quiz, by the same door."""
        for name, module in self.curriculum.modules.items():
            right = tuple(one.right for one in module.questions)
            await self.answer(who, ask.AnswerQuiz(module=name, answers=right))
        for name, scenario in self.curriculum.practice.scenarios.items():
            marks = len(scenario.marks)
            await self._kept(who, Attempt(PREFIX + name, self.now(), marks, marks, passed=True))

    async def _kept(self, who: StaffMember, attempt: Attempt) -> list[Held]:
        """Kept, with what it earns."""
        gained: list[Held] = []
        if attempt.passed:
            tries = [*await self.trainings.attempts(who.id), attempt]
            gained = certificates_of(self.curriculum, who.id, passes(tries), attempt.at)
        await self.trainings.keep(who.id, attempt, gained)
        return gained

    def _module(self, id: str) -> table.Module:
        module = self.curriculum.modules.get(id)
        if module is None:
            raise Refusal(Code.NOT_FOUND)
        return module


def certificates_of(
    curriculum: Curriculum, who: StaffId, passed: Mapping[str, datetime], at: datetime
) -> list[Held]:
    """Those that somebody has a right to, by what they have passed."""
    known = [
        Certificate(one.id, Work(one.kind), LEVELS[one.up_to], one.life, _needs(one), one.at_once)
        for one in curriculum.table.certificates
    ]
    return earned(known, who, passed, at)


def _needs(one: table.Certificate) -> tuple[str, ...]:
    return one.modules + tuple(PREFIX + name for name in one.practice)


def _quiz(id: str, module: table.Module) -> Quiz:
    questions = tuple(Question(one.right, one.must) for one in module.questions)
    return Quiz(id, module.pass_mark, questions)


def passes(attempts: Sequence[Attempt]) -> dict[str, datetime]:
    """The last pass of each module."""
    return {one.module: one.at for one in sorted(attempts, key=lambda a: a.at) if one.passed}


def _card(id: str, module: table.Module | Scenario, attempts: Sequence[Attempt]) -> ask.ModuleCard:
    return ask.ModuleCard(
        id=id,
        title=module.title,
        minutes=module.minutes,
        tries=sum(one.module == id for one in attempts),
        passed_at=passes(attempts).get(id),
    )


def _certificate_card(
    one: table.Certificate, mine: Held | None, passed: Mapping[str, datetime], at: datetime
) -> ask.CertificateCard:
    return ask.CertificateCard(
        id=one.id,
        name=one.name,
        work=Work(one.kind),
        up_to=LEVELS[one.up_to],
        modules=_needs(one),
        missing=tuple(name for name in _needs(one) if name not in passed),
        expires_at=mine.expires_at if mine and mine.counts(at) else None,
        withdrawn=mine.reason if mine and mine.withdrawn_at else None,
    )


def _without(people: Iterable[Colleague], certified: set[StaffId]) -> tuple[str, ...]:
    return tuple(one.name for one in people if Role.PEER in one.roles and one.id not in certified)
