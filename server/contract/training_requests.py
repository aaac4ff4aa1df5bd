"""Training: modules to read, quizzes, and who holds which certificate until when."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from moderation.verdict import Level
from server.contract.values import Body, Id, Request
from server.domain.training import Work

ModuleId = Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}$")]
Because = Annotated[str, Meta(min_length=3, max_length=500, pattern=r"\S")]
Answers = Annotated[tuple[Annotated[int, Meta(ge=-1, le=5)], ...], Meta(max_length=40)]


class ShowTraining(Request, frozen=True):
    """Which modules there are, how far you are, and what you hold."""

    path = "/api/training"


class ReadModule(Request, frozen=True):
    """A module to read, with its quiz."""

    path = "/api/training/module"
    module: ModuleId


class AnswerQuiz(Request, frozen=True):
    """Your answers in the order of the questions, counted from 0; -1: none. Each try is kept."""

    path = "/api/training/answer"
    module: ModuleId
    answers: Answers


class ShowCertificates(Request, frozen=True):
    """Who holds what until when."""

    path = "/api/training/certificates"


class WithdrawCertificate(Request, frozen=True):
    """From now on it counts for nothing, for a reason that its holder reads."""

    path = "/api/training/withdraw"
    staff: Id
    certificate: ModuleId
    reason: Because


class ReturnCertificate(Request, frozen=True):
    """It counts again, as long as it lasts."""

    path = "/api/training/return"
    staff: Id
    certificate: ModuleId


class ModuleCard(Body, frozen=True):
    """A module in the list. `passed_at`: when you last passed it."""

    id: str
    title: str
    minutes: int
    tries: int
    passed_at: datetime | None = None


class CertificateCard(Body, frozen=True):
    """What it takes. `expires_at`: you hold it until then; `missing`: what is still to pass.

    `withdrawn`: why it counts for nothing at the moment.
    """

    id: str
    name: str
    work: Work
    up_to: Level
    modules: tuple[str, ...]
    missing: tuple[str, ...]
    expires_at: datetime | None = None
    withdrawn: str | None = None


class TrainingView(Body, frozen=True):
    """`required`: without a certificate nobody is brought to you. A practice's id has a prefix."""

    required: bool
    modules: tuple[ModuleCard, ...]
    certificates: tuple[CertificateCard, ...]
    practices: tuple[ModuleCard, ...] = ()


class Words(Body, frozen=True):
    """Characters that look alike."""

    text: str
    strong: bool


class Passage(Body, frozen=True):
    """`kind`: heading, paragraph, item, quote."""

    kind: str
    words: tuple[Words, ...]


class QuizQuestion(Body, frozen=True):
    """One of its choices is right."""

    text: str
    choices: tuple[str, ...]


class ModuleView(Body, frozen=True):
    """A module. `signed_off`: somebody in this organisation answers for it."""

    id: str
    title: str
    passages: tuple[Passage, ...]
    questions: tuple[QuizQuestion, ...]
    pass_mark: int
    source: str
    reviewed: str  # ISO date
    signed_off: bool


class Marked(Body, frozen=True):
    """One answer, and why."""

    right: bool
    choice: int  # the right one
    why: str


class QuizResult(Body, frozen=True):
    """`earned` are the names of the certificates that you hold with this pass."""

    passed: bool
    right: int
    asked: int
    marks: tuple[Marked, ...]
    earned: tuple[str, ...]


class Holder(Body, frozen=True):
    """A certificate of one member of staff. `soon`: it ends within a month."""

    staff: str
    name: str
    id: str
    certificate: str
    expires_at: datetime
    over: bool
    soon: bool = False
    withdrawn: str | None = None


class Holders(Body, frozen=True):
    """Those that end first come first. `without`: peers who hold none that counts."""

    holders: tuple[Holder, ...]
    without: tuple[str, ...]
