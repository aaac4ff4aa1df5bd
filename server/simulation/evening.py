"""One evening under one rule: who comes waits, is answered, or leaves."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from moderation.verdict import Level
from server.domain.ids import PersonId, StaffId, VisitId
from server.domain.matching import Ready, Rule, Waiting, match
from server.domain.waits import Waited
from server.simulation.arrivals import Arrival, Crowd

STEP: Final = timedelta(seconds=5)
TALK: Final = timedelta(minutes=30)  # on average, with the wrap-up after it


def team(chance: random.Random, crowd: Crowd, count: int, at: datetime) -> list[Ready]:
    """Each speaks the first language, one in three another one too.

    Each named three topics, and has one experience.
    """
    return [
        Ready(
            peer=StaffId(PersonId(f"peer {number}")),
            since=at,
            languages=_spoken(chance, crowd),
            topics=_some(chance, crowd.topics, 3),
            experiences=frozenset(_some(chance, crowd.experiences, 1)),
        )
        for number in range(count)
    ]


def _spoken(chance: random.Random, crowd: Crowd) -> tuple[str, ...]:
    first, *others = crowd.languages
    return (first, chance.choice(others)) if others and chance.random() < 1 / 3 else (first,)


def _some(chance: random.Random, of: Sequence[str], count: int) -> tuple[str, ...]:
    return tuple(chance.sample(list(of), min(count, len(of))))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went for one who came. `suited`: by a peer whom they wished for, or who knows it."""

    waited: Waited
    suited: bool = False


@dataclass(slots=True)
class Evening:
    """Somebody comes. `talk` gives how long their conversation lasts: the same under any rule."""

    arrivals: Sequence[Arrival]
    peers: Sequence[Ready]
    rule: Rule
    talk: Callable[[Arrival], timedelta]
    outcomes: list[Outcome] = field(default_factory=list)
    _waiting: dict[VisitId, Arrival] = field(default_factory=dict)
    _free: dict[StaffId, Ready] = field(default_factory=dict)
    _busy: dict[StaffId, tuple[datetime, Ready]] = field(default_factory=dict)

    def steps(self) -> Iterator[datetime]:
        """Until everybody who came was answered or has left; `outcomes` then says how it went."""
        self._free = {peer.peer: peer for peer in self.peers}
        coming = list(enumerate(self.arrivals))
        at = self.arrivals[0].at
        while coming or self._waiting:
            while coming and coming[0][1].at <= at:
                number, arrival = coming.pop(0)
                self._waiting[VisitId(PersonId(f"{number:06}"))] = arrival
            self._leave(at)
            self._finish(at)
            self._answer(at)
            yield at
            quiet = coming and not self._waiting
            at = max(at + STEP, coming[0][1].at) if quiet else at + STEP

    def _leave(self, at: datetime) -> None:
        for visit, arrival in list(self._waiting.items()):
            if at - arrival.at >= arrival.patience:
                del self._waiting[visit]
                gone = Waited(arrival.like, arrival.patience, answered=False)
                self.outcomes.append(Outcome(gone))

    def _finish(self, at: datetime) -> None:
        for peer, (until, ready) in list(self._busy.items()):
            if until <= at:
                del self._busy[peer]
                self._free[peer] = Ready(peer, at, ready.languages, ready.topics, ready.experiences)

    def _answer(self, at: datetime) -> None:
        if not self._free or not self._waiting:
            return
        hoped = frozenset().union(*(peer.experiences for peer in self.peers))
        waiting = [_waiting(visit, one, hoped) for visit, one in self._waiting.items()]
        for pairing in match(waiting, list(self._free.values()), self.rule, at):
            arrival = self._waiting.pop(pairing.visit)
            peer = self._free.pop(pairing.peer)
            waited = Waited(arrival.like, at - arrival.at, answered=True)
            self.outcomes.append(Outcome(waited, _suits(peer, arrival)))
            self._busy[pairing.peer] = (at + self.talk(arrival), peer)


def _suits(peer: Ready, arrival: Arrival) -> bool:
    return arrival.wish in peer.experiences or arrival.topic in peer.topics


def _waiting(visit: VisitId, arrival: Arrival, hoped: frozenset[str]) -> Waiting:
    return Waiting(
        visit=visit,
        since=arrival.at,
        language=arrival.language,
        topic=arrival.topic,
        level=Level.L2 if arrival.at_risk else Level.L0,
        wish=arrival.wish if arrival.wish in hoped else None,
    )
