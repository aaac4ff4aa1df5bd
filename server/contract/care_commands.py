"""What those who answer may ask to look after somebody in danger, and after themselves."""

from server.contract.commands import Command
from server.contract.values import Id, Ref, Remark
from server.domain.assessment import Timeframe, Told
from server.domain.path import Path
from server.domain.protection import Hurt
from server.domain.safety_plan import PlanStep


class Assess(Command, frozen=True):
    """Keep what the visitor answered so far, all of it each time. Levels only rise with it."""

    event = "assess"
    conversation: Id
    thoughts: Told | None = None
    plan: Told | None = None
    means: Told | None = None
    time: Timeframe | None = None
    protects: Remark = ""


class NoteDown(Command, frozen=True):
    """Note something down beside your conversation; the last writing stands, an empty one takes it
    away. The visitor does not see it. Whoever goes on with them does, and moderators in it.
    """

    event = "note_down"
    conversation: Id
    text: Remark


class StepAside(Command, frozen=True):
    """Give the conversation back, from L3 on: to the moderator who leads, else to the queue's head.

    It has no consequence for you. The visitor is told in words, and moderators are called.
    """

    event = "step_aside"
    conversation: Id


class EndAndReport(Command, frozen=True):
    """End what hurts you, and say so: the visitor reads why, and does not come back to you.

    It has no consequence for you. From L2 on, while something is open, and where a moderator
    speaks, it does not end: you are out of it at once, and a moderator takes over.
    """

    event = "end_and_report"
    conversation: Id
    kind: Hurt
    words: Remark = ""


class TakePath(Command, frozen=True):
    """Say that this is somebody under 18, or a worry about somebody else; None: neither.

    It changes no level. The visitor's card gets the words and the lines of that path.
    """

    event = "take_path"
    conversation: Id
    path: Path | None = None


class WritePlan(Command, frozen=True):
    """Write at one step of the safety plan; the last writing of a step stands.

    Sending the same `ref` twice writes once. An empty text takes the words of a step away.
    """

    event = "write_plan"
    conversation: Id
    ref: Ref
    step: PlanStep
    text: Remark
