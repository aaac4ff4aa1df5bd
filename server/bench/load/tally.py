"""What came of all that was said, conversation by conversation, so that an hour fits in memory."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from server.bench.load.spread import Spread
from server.replay.checker import Faults, Hearing, Said, check
from server.replay.house import House
from server.replay.person import Person


class Sayings(list[Said]):
    """What was said and not yet compared, by conversation; the list itself stays empty."""

    def __init__(self) -> None:
        super().__init__()
        self.in_all = 0
        self.in_rooms = 0  # of these
        self.rooms: set[str] = set()
        self._by: defaultdict[str, list[Said]] = defaultdict(list)

    def append(self, said: Said) -> None:
        self.in_all += 1
        self.in_rooms += said.conversation in self.rooms
        self._by[said.conversation].append(said)

    def take(self, conversation: str) -> list[Said]:
        return self._by.pop(conversation, [])


@dataclass(slots=True)
class Tally:
    """`lost` to `misdelivered` must stay 0; they are counted when a conversation ends.

    Counts are of all that was; a wait is of what began at `since` (of the loop's clock) or later.

    `shown_at` is the moderator's: when a flag about this message of this conversation came.
    """

    house: House
    sayings: Sayings
    came: set[int] = field(default_factory=set)  # places where a conversation has begun
    checked: int = 0
    unacked: int = 0
    delivered: int = 0
    lost: int = 0
    duplicated: int = 0
    reordered: int = 0
    misdelivered: int = 0
    finished: int = 0
    rooms: int = 0  # that were held to their end
    silent: int = 0  # pages that read nothing, and were put out
    since: float = 0.0
    abandoned: Counter[str] = field(default_factory=Counter)
    ack: Spread = field(default_factory=Spread)
    delivery: Spread = field(default_factory=Spread)
    flagged: Spread = field(default_factory=Spread)  # from `say` to a moderator's screen
    told: Spread = field(default_factory=Spread)  # in rooms, from `say` to each listener
    put_out: Spread = field(default_factory=Spread)  # pages that read nothing, until they were
    shown_at: MutableMapping[tuple[str, int], float] = field(default_factory=dict)
    _given_up: set[str] = field(default_factory=set)

    @property
    def come(self) -> int:
        return len(self.came)

    @property
    def sent(self) -> int:
        return self.sayings.in_all

    @property
    def in_rooms(self) -> int:
        """Of what was sent."""
        return self.sayings.in_rooms

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

    def measure(self, since: float) -> None:
        """No wait that began before counts."""
        self.since = since
        self.ack, self.delivery, self.flagged = Spread(), Spread(), Spread()
        self.told, self.put_out = Spread(), Spread()

    def acked(self, said: Said) -> None:
        if said.acked_at is not None and said.sent_at >= self.since:
            self.ack.add([(said.acked_at - said.sent_at) * 1000])

    def heard(self, said: Said, listener: Person) -> None:
        """What did not come is not here; it is counted at the end."""
        if said.sent_at < self.since:
            return
        for line in reversed(listener.ear.heard):
            if (line.conversation, line.seq) == (said.conversation, said.seq):
                self.delivery.add([(line.at - said.sent_at) * 1000])
                return

    def silenced(self, began: float, ms: float) -> None:
        """A page that read nothing was put out."""
        self.silent += 1
        if began >= self.since:
            self.put_out.add([ms])

    @contextmanager
    def given_up(self, conversation: str) -> Iterator[None]:
        """Where its end goes wrong, what was heard in it is not held against the peer's next."""
        try:
            yield
        except BaseException:
            self._given_up.add(conversation)
            self.sayings.take(conversation)
            raise

    def ended(self, conversation: str, people: list[Person]) -> None:
        """Compare what its people heard with what was said in it."""
        said = self.sayings.take(conversation)
        self._raised(said)
        self._compare(said, people)

    def met(self, room: str, people: list[Person]) -> None:
        """The same of one round in a small group, where each message is for many, not for all."""
        said = self.sayings.take(room)
        sent = {one.seq: one.sent_at for one in said if one.sent_at >= self.since}
        heard = self._compare(said, people)
        self.told.add((line.at - sent[line.seq]) * 1000 for line in heard if line.seq in sent)

    def _compare(self, said: list[Said], people: list[Person]) -> list[Hearing]:
        lines = (line for person in people for line in taken(person))
        heard = [line for line in lines if line.conversation not in self._given_up]
        self._add(check(said, heard, self.house.members, self.house.spans))
        return heard

    def _raised(self, said: list[Said]) -> None:
        for one in said:
            at = self.shown_at.pop((one.conversation, one.seq or 0), None)
            if at is not None and one.sent_at >= self.since:
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
