"""Who is offered to whom: one pure function."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation.verdict import Level
from server.domain.ids import StaffId, VisitId
from server.domain.opening import Staffing


@dataclass(frozen=True, slots=True)
class Waiting:
    """`not_now` are peers who lately declined this visitor or let the offer lapse.

    `never` are peers whom this visitor has asked not to be with again.
    """

    visit: VisitId
    since: datetime
    language: str
    topic: str | None = None
    level: Level = Level.L0
    not_now: frozenset[StaffId] = frozenset()
    never: frozenset[StaffId] = frozenset()

    @property
    def not_with(self) -> frozenset[StaffId]:
        """Who must not be offered to them in this round."""
        return self.not_now | self.never


@dataclass(frozen=True, slots=True)
class Ready:
    peer: StaffId
    since: datetime
    languages: tuple[str, ...]
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueuePicture:
    staffing: Staffing
    waiting: tuple[Waiting, ...]
    ready: tuple[Ready, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    visit: VisitId
    peer: StaffId


def match(waiting: Iterable[Waiting], ready: Sequence[Ready]) -> list[Pairing]:
    """Offer the most urgent visitor first, then the one who has waited longest.

    Language is a requirement; a peer who named the topic comes before others, then one who speaks
    fewer languages, so that the others stay free for whom only they can answer, then the one who
    has been free longest. Risk moves people forward, never off the list: nobody is left out
    for being urgent. Each visitor and each peer is in one pairing at most.
    """
    free = {r.peer: r for r in ready}
    pairings = []
    for visitor in sorted(waiting, key=lambda w: (-w.level, w.since, w.visit)):
        if best := _best(visitor, free.values()):
            del free[best.peer]
            pairings.append(Pairing(visitor.visit, best.peer))
    return pairings


def _best(visitor: Waiting, free: Iterable[Ready]) -> Ready | None:
    able = [r for r in free if visitor.language in r.languages and r.peer not in visitor.not_with]
    return min(
        able,
        key=lambda r: (visitor.topic not in r.topics, len(r.languages), r.since, r.peer),
        default=None,
    )
