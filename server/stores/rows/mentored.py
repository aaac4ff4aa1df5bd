"""Words that wait for a mentor, inside somebody's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import BindParameter, Row, bindparam, exists, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.application import PaperKind
from server.domain.conversation import Conversation, Kind
from server.domain.ids import StaffId
from server.domain.mentoring import NO_WORD, FirstRead, MentorsWord, WordsState
from server.domain.saying import Saying
from server.domain.session import Role
from server.domain.wake import Wake
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey
from server.stores.tables.core import conversations, duties, members
from server.stores.tables.joining import papers
from server.stores.tables.mentoring import mentored_words

Place = tuple[str, str, str]  # conversation, speaker, ref

# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_IN_IT = (
    select(members.c.conversation)
    .join(duties, (duties.c.staff == members.c.person) & (duties.c.role == Role.MODERATOR))
    .where(
        members.c.conversation == conversations.c.id,
        members.c.person == conversations.c.mentored_by,
        members.c.left_at.is_(None),
        duties.c.seen_at >= bindparam("since"),
    )
    .exists()
)
_READS = (conversations.c.read_by == conversations.c.mentored_by) & exists().where(
    duties.c.staff == conversations.c.read_by,
    duties.c.role == Role.PEER,
    duties.c.seen_at >= bindparam("since"),
)
MENTOR_HERE: Final = or_(_IN_IT, _READS)
_HERE = select(conversations).where(
    conversations.c.id.in_(_IDS), conversations.c.mentored_s > 0, MENTOR_HERE
)
_KNOWN = select(mentored_words).where(mentored_words.c.conversation.in_(_IDS))
_IN_ORDER = _KNOWN.order_by(mentored_words.c.id)
_ON_PROBATION = (
    select(papers.c.whose, func.count(members.c.conversation).label("had"))
    .select_from(papers)
    .join(
        members,
        (members.c.person == papers.c.whose)
        & (members.c.role == Role.PEER)
        & members.c.left_at.is_not(None)
        & members.c.conversation.in_(
            select(conversations.c.id).where(conversations.c.kind == Kind.ONE_TO_ONE)
        ),
        isouter=True,
    )
    .where(papers.c.kind == PaperKind.PROBATION, papers.c.expires_at > bindparam("at"))
    .group_by(papers.c.whose)
)
KEEP: Final = insert(mentored_words)


@dataclass(frozen=True, slots=True)
class Known:
    until: datetime
    waits: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a batch must know: for how long whose words wait, and which wait or were stopped.

    `seconds` by conversation and speaker, `known` by place; it grows with the batch.
    """

    at_once_from: Level = Level.L2
    seconds: Mapping[tuple[str, str], int] = field(default_factory=dict)
    known: dict[Place, Known] = field(default_factory=dict)

    def until(self, saying: Saying, level: Level) -> datetime | None:
        """When it goes out at the latest; None: at once.

        Words never overtake those before them: they go out together.
        """
        place = (saying.conversation, saying.speaker.id, saying.ref)
        seconds = self.seconds.get(place[:2], 0)
        until = saying.at if self._waits(place[:2]) else None
        if seconds and level < self.at_once_from and not saying.withheld:
            until = saying.at + timedelta(seconds=seconds)
        if until:
            self.known[place] = Known(until, waits=True)
        return until

    def _waits(self, whose: tuple[str, str]) -> bool:
        return any(place[:2] == whose and one.waits for place, one in self.known.items())


def row_of(saying: Saying, until: datetime, sealed: bytes) -> dict[str, Any]:
    return {
        "conversation": saying.conversation,
        "speaker": saying.speaker.id,
        "ref": saying.ref,
        "state": WordsState.WAITING,
        "until": until,
        "wants_opinion": saying.wants_opinion,
        "sealed": sealed,
    }


async def reading(
    tx: AsyncConnection,
    rows: Mapping[str, Row[Any]],
    batch: Sequence[Saying],
    rule: tuple[Level, datetime],
) -> Reading:
    """Costs nothing where nobody is mentored. `rule`: from which level on at once, and since when
    a line that answered counts as up.
    """
    peers = {s.conversation for s in batch if s.speaker.role is Role.PEER and not s.read}
    ids = [id_ for id_ in peers if id_ in rows and rows[id_].mentored_by]
    if not ids:
        return Reading()
    here = await tx.execute(_HERE, {"ids": ids, "since": rule[1]})
    seconds = {(row.id, row.mentored): row.mentored_s for row in here}
    found = await tx.execute(_KNOWN, {"ids": ids})
    known = {
        (row.conversation, row.speaker, row.ref): Known(
            row.until, waits=row.state == WordsState.WAITING
        )
        for row in found
    }
    return Reading(rule[0], seconds, known)


async def of_talks(
    tx: AsyncConnection, sealer: Sealer, keys: Mapping[str, SealedKey]
) -> dict[str, tuple[FirstRead, ...]]:
    """What waits or was stopped, in the order in which it was written."""
    found: dict[str, tuple[FirstRead, ...]] = {}
    if not keys:
        return found
    for row in await tx.execute(_IN_ORDER, {"ids": list(keys)}):
        one = _first_read(row, sealer, keys[row.conversation])
        found[row.conversation] = (*found.get(row.conversation, ()), one)
    return found


async def on_probation(tx: AsyncConnection, at: datetime) -> dict[StaffId, int]:
    """How many conversations each has had."""
    rows = await tx.execute(_ON_PROBATION, {"at": at})
    return {StaffId(row.whose): row.had for row in rows}


def looks(talk: Conversation) -> Wake:
    """Whose pages show that words wait. The visitor's does not."""
    wake = Wake(wall=True)
    for member in talk.members:
        if member.role is not Role.VISITOR:
            wake.look(member.role, member.person)
    if talk.mentorship:  # who mentors as a peer is no member
        wake.look(Role.PEER, talk.mentorship.by)
    return wake


def sealed(sealer: Sealer, conversation: str, key: SealedKey, ref: str, said: MentorsWord) -> bytes:
    words = msgspec.json.encode((said.word, said.instead)).decode()
    return sealer.words(conversation, key, words, f"answer {ref}")


def _first_read(row: Row[Any], sealer: Sealer, key: SealedKey) -> FirstRead:
    text, _ = sealer.read_message(row.conversation, key, row.ref, row.sealed)
    answer = NO_WORD
    if row.answer:
        words = sealer.read_words(row.conversation, key, row.answer, f"answer {row.ref}")
        answer = MentorsWord(*msgspec.json.decode(words, type=tuple[str, str]))
    return FirstRead(row.ref, text, row.until, WordsState(row.state), answer)
