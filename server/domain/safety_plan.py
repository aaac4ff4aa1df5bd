"""A safety plan: what a visitor and those who answer write together, step by step."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from server.domain.escalation import Decision
from server.domain.ids import ConversationId
from server.domain.session import Role, Session


class PlanStep(StrEnum):
    """The steps of the Stanley-Brown Safety Planning Intervention (2012), in its order."""

    SIGNS = "signs"
    MYSELF = "myself"
    PLACES = "places"
    PEOPLE = "people"
    LINES = "lines"
    SAFER = "safer"
    WORTH = "worth"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What stands at one step. `seq` counts the writings of this plan; the newest one stands."""

    conversation: ConversationId
    seq: int
    ref: str
    step: PlanStep
    text: str = field(repr=False)
    role: Role
    name: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanWriting:
    """What somebody writes at one step. The same `ref` twice is one writing."""

    conversation: ConversationId
    writer: Session
    step: PlanStep
    ref: str
    text: str = field(repr=False)
    decision: Decision  # what follows from what the screen found in it
    at: datetime
