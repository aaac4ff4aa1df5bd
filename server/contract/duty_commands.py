"""What staff say of their own duty. One struct for each Socket.IO event."""

from server.contract.commands import Command
from server.contract.values import AtOnce, Language, Mood, Topic


class GoReady(Command, frozen=True):
    """Start a shift, or go on. `experiences` and `avoids` (topics) are shown to nobody, not even
    to whom they are of; they stand until they are said anew, both together.

    `at_once`: conversations at the same time, as far as your training and the service allow.
    """

    event = "go_ready"
    languages: tuple[Language, ...] = ("en",)
    topics: tuple[Topic, ...] = ()
    experiences: tuple[Topic, ...] | None = None
    avoids: tuple[Topic, ...] | None = None
    at_once: AtOnce = 1


class Knock(Command, frozen=True):
    """Ask how much waits, while the session is locked: after each connect in place of `sync`."""

    event = "knock"


class Rest(Command, frozen=True):
    """Take a break. No offers come, an open one is handed on. Who talks ends that first."""

    event = "rest"


class GoOff(Command, frozen=True):
    """End the shift. `mood`: how it was, 1 heavy to 5 light, only for you. `talk`: to somebody.

    `at_once`: while you talk with somebody, who is told in words and is first in line. From L3 on
    it is refused: step aside first, so that moderators are called.
    """

    event = "go_off"
    mood: Mood | None = None
    talk: bool = False
    at_once: bool = False
