"""Who is offered to whom: one pure function."""

from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from moderation.verdict import Level
from server.domain.ids import StaffId, VisitId
from server.domain.opening import Staffing


@dataclass(frozen=True, slots=True)
class Waiting:
    """`not_now` are peers who lately declined this visitor or let the offer lapse.

    `never` are peers who must not be offered to this visitor: those whom they have left, those
    with whom they would rather not talk, and those who keep out of the topic. `wish` is the
    experience that they would like a peer to have, where somebody on shift has it.
    """

    visit: VisitId
    since: datetime
    language: str
    topic: str | None = None
    level: Level = Level.L0
    not_now: frozenset[StaffId] = frozenset()
    never: frozenset[StaffId] = frozenset()
    wish: str | None = None

    @property
    def not_with(self) -> frozenset[StaffId]:
        """Who must not be offered to them in this round."""
        return self.not_now | self.never


@dataclass(frozen=True, slots=True)
class Ready:
    """`up_to` is the highest level of a visitor whom they may be offered, by their training.

    `talking`: with so many they are already. They have a place for one more.
    """

    peer: StaffId
    since: datetime
    languages: tuple[str, ...]
    topics: tuple[str, ...] = ()
    experiences: frozenset[str] = frozenset()
    up_to: Level = Level.L4
    talking: int = 0


@dataclass(frozen=True, slots=True)
class QueuePicture:
    staffing: Staffing
    waiting: tuple[Waiting, ...]
    ready: tuple[Ready, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    visit: VisitId
    peer: StaffId


@dataclass(frozen=True, slots=True)
class Rule:
    """For the first `cap` of a wait, how well two fit counts before who came first.

    So long, and no longer, a visitor with a wish waits for a peer who fulfils it. After that, and
    from L1 on at once, it is the soonest peer who speaks their language.
    """

    cap: timedelta = timedelta()


SOONEST: Final = Rule()
Steps = Generator[None, None, list[Pairing]]
Key = tuple[Any, ...]  # what a peer goes by: the smallest comes first


def match(
    waiting: Iterable[Waiting], ready: Sequence[Ready], rule: Rule, at: datetime
) -> list[Pairing]:
    """Deferred acceptance (Gale and Shapley, 1962), with the visitors asking.

    Each visitor asks the peers in the order in which they suit: first who has the experience
    wished for, then who talks with fewer, then who named the topic, then who speaks fewer
    languages, so that the others stay free for whom only they can answer, then who has been free
    longest. From L1 on who talks with fewer is asked before all others. Each peer holds on to the
    most urgent who asks; then who has waited for longer than the cap, then whom they suit, then
    who came first. So nobody is left out whom a free peer could answer, but who waits for a wish
    of their own; nobody could gain by changing places with somebody who comes after them; and
    risk moves people forward, never off the list. Each is in one pairing at most.
    """
    steps = matching(waiting, ready, rule, at)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def matching(waiting: Iterable[Waiting], ready: Sequence[Ready], rule: Rule, at: datetime) -> Steps:
    """As `match`, visitor by visitor: whoever runs it may do something else in between."""
    asking = _Round(_by_language(ready), rule, at)
    for visitor in sorted(waiting, key=asking.rank):
        asking.place(visitor)
        yield
    return asking.pairings()


def _by_language(ready: Iterable[Ready]) -> Mapping[str, Sequence[Ready]]:
    """Who has been free longest first, where nothing else is between two."""
    found: dict[str, list[Ready]] = defaultdict(list)
    for peer in sorted(ready, key=lambda one: (len(one.languages), one.since, one.peer)):
        for language in set(peer.languages):
            found[language].append(peer)
    return found


@dataclass(slots=True)
class _Round:
    """`held`: whom each peer holds on to for now. `asked`: how far down each visitor has asked.

    `refused`: of visitors who are alike, the first one whom everybody has refused. Who comes
    after them need not ask: peers only ever change to somebody who comes before.
    """

    ready: Mapping[str, Sequence[Ready]]  # by language
    rule: Rule
    at: datetime
    held: dict[StaffId, tuple[Key, Waiting]] = field(default_factory=dict)
    asked: dict[VisitId, int] = field(default_factory=lambda: defaultdict(int))
    choices: dict[Key, tuple[Ready, ...]] = field(default_factory=dict)
    refused: dict[Key, Key] = field(default_factory=dict)

    def place(self, visitor: Waiting) -> None:
        """Until nobody is left who was sent away for somebody else."""
        turned: Waiting | None = visitor
        while turned is not None:
            turned = self._ask(turned)

    def pairings(self) -> list[Pairing]:
        """The most urgent first."""
        placed = sorted(self.held.items(), key=lambda one: self.rank(one[1][1]))
        return [Pairing(visitor.visit, peer) for peer, (_, visitor) in placed]

    def rank(self, visitor: Waiting) -> Key:
        return (-visitor.level, self._early(visitor), visitor.since, visitor.visit)

    def _early(self, visitor: Waiting) -> bool:
        return not visitor.level and self.at - visitor.since < self.rule.cap

    def _ask(self, visitor: Waiting) -> Waiting | None:
        """Ask on until a peer holds on to them; returns whom that peer lets go for it."""
        early, rank, not_with = self._early(visitor), self.rank(visitor), visitor.not_with
        alike = (visitor.language, visitor.level, visitor.topic, visitor.wish, early)
        if (first := self.refused.get((*alike, not_with))) and first <= rank:
            return None
        choice = self._choice(visitor, alike)
        for index in range(self.asked[visitor.visit], len(choice)):
            peer = choice[index]
            if peer.peer in not_with:
                continue
            key, holds = self._key(visitor, peer, rank), self.held.get(peer.peer)
            if holds is None or key < holds[0]:
                self.held[peer.peer] = (key, visitor)
                self.asked[visitor.visit] = index + 1
                return holds[1] if holds else None
        self.refused[*alike, not_with] = rank
        return None

    def _choice(self, visitor: Waiting, alike: Key) -> tuple[Ready, ...]:
        """Whom visitors like this one ask, in their order."""
        if alike not in self.choices:
            spoken = self.ready.get(visitor.language, ())
            able = [peer for peer in spoken if visitor.level <= peer.up_to]
            if visitor.wish and self._early(visitor):
                able = [peer for peer in able if visitor.wish in peer.experiences]
            self.choices[alike] = tuple(sorted(able, key=lambda peer: _suits(visitor, peer)))
        return self.choices[alike]

    def _key(self, visitor: Waiting, peer: Ready, rank: Key) -> Key:
        """Within the cap, whom they suit comes first."""
        level, early, since, visit = rank
        wished = visitor.wish in peer.experiences or visitor.topic in peer.topics
        return (level, early, early and not wished, since, visit)


def _suits(visitor: Waiting, peer: Ready) -> Key:
    """Beside what they are sorted by already."""
    return (
        peer.talking if visitor.level else 0,
        visitor.wish not in peer.experiences,
        peer.talking,
        visitor.topic not in peer.topics,
    )
