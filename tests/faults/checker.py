"""SQL against each page's own log. Knows nothing of sockets, so that no page can fool it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import select

from server.domain.message import Notice
from server.foundation import now
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Vault
from server.stores.rows import messages as rows
from server.stores.tables.core import conversations, flags, members, visits
from server.stores.tables.rooms import seats

EVERYTHING = 100_000


@dataclass(frozen=True)
class Kept:
    """One row of SQL, unsealed."""

    conversation: str
    seq: int
    ref: str
    speaker: str
    text: str
    notice: str  # empty where a person said it
    withheld: bool
    hushed: bool = False  # its writer was muted in a room


@dataclass(frozen=True)
class Reach:
    """The numbers that somebody must have been shown, may have, and whose words are not theirs."""

    must: frozenset[int]
    may: frozenset[int]
    silent: frozenset[int] = frozenset()


@dataclass
class Books:
    """What SQL holds. `members` are those who have not left, `ever` also those who have."""

    kept: dict[str, list[Kept]]
    last_seqs: dict[str, int]
    members: dict[str, set[str]]
    ever: dict[str, set[str]]
    flagged: set[str]
    states: dict[str, str]
    arrivals: dict[str, object]


@dataclass
class Verdict:
    """All four must be 0; `strange` says in words what each was."""

    said: int = 0
    acked: int = 0
    shown: int = 0
    lost: int = 0
    duplicated: int = 0
    reordered: int = 0
    stranger: int = 0
    strange: list[str] = field(default_factory=list)

    @property
    def faultless(self) -> bool:
        return not (self.lost or self.duplicated or self.reordered or self.stranger)

    def found(self, kind: str, what: str, times: int = 1) -> None:
        if times:
            setattr(self, kind, getattr(self, kind) + times)
            self.strange.append(f"{kind}: {what} ({times})")


async def books(database_url: str, keys: Path, talks: Sequence[str]) -> Books:
    """Read through the stores, with the keys of the service."""
    sealer = Sealer(Vault(keys, now))
    async with Database.open(database_url) as db, db.read() as tx:
        kept = {talk: await rows.after(tx, sealer, talk, 0, EVERYTHING) for talk in talks}
        ends = await tx.execute(
            select(conversations.c.id, conversations.c.last_seq).where(
                conversations.c.id.in_(talks)
            )
        )
        present: dict[str, set[str]] = {}
        ever: dict[str, set[str]] = {}
        for row in await tx.execute(select(members).where(members.c.conversation.in_(talks))):
            ever.setdefault(row.conversation, set()).add(row.person)
            if row.left_at is None:
                present.setdefault(row.conversation, set()).add(row.person)
        raised = await tx.execute(select(flags.c.conversation))
        stays = (await tx.execute(select(visits))).all()
        return Books(
            kept={talk: [_kept(one) for one in found] for talk, found in kept.items()},
            last_seqs={row.id: row.last_seq for row in ends},
            members=present,
            ever=ever,
            flagged={row.conversation for row in raised},
            states={row.conversation: row.state for row in stays},
            arrivals={row.conversation: row.arrived_at for row in stays},
        )


def _kept(message) -> Kept:
    return Kept(
        message.conversation,
        message.seq,
        message.ref,
        message.speaker,
        message.text,
        message.notice or "",
        message.withheld,
        message.hushed,
    )


def everything(kept: list[Kept]) -> Reach:
    seqs = frozenset(one.seq for one in kept)
    return Reach(seqs, seqs)


def stays(kept: list[Kept], visit: str) -> Reach:
    """In a room: from each coming to the going after it, of which it may be told or not."""
    must, may, inside = set(), set(), False
    for one in kept:
        mine = one.speaker == visit
        inside = inside or (mine and one.notice == Notice.ROOM_ENTERED)
        left = mine and one.notice == Notice.ROOM_LEFT
        may |= {one.seq} if inside else set()
        inside = inside and not left
        must |= {one.seq} if inside else set()
    silent = frozenset(one.seq for one in kept if one.hushed and one.speaker != visit)
    return Reach(frozenset(must), frozenset(may), silent)


async def seated(database_url: str, room: str) -> dict[str, tuple[str, str]]:
    """By the name that they have in the room: the visit, and its own conversation."""
    wanted = select(visits.c.pseudonym, visits.c.id, visits.c.conversation)
    wanted = wanted.join(seats, seats.c.visit == visits.c.id).where(seats.c.room == room)
    async with Database.open(database_url) as db, db.read() as tx:
        return {name: (visit, own) for name, visit, own in await tx.execute(wanted)}


Reaches = Mapping[tuple[str, str], Reach]


def check(
    found: Books,
    logs: dict[str, object],
    belongs: dict[str, set[str]],
    reach: Reaches = MappingProxyType({}),
) -> Verdict:
    """`belongs` says which pages, by name, are in which conversation.

    `reach`, by conversation and name, is for those who were not in it from its beginning to its
    end.
    """
    verdict = Verdict()
    for talk, kept in found.kept.items():
        _numbers(verdict, talk, kept, found.last_seqs[talk])
    for name, log in logs.items():
        _said(verdict, name, log, found)
        _shown(verdict, name, log, found, belongs, reach)
    return verdict


def _numbers(verdict: Verdict, talk: str, kept: list[Kept], last_seq: int) -> None:
    """1, 2, 3 … without a gap, and each `ref` and each text once."""
    seqs = [one.seq for one in kept]
    if seqs != list(range(1, last_seq + 1)):
        verdict.found("lost", f"numbers of {talk}: {last_seq} but {len(seqs)} rows")
    words = [one for one in kept if not one.notice]
    for what in (lambda one: (one.speaker, one.ref), lambda one: one.text):
        again = sum(times - 1 for times in Counter(map(what, words)).values())
        verdict.found("duplicated", f"kept twice in {talk}", again)


def _said(verdict: Verdict, name: str, log, found: Books) -> None:
    """What was answered is kept under that number, and in the order in which it was said."""
    verdict.said += len(log.said)
    rows = {(t, one.seq): one for t, kept in found.kept.items() for one in kept}
    highest: Counter = Counter()
    for word in log.said:
        if word.seq is None:
            continue
        verdict.acked += 1
        row = rows.get((word.conversation, word.seq))
        if row is None or (row.ref, row.text) != (word.ref, word.text):
            verdict.found("lost", f"{name}'s {word.ref}, answered as {word.seq}, is not kept")
        if word.seq < highest[word.conversation]:
            verdict.found("reordered", f"{name}'s {word.ref} was numbered before an earlier one")
        highest[word.conversation] = max(highest[word.conversation], word.seq)


def _shown(verdict: Verdict, name: str, log, found: Books, belongs, reach: Reaches) -> None:
    """A member has been shown everything once and in order; nobody else anything."""
    by_talk: dict[str, list] = {}
    for one in log.shown:
        by_talk.setdefault(one.conversation, []).append(one)
    for talk, shown in by_talk.items():
        if name not in belongs.get(talk, ()):
            verdict.found("stranger", f"{name} was shown lines of {talk}", len(shown))
    for talk, names in belongs.items():
        if name in names:
            kept, shown = found.kept[talk], by_talk.get(talk, [])
            theirs = reach.get((talk, name)) or everything(kept)
            _compare(verdict, f"{name} in {talk}", kept, shown, theirs)


def _compare(verdict: Verdict, where: str, kept: list[Kept], shown: list, reach: Reach) -> None:
    seqs = [one.seq for one in shown]
    verdict.shown += len(seqs)
    verdict.found("reordered", where, sum(b <= a for a, b in pairwise(seqs)))
    texts = Counter(one.text for one in shown if not one.notice and one.text)
    verdict.found("duplicated", f"shown twice: {where}", sum(n - 1 for n in texts.values()))
    texts_by_seq = {one.seq: one.text for one in shown}
    for seq in reach.must - texts_by_seq.keys():
        verdict.found("lost", f"{where} was never shown {seq}")
    for seq in texts_by_seq.keys() - reach.may:
        verdict.found("stranger", f"{where} was shown {seq}, said when they were not there")
    for row in kept:
        words = "" if row.seq in reach.silent else row.text
        if row.notice or row.withheld or row.seq not in texts_by_seq:
            continue
        if texts_by_seq[row.seq] != words:
            verdict.found("stranger", f"{where} was shown other words as {row.seq}")
