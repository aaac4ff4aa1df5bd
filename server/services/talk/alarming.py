"""The alarm that depends on no store: somebody's words of danger could not be kept."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from moderation.verdict import Level
from server.domain.refusal import Refusal
from server.domain.session import Session

AGAIN_AFTER: Final = 60.0  # seconds; what is worse alarms at once
BOUND: Final = 4096  # conversations
UNKNOWN: Final = (10 / 60, 10.0)  # a second and at once, for all that `unknown` counts


class Alarms(Protocol):
    def alarm(self, conversation: str, level: Level) -> None: ...
    def attends(self, conversation: str, who: Session) -> bool:
        """Whether this process knows them as somebody who is in it."""


@dataclass(slots=True)
class Alarming:
    """`unknown` bounds, for all together, the alarms of those whom no memory here knows as members:
    while no store answers they may well be, but whoever is not names any conversation they like.
    """

    alarms: Alarms
    clock: Callable[[], float]  # monotonic, in seconds
    unknown: Callable[[str], None]
    _told: OrderedDict[str, tuple[float, Level]] = field(default_factory=OrderedDict, repr=False)

    def __call__(self, speaker: Session, conversation: str, level: Level) -> None:
        now = self.clock()
        at, worst = self._told.get(conversation, (now - AGAIN_AFTER, Level.L0))
        if now - at < AGAIN_AFTER and level <= worst:
            return
        try:
            if not self.alarms.attends(conversation, speaker):
                self.unknown("")
        except Refusal:
            return
        self._told[conversation] = now, level
        self._told.move_to_end(conversation)
        if len(self._told) > BOUND:
            self._told.popitem(last=False)
        self.alarms.alarm(conversation, level)
