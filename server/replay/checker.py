"""What was said against what was heard. Knows nothing of sockets, so the clients can't fool it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(slots=True)
class Said:
    """One message from its sender's side. `seq` is None as long as no ack came.

    `sent_at` and `acked_at` are seconds of one clock; `waited`: nobody else was there yet.
    """

    conversation: str
    speaker: str
    text: str = field(repr=False)
    sent_at: float
    seq: int | None = None
    acked_at: float | None = None
    withheld: bool = False
    waited: bool = False


@dataclass(frozen=True, slots=True)
class Hearing:
    """One line from a listener's side, in the order in which it was shown to that listener.

    `withheld` is the place of a message whose words were kept back; `notice` one of the service's.
    """

    listener: str
    conversation: str
    seq: int
    text: str = field(repr=False)
    at: float
    notice: bool = False
    withheld: bool = False


@dataclass(slots=True)
class Faults:
    """`delivered` counts messages, `lost` to `misdelivered` count single faults."""

    sent: int = 0
    acked: int = 0
    withheld: int = 0
    delivered: int = 0
    lost: int = 0
    duplicated: int = 0
    reordered: int = 0
    misdelivered: int = 0
    ack_ms: list[float] = field(default_factory=list)
    delivery_ms: list[float] = field(default_factory=list)

    @property
    def none(self) -> bool:
        return not (self.lost or self.duplicated or self.reordered or self.misdelivered)


Members = Mapping[str, frozenset[str]]  # of each conversation, its listeners


@dataclass(frozen=True, slots=True)
class Span:
    """What is for one who came to a room late, or has left it: after one number, up to another."""

    after: int = 0
    upto: int | None = None

    def holds(self, seq: int) -> bool:
        return seq > self.after and (self.upto is None or seq <= self.upto)


WHOLE: Final = Span()
Spans = Mapping[tuple[str, str], Span]  # of a conversation and a listener
NOBODY_S: Final[Spans] = {}


def check(
    said: Iterable[Said], heard: Iterable[Hearing], members: Members, spans: Spans = NOBODY_S
) -> Faults:
    """Compare everything that was said with everything that was heard, conversation by itself.

    Who has no span hears all of it.
    """
    faults = Faults()
    sayings, hearings = defaultdict(list), defaultdict(list)
    for one in said:
        sayings[one.conversation].append(one)
    for other in heard:
        hearings[other.listener, other.conversation].append(other)
    for conversation, words in sayings.items():
        _count(faults, words)
        for listener in members[conversation]:
            theirs = spans.get((conversation, listener), WHOLE)
            meant = [one for one in words if one.seq is None or theirs.holds(one.seq)]
            _compare(faults, meant, hearings.pop((listener, conversation), []), listener)
    for (listener, conversation), left in hearings.items():
        belongs = listener in members.get(conversation, ())
        faults.misdelivered += sum(not (belongs and one.notice) for one in left)
    return faults


def _count(faults: Faults, words: list[Said]) -> None:
    faults.sent += len(words)
    for one in words:
        if one.acked_at is not None:
            faults.acked += 1
            faults.withheld += one.withheld
            faults.ack_ms.append((one.acked_at - one.sent_at) * 1000)
    for speaker in {one.speaker for one in words}:
        seqs = [one.seq for one in words if one.speaker == speaker and one.seq is not None]
        faults.reordered += _falls(seqs)


def _compare(faults: Faults, words: list[Said], heard: list[Hearing], listener: str) -> None:
    faults.reordered += _falls([one.seq for one in heard])
    shown = [one for one in heard if not one.notice and not one.withheld]
    times = Counter(one.seq for one in shown)
    faults.duplicated += sum(times.values()) - len(times)
    first = {one.seq: one for one in reversed(shown)}
    for one in words:
        if one.speaker != listener and one.seq is not None:
            _settle(faults, one, first.pop(one.seq, None))
    _strays(faults, words, first.values(), listener)


def _settle(faults: Faults, one: Said, heard: Hearing | None) -> None:
    """An acked message of somebody else and what the listener has under its number."""
    if heard is None:
        faults.lost += not one.withheld
    elif one.withheld or heard.text != one.text:
        faults.misdelivered += 1
        faults.lost += not one.withheld
    else:
        faults.delivered += 1
        if not one.waited:
            faults.delivery_ms.append((heard.at - one.sent_at) * 1000)


def _strays(faults: Faults, words: list[Said], left: Iterable[Hearing], listener: str) -> None:
    """Lines whose number nobody was given: kept without an ack, kept twice, or a stranger's."""
    others = [one for one in words if one.speaker != listener]
    unacked = Counter(one.text for one in others if one.seq is None)
    known = {one.text for one in others}
    for stray in left:
        if unacked[stray.text]:
            unacked[stray.text] -= 1
            faults.delivered += 1
        elif stray.text in known:
            faults.duplicated += 1
        else:
            faults.misdelivered += 1


def _falls(seqs: list[int]) -> int:
    """How often a number comes after a greater one."""
    highest, falls = 0, 0
    for seq in seqs:
        falls += seq < highest
        highest = max(highest, seq)
    return falls
