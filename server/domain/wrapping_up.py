"""What a peer writes down after a conversation, and at the end of a shift."""

from dataclasses import dataclass, field
from enum import StrEnum

from moderation.verdict import Level
from server.domain.load import DutyStep


class Went(StrEnum):
    """How it went, as the peer saw it."""

    CALMER = "calmer"
    SAME = "same"
    WORSE = "worse"
    BROKE_OFF = "broke_off"  # before an end was found
    NOT_FOR_US = "not_for_us"  # no request for support, or abuse


class FollowUp(StrEnum):
    """What comes after. LOOK: a moderator should look at it again."""

    SERVICE = "service"
    PLAN = "plan"
    COME_BACK = "come_back"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`level`: how worried the peer was at the end. `travels`: who goes on reads the note."""

    went: Went
    level: Level | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    travels: bool = False


@dataclass(frozen=True, slots=True)
class WrittenUp:
    """`then` is GO_READY or REST. Without an `outcome` the form was left for something urgent."""

    topics: tuple[str, ...]
    note: str = field(repr=False)
    debrief: bool
    then: DutyStep
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class CarriedNote:
    """What somebody who talked with the visitor before left for who goes on."""

    by: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a shift ends. `mood`: 1 heavy to 5 light, for nobody else; `talk`: to somebody.

    `at_once`: whom they talk with goes back to the head of the queue.
    """

    mood: int | None = None
    talk: bool = False
    at_once: bool = False
