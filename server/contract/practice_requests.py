"""Practice: a scripted visitor in the real desk, and how it went."""

from datetime import datetime

from moderation.verdict import Level
from server.contract.staff_views import DeskView
from server.contract.training_requests import ModuleId
from server.contract.values import Body, Id, Ref, Remark, Request, Seq, Text
from server.domain.assessment import Timeframe, Told
from server.domain.path import Path


class ShowPractice(Request, frozen=True):
    """The practice that you are in, or how your last one went."""

    path = "/api/practice"


class BeginPractice(Request, frozen=True):
    """Begin one. It takes the place of one that you are in."""

    path = "/api/practice/begin"
    scenario: ModuleId


class SayInPractice(Request, frozen=True):
    """Say something. Sending the same `ref` twice says it once."""

    path = "/api/practice/say"
    practice: Id
    ref: Ref
    text: Text


class ReadPractice(Request, frozen=True):
    """What was said after this number."""

    path = "/api/practice/tail"
    practice: Id
    after: Seq


class CallInPractice(Request, frozen=True):
    """As `ask_moderator`: nobody is called here, and it counts."""

    path = "/api/practice/call"
    practice: Id
    level: Level = Level.L1


class AssessInPractice(Request, frozen=True):
    """As `assess`."""

    path = "/api/practice/assess"
    practice: Id
    thoughts: Told | None = None
    plan: Told | None = None
    means: Told | None = None
    time: Timeframe | None = None
    protects: Remark = ""


class TakePathInPractice(Request, frozen=True):
    """As `take_path`."""

    path = "/api/practice/path"
    practice: Id
    taken: Path | None = None


class EndPractice(Request, frozen=True):
    """End it and see how it went. The words are gone then; which marks were met stays."""

    path = "/api/practice/end"
    practice: Id


class MarkCard(Body, frozen=True):
    """One thing that was looked at. `why` is what one reads about it; `must`: it has to be met."""

    competency: str
    category: str
    met: bool
    must: bool
    why: str


class PracticeResult(Body, frozen=True):
    """`example` is one way in which it can go well. `source` is whose competencies these are."""

    scenario: str
    title: str
    at: datetime
    passed: bool
    marks: tuple[MarkCard, ...]
    example: tuple[str, ...]
    source: str
    earned: tuple[str, ...] = ()


class PracticeView(Body, frozen=True):
    """`desk` is shown while one is in a practice; `result` is that of the last one."""

    practice: str | None = None
    title: str = ""
    about: str = ""
    desk: DeskView | None = None
    result: PracticeResult | None = None
