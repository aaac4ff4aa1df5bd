"""From outside: somebody applies, follows their application by a link, and referees answer."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Final

from config.joining import Joining, Question
from server.contract import joining_requests as ask
from server.domain.application import (
    Application,
    Paper,
    PaperKind,
    Referee,
    Said,
    Written,
)
from server.domain.proof import Stranger
from server.domain.refusal import Code, Refusal
from server.domain.staff import BadField
from server.services.accounts.tokens import hash_of
from server.services.ports import Now
from server.services.team.joining_ports import ApplicationsStore, ReferencesStore

APPLICATION: Final = "/join#application="
INVITATION: Final = "/console#invitation="


@dataclass(frozen=True, slots=True)
class Applying:
    """`table` None: nobody applies here. Tokens go into fragments of `origin`'s addresses."""

    table: Joining | None
    applications: ApplicationsStore
    references: ReferencesStore
    admit: Callable[[str], Awaitable[None]]
    admit_application: Callable[[str], Awaitable[None]]
    origin: str
    now: Now
    new_token: Callable[[], str]

    async def show(self, _: Stranger, __: ask.ShowJoining) -> ask.JoiningView:
        if self.table is None or not self.table.open:
            return ask.JoiningView(open=False)
        return ask.JoiningView(
            open=True,
            intro=self.table.intro,
            questions=_questions(self.table.questions),
            references=self.table.references,
            keep_days=self.table.keep_days,
        )

    async def apply(self, stranger: Stranger, asked: ask.Apply) -> ask.OwnLink:
        """Raises BadField, Refusal CLOSED, TOO_FAST, FULL."""
        table = self._table()
        if not table.open:
            raise Refusal(Code.CLOSED)
        _whole(asked.answers, table.questions)
        if len(asked.referees) != table.references:
            raise BadField("referees", f"Expected {table.references}")
        await self.admit_application(stranger.address)
        referees = tuple(Referee(one.name.strip(), one.reach.strip()) for one in asked.referees)
        written = Written(asked.name.strip(), asked.reach.strip(), asked.answers, referees)
        at, token = self.now(), self.new_token()
        await self.applications.apply(written, hash_of(token), at, table.keep)
        link = f"{self.origin}{APPLICATION}{token}"
        return ask.OwnLink(link=link, expires_at=at + table.keep)

    async def follow(self, _: Stranger, asked: ask.ShowApplication) -> ask.ApplicationView:
        found = await self.applications.of_token(hash_of(asked.token))
        return ask.ApplicationView(
            state=found.state,
            name=found.written.name,
            applied_at=found.applied_at,
            reason=found.reason,
            asked=len(found.references),
            given=sum(one.given_at is not None for one in found.references),
            agreement=agreement(self._table(), found.paper(PaperKind.AGREEMENT)),
        )

    async def agree(self, _: Stranger, asked: ask.Agree) -> None:
        """Raises Refusal NOT_NOW for another version than the one that counts."""
        table, at = self._table(), self.now()
        if asked.version != table.agreement_version:
            raise Refusal(Code.NOT_NOW)

        def paper(found: Application) -> Paper:
            until, version = at + table.agreed_for, table.agreement_version
            return Paper(found.id, PaperKind.AGREEMENT, version, at, found.written.name, until)

        await self.applications.agree(hash_of(asked.token), paper)

    async def take_invitation(self, _: Stranger, asked: ask.TakeInvitation) -> ask.OwnLink:
        """Raises Refusal NOT_NOW before they are invited and have agreed."""
        hashed, token = hash_of(asked.token), self.new_token()
        found = await self.applications.of_token(hashed)
        if agreement(self._table(), found.paper(PaperKind.AGREEMENT)).agreed_at is None:
            raise Refusal(Code.NOT_NOW)
        at = self.now()
        given = (hash_of(token), at + self._table().probation, at)
        until = await self.applications.invite(hashed, *given)
        return ask.OwnLink(link=f"{self.origin}{INVITATION}{token}", expires_at=until)

    async def withdraw(self, _: Stranger, asked: ask.WithdrawApplication) -> None:
        await self.applications.withdraw(hash_of(asked.token), self.now())

    async def look_at_reference(
        self, _: Stranger, asked: ask.LookAtReference
    ) -> ask.ReferenceAsked:
        found = await self.references.look(hash_of(asked.token), self.now())
        questions = _questions(self._table().reference_questions)
        return ask.ReferenceAsked(name=found.name, questions=questions)

    async def give_reference(self, stranger: Stranger, asked: ask.GiveReference) -> None:
        _whole(asked.answers, self._table().reference_questions)
        await self.admit(stranger.address)
        said = Said(asked.answers, asked.recommends)
        await self.references.give(hash_of(asked.token), said, self.now())

    def _table(self) -> Joining:
        if self.table is None:
            raise Refusal(Code.NOT_FOUND)
        return self.table


def agreement(table: Joining, paper: Paper | None) -> ask.Agreement:
    current = paper is not None and paper.version == table.agreement_version
    return ask.Agreement(
        version=table.agreement_version,
        paragraphs=table.agreement,
        agreed_at=paper.at if paper and current else None,
    )


def _questions(questions: Iterable[Question]) -> tuple[ask.QuestionAsked, ...]:
    return tuple(ask.QuestionAsked(label=one.label, hint=one.hint) for one in questions)


def _whole(answers: tuple[str, ...], questions: tuple[Question, ...]) -> None:
    if len(answers) != len(questions) or not all(one.strip() for one in answers):
        raise BadField("answers", "Expected an answer to each question")
