"""What came of all that was said, conversation by conversation, so that an hour fits in memory."""

from collections import Counter, defaultdict
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from server.bench.load.spread import Spread
from server.replay.checker import Faults, Hearing, Said, check
from server.replay.house import House
from server.replay.person import Person


class Sayings(list[Said]):
    """What was said and not yet compared, by conversation; the list itself stays empty."""

    def __init__(self) -> None:
        super().__init__()
        self._by: defaultdict[str, list[Said]] = defaultdict(list)

    def append(self, said: Said) -> None:
        self._by[said.conversation].append(said)

    def take(self, conversation: str) -> list[Said]:
        return self._by.pop(conversation, [])


@dataclass(slots=True)
class Tally:
    """`lost` to `misdelivered` must stay 0; they are counted when a conversation ends.

    `shown_at` is the moderator's: when a flag about this message of this conversation came.
    """

    house: House
    sayings: Sayings
    come: int = 0  # places where a conversation has begun
    sent: int = 0
    checked: int = 0
    unacked: int = 0
    delivered: int = 0
    lost: int = 0
    duplicated: int = 0
    reordered: int = 0
    misdelivered: int = 0
    finished: int = 0
    abandoned: Counter[str] = field(default_factory=Counter)
    ack: Spread = field(default_factory=Spread)
    delivery: Spread = field(default_factory=Spread)
    flagged: Spread = field(default_factory=Spread)  # from `say` to a moderator's screen
    put_out: Spread = field(default_factory=Spread)  # pages that read nothing, until they were
    shown_at: MutableMapping[tuple[str, int], float] = field(default_factory=dict)

    @property
    def faults(self) -> Mapping[str, int]:
        """Each kind of which there was any."""
        kinds = {
            "lost": self.lost,
            "duplicated": self.duplicated,
            "reordered": self.reordered,
            "misdelivered": self.misdelivered,
        }
        return {kind: count for kind, count in kinds.items() if count}

    @property
    def faultless(self) -> bool:
        return not (self.faults or self.unacked or self.abandoned)

    def measure(self) -> None:
        """Only the waits from here on count."""
        self.ack, self.delivery, self.flagged = Spread(), Spread(), Spread()

    def acked(self, said: Said) -> None:
        if said.acked_at is not None:
            self.ack.add([(said.acked_at - said.sent_at) * 1000])

    def heard(self, said: Said, listener: Person) -> None:
        """What did not come is not here; it is counted at the end."""
        for line in reversed(listener.ear.heard):
            if (line.conversation, line.seq) == (said.conversation, said.seq):
                self.delivery.add([(line.at - said.sent_at) * 1000])
                return

    def ended(self, conversation: str, people: list[Person]) -> None:
        """Compare what its people heard with what was said in it."""
        heard = [line for person in people for line in taken(person)]
        said = self.sayings.take(conversation)
        self._raised(said)
        self._add(check(said, heard, self.house.members))

    def _raised(self, said: list[Said]) -> None:
        for one in said:
            at = self.shown_at.pop((one.conversation, one.seq or 0), None)
            if at is not None:
                self.flagged.add([(at - one.sent_at) * 1000])

    def _add(self, found: Faults) -> None:
        self.checked += found.sent
        self.unacked += found.sent - found.acked
        self.delivered += found.delivered
        self.lost += found.lost
        self.duplicated += found.duplicated
        self.reordered += found.reordered
        self.misdelivered += found.misdelivered


def taken(person: Person) -> list[Hearing]:
    heard, person.ear.heard = person.ear.heard, []
    return heard
