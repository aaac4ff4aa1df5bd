"""A mentor reads what a new peer writes, for a few seconds before it goes out."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.ids import PersonId
from server.domain.lifecycle import Lifecycle


class WordsState(StrEnum):
    WAITING = "waiting"
    STOPPED = "stopped"  # back with the peer, with the mentor's word
    SAID = "said"
    TAKEN_BACK = "taken_back"


class WordsStep(StrEnum):
    SAY = "say"  # the mentor lets them go, or the time is over
    PROPOSE = "propose"  # other words beside them; they wait no longer for it
    STOP = "stop"
    TAKE_BACK = "take_back"  # by the peer, into the draft


WORDS = Lifecycle(
    {
        (WordsState.WAITING, WordsStep.SAY): WordsState.SAID,
        (WordsState.WAITING, WordsStep.PROPOSE): WordsState.WAITING,
        (WordsState.WAITING, WordsStep.STOP): WordsState.STOPPED,
        (WordsState.WAITING, WordsStep.TAKE_BACK): WordsState.TAKEN_BACK,
        (WordsState.STOPPED, WordsStep.STOP): WordsState.STOPPED,
        (WordsState.STOPPED, WordsStep.TAKE_BACK): WordsState.TAKEN_BACK,
    }
)


@dataclass(frozen=True, slots=True)
class Fade:
    """For who has had fewer conversations than this.

    `seconds` by the highest level of somebody who may be brought to them.
    """

    conversations: int
    seconds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fading:
    """From `at_once_from` on nobody's words wait: an answer in danger is never late."""

    at_once_from: Level = Level.L2
    steps: tuple[Fade, ...] = ()

    def seconds(self, had: int, up_to: Level) -> int:
        """How long words of a peer on probation wait; 0: they are read first no more."""
        step = next((one for one in self.steps if had < one.conversations), None)
        return step.seconds[up_to] if step else 0


NOBODY_NEW: Final = Fading()


@dataclass(frozen=True, slots=True)
class Mentorship:
    """Who reads whose words first in a conversation, and for how long. 0: not any more.

    `reads`: not as a member, but as a peer who was let in to read along.
    """

    by: PersonId
    peer: PersonId
    seconds: int
    reads: bool = False


@dataclass(frozen=True, slots=True)
class MentorsWord:
    """Why it was stopped, and what the peer could say instead."""

    word: str = field(default="", repr=False)
    instead: str = field(default="", repr=False)


NO_WORD: Final = MentorsWord()


@dataclass(frozen=True, slots=True)
class FirstRead:
    """Words that wait for a mentor, or that one has stopped."""

    ref: str
    text: str = field(repr=False)
    until: datetime
    state: WordsState
    answer: MentorsWord = NO_WORD
