"""A visit: one visitor's way from arriving to leaving."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from server.domain.ids import ConversationId, VisitId
from server.domain.lifecycle import Lifecycle


class VisitState(StrEnum):
    ARRIVED = "arrived"
    CONSENTED = "consented"
    WAITING = "waiting"
    OFFERED = "offered"
    LAPSED = "lapsed"  # waited, but was away for too long: one press leads back to the same place
    TALKING = "talking"
    AT_DOOR = "at_door"  # of a room that is full, or not open yet
    IN_ROOM = "in_room"
    ENDED = "ended"
    LEFT = "left"


class VisitStep(StrEnum):
    CONSENT = "consent"
    WAIT = "wait"
    OFFER = "offer"
    RETURN = "return"  # the offer was declined, lapsed or withdrawn: back to the head
    LAPSE = "lapse"
    RESUME = "resume"
    MATCH = "match"
    REQUEUE = "requeue"  # the peer is gone: back to the head
    KNOCK = "knock"
    ENTER = "enter"
    LIFT = "lift"  # out of the group, to talk with one of those who look after it
    GO_BACK = "go_back"  # to the group
    TALK_ALONE = "talk_alone"  # with one peer rather than in a group: into the queue
    END = "end"
    LEAVE = "leave"


VISIT = Lifecycle(
    {
        (VisitState.ARRIVED, VisitStep.CONSENT): VisitState.CONSENTED,
        (VisitState.ARRIVED, VisitStep.LEAVE): VisitState.LEFT,
        (VisitState.CONSENTED, VisitStep.WAIT): VisitState.WAITING,
        (VisitState.CONSENTED, VisitStep.LEAVE): VisitState.LEFT,
        (VisitState.WAITING, VisitStep.OFFER): VisitState.OFFERED,
        (VisitState.WAITING, VisitStep.LIFT): VisitState.TALKING,
        (VisitState.WAITING, VisitStep.GO_BACK): VisitState.IN_ROOM,
        (VisitState.WAITING, VisitStep.LEAVE): VisitState.LEFT,
        (VisitState.WAITING, VisitStep.LAPSE): VisitState.LAPSED,
        (VisitState.LAPSED, VisitStep.RESUME): VisitState.WAITING,
        (VisitState.LAPSED, VisitStep.LEAVE): VisitState.LEFT,
        (VisitState.OFFERED, VisitStep.RETURN): VisitState.WAITING,
        (VisitState.OFFERED, VisitStep.MATCH): VisitState.TALKING,
        (VisitState.OFFERED, VisitStep.LEAVE): VisitState.LEFT,
        (VisitState.CONSENTED, VisitStep.KNOCK): VisitState.AT_DOOR,
        (VisitState.AT_DOOR, VisitStep.ENTER): VisitState.IN_ROOM,
        (VisitState.AT_DOOR, VisitStep.TALK_ALONE): VisitState.WAITING,
        (VisitState.AT_DOOR, VisitStep.END): VisitState.ENDED,
        (VisitState.AT_DOOR, VisitStep.LEAVE): VisitState.LEFT,
        (VisitState.IN_ROOM, VisitStep.LIFT): VisitState.TALKING,
        (VisitState.IN_ROOM, VisitStep.TALK_ALONE): VisitState.WAITING,
        (VisitState.IN_ROOM, VisitStep.END): VisitState.ENDED,
        (VisitState.IN_ROOM, VisitStep.LEAVE): VisitState.LEFT,
        (VisitState.TALKING, VisitStep.GO_BACK): VisitState.IN_ROOM,
        (VisitState.TALKING, VisitStep.REQUEUE): VisitState.WAITING,
        (VisitState.TALKING, VisitStep.END): VisitState.ENDED,
        (VisitState.TALKING, VisitStep.LEAVE): VisitState.LEFT,
    }
)

ROOMS = frozenset({VisitState.AT_DOOR, VisitState.IN_ROOM})
LIVE = frozenset(
    {VisitState.WAITING, VisitState.OFFERED, VisitState.LAPSED, VisitState.TALKING, *ROOMS}
)


@dataclass(frozen=True, slots=True)
class Intake:
    """What a visitor chose before the queue; all of it optional but the language."""

    language: str
    topic: str | None = None
    distress: int | None = None  # 0 (none) to 10 (the worst)
    region: str | None = None  # ISO 3166-1 alpha-2, for helplines
    wish: str | None = None  # an experience that they would like a peer to have
    veto: str | None = None  # and one that they would rather not


@dataclass(frozen=True, slots=True)
class Visit:
    """`waiting_since` is the arrival rank: it survives drops, declined offers and a lost peer.

    `follows`: the visit before it in the same tab, told at the beginning and never kept.
    """

    id: VisitId
    conversation: ConversationId
    pseudonym: str = field(repr=False)
    intake: Intake
    state: VisitState
    arrived_at: datetime
    waiting_since: datetime
    matched_at: datetime | None = None
    ended_at: datetime | None = None
    follows: VisitId | None = field(default=None, repr=False)

    def after(self, step: VisitStep) -> Self:
        return replace(self, state=VISIT.after(self.state, step))

    @property
    def ended_by_others(self) -> VisitStep:
        """How it ends where somebody else ends it: who still waits has left."""
        return VisitStep.END if VISIT.allows(self.state, VisitStep.END) else VisitStep.LEAVE

    @property
    def is_live(self) -> bool:
        return self.state in LIVE
