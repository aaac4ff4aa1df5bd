"""One evening under one rule: who comes waits, is answered, or leaves."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True, slots=True)
class _Talk:
    until: datetime
    at_risk: bool


@dataclass(slots=True)
class Evening:
    """Somebody comes. `talk` gives how long their conversation lasts: the same under any rule.

    Each peer is with `at_once` people at a time, at most; who is at risk lets nobody else come.
    """

    arrivals: Sequence[Arrival]
    peers: Sequence[Ready]
    rule: Rule
    talk: Callable[[Arrival], timedelta]
    at_once: int = 1
    outcomes: list[Outcome] = field(default_factory=list)
    _waiting: dict[VisitId, Arrival] = field(default_factory=dict)
    _crew: dict[StaffId, Ready] = field(default_factory=dict)
    _talks: dict[StaffId, list[_Talk]] = field(default_factory=dict)

    def steps(self) -> Iterator[datetime]:
        """Until everybody who came was answered or has left; `outcomes` then says how it went."""
        self._crew = {peer.peer: peer for peer in self.peers}
        self._talks = {peer.peer: [] for peer in self.peers}
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
        for peer, talks in self._talks.items():
            going_on = [talk for talk in talks if talk.until > at]
            if len(going_on) < len(talks):
                self._talks[peer] = going_on
                self._crew[peer] = replace(self._crew[peer], since=at, talking=len(going_on))

    def _free(self) -> list[Ready]:
        return [
            self._crew[peer]
            for peer, talks in self._talks.items()
            if len(talks) < self.at_once and not any(talk.at_risk for talk in talks)
        ]

    def _answer(self, at: datetime) -> None:
        free = self._free()
        if not free or not self._waiting:
            return
        hoped = frozenset().union(*(peer.experiences for peer in self.peers))
        waiting = [_waiting(visit, one, hoped) for visit, one in self._waiting.items()]
        for pairing in match(waiting, free, self.rule, at):
            arrival = self._waiting.pop(pairing.visit)
            peer, talks = self._crew[pairing.peer], self._talks[pairing.peer]
            waited = Waited(arrival.like, at - arrival.at, answered=True)
            self.outcomes.append(Outcome(waited, _suits(peer, arrival)))
            talks.append(_Talk(at + self.talk(arrival), arrival.at_risk))
            self._crew[pairing.peer] = replace(peer, talking=len(talks))


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
