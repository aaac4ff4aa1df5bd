"""What keeping a batch of messages means, inside one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.block import NEVER_FROM
from server.domain.conversation import Kind, Phase
from server.domain.ids import ConversationId, FlagId
from server.domain.message import Message
from server.domain.opinion import Waits
from server.domain.refusal import Code, Refusal
from server.domain.saying import Kept, Saying
from server.domain.session import Role
from server.stores.batch import Open, Scene
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rooms.keeping import OwnersAsked, folds, note, worried, worries
from server.stores.rows import conversations as talks
from server.stores.rows import flags as flagging
from server.stores.rows import mentored, paths
from server.stores.rows.messages import row_of
from server.stores.tables.core import conversations, messages
from server.stores.tables.house import risk_changes
from server.stores.talk.speaking import known, speakers

TAKES_WORDS = (Phase.OPEN, Phase.REFERRED)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Verifies, numbers, seals and writes; the answer for each is Kept or the Refusal.

    From `at_once_from` on no words wait for a mentor; who has been `away` for longer is none.
    """

    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    at_once_from: Level = Level.L2
    away: timedelta = timedelta(seconds=20)
    _owners: OwnersAsked = field(default_factory=OwnersAsked)

    async def __call__(self, tx: AsyncConnection, batch: Sequence[Saying]) -> list[Kept | Refusal]:
        ids = {s.conversation for s in batch}
        own = await self._owners.of(tx, batch)
        # Locked first: whoever comes later waits here.
        rows = await talks.locked(self.db, tx, ids | worried(batch, own))
        self._owners.learn(rows.values())
        there = {key: Open(row, row.last_seq, row.level) for key, row in rows.items()}
        rule = self.at_once_from, batch[0].at - self.away
        reading = await mentored.reading(tx, rows, batch, rule)
        now = Scene(there, await speakers(tx, ids), await known(tx, batch), own, reading)
        results = [self._number(s, now) for s in batch]
        both = zip(batch, results, strict=True)
        await self._write(tx, now, [(s, r) for s, r in both if isinstance(r, Kept) and not r.again])
        return results

    def _number(self, saying: Saying, now: Scene) -> Kept | Refusal:
        place = (saying.conversation, saying.speaker.id, saying.ref)
        if earlier := now.known.get(place):  # one's own words: also for who has left meanwhile
            return Kept(earlier, again=True)
        speaker = now.speakers.get(place[:2])
        if speaker is None:
            return Refusal(Code.NOT_FOUND)
        here, own = now.there[saying.conversation], now.own.get(place[:2])
        if Phase(here.row.phase) not in TAKES_WORDS:
            return Refusal(Code.NOT_NOW)
        if own and (wait := own.hold_up(saying)):
            return wait
        if read_first := _read_first(saying, now, *speaker):
            return read_first
        here.seq += 1
        message = _message(saying, here, *speaker)
        now.known[place] = message = replace(message, careful=message.careful or folds(saying, own))
        about = ConversationId(own.conversation) if own else None
        risen = _risen(saying, now.about(saying)) if worries(saying) else None
        return Kept(
            message,
            raised_to=risen,
            flagged=saying.raising is not None,
            about=about,
            read_by=here.row.read_by,
        )

    async def _write(
        self, tx: AsyncConnection, now: Scene, fresh: list[tuple[Saying, Kept]]
    ) -> None:
        if not fresh:
            return
        if said := [self._row(s, k, now) for s, k in fresh if k.waits_until is None]:
            await tx.execute(_KEEP, said)
        if waiting := [self._waiting(s, k.waits_until, now) for s, k in fresh if k.waits_until]:
            await tx.execute(mentored.KEEP, waiting)
        touched = sorted(
            {s.conversation for s, _ in fresh} | worried((s for s, _ in fresh), now.own)
        )
        await tx.execute(_LAST_SEQ, [_counters(now.there[c]) for c in touched])
        if changes := [change for c in touched for change in now.there[c].changes]:
            await tx.execute(insert(risk_changes), changes)
        in_rooms = {c for c in touched if now.there[c].row.kind == Kind.ROOM}
        await note(tx, (kept.message for _, kept in fresh), now.own, in_rooms)
        for saying, kept in fresh:
            await self._flag(tx, now, saying, kept)

    def _row(self, saying: Saying, kept: Kept, now: Scene) -> dict[str, Any]:
        opinion = Waits.BOTH if saying.wants_opinion else Waits.QUICK
        return row_of(kept.message, self._sealed(saying, now), opinion=opinion)

    def _waiting(self, saying: Saying, until: datetime, now: Scene) -> dict[str, Any]:
        return mentored.row_of(saying, until, self._sealed(saying, now))

    def _sealed(self, saying: Saying, now: Scene) -> bytes:
        """For whose words they are."""
        found = saying.verdict.findings
        return self.sealer.message(*now.key(saying), saying.ref, saying.text, found)

    async def _flag(self, tx: AsyncConnection, now: Scene, saying: Saying, kept: Kept) -> None:
        if saying.raising is None:
            return
        row = now.about(saying).row
        flag = flagging.raised(
            FlagId(self.new_id()),
            saying.raising,
            conversation=row.id,
            seq=kept.message.seq if kept.has_number else row.last_seq,
            by="screen",
            at=saying.at,
        )
        place = saying.conversation, kept.message.seq or now.there[saying.conversation].seq + 1
        await flagging.raise_or_add(tx, self.sealer, talks.key_of(row), flag, place)
        if saying.speaker.role is Role.VISITOR:
            await paths.follow(tx, row.id, saying.raising.concerns)


# Statements are built once: to build one costs more than to run it.
_KEEP = insert(messages)
_LAST_SEQ = (
    update(conversations)
    .where(conversations.c.id == bindparam("of"))
    .values(last_seq=bindparam("to"), level=bindparam("at_level"), top_level=bindparam("top"))
)


def _counters(now: Open) -> dict[str, Any]:
    top = max(now.row.top_level, now.level)
    return {"of": now.row.id, "to": now.seq, "at_level": now.level, "top": top}


def _risen(saying: Saying, now: Open) -> Level | None:
    """Levels rise with what visitors say; a backstage has none, nor has a room."""
    if now.row.kind != Kind.ONE_TO_ONE or saying.verdict.level <= now.level:
        return None
    change = {"before": now.level, "after": saying.verdict.level, "by": "screen"}
    now.changes.append({"conversation": now.row.id, "at": saying.at, **change})
    now.level = saying.verdict.level
    return saying.verdict.level


def _read_first(saying: Saying, now: Scene, name: str, is_muted: bool) -> Kept | None:
    """Where a mentor reads it before it goes out. What waits already, or was stopped, stays."""
    here, reading = now.there[saying.conversation], now.reading
    known = reading.known.get((saying.conversation, saying.speaker.id, saying.ref))
    level = Level(max(here.level, saying.verdict.level))
    until = known.until if known else reading.until(saying, level)
    if until is None:
        return None
    message = replace(_message(saying, here, name, is_muted), seq=0)
    if known:
        return Kept(message, again=True, waits_until=until)
    risen, flagged, by = _risen(saying, here), saying.raising is not None, here.row.read_by
    return Kept(message, raised_to=risen, flagged=flagged, waits_until=until, read_by=by)


def _message(saying: Saying, here: Open, name: str, is_muted: bool) -> Message:
    """Who is muted talks past their peer, but never about a danger."""
    alone = is_muted and here.row.kind == Kind.ONE_TO_ONE
    calm = max(here.level, saying.verdict.level) < NEVER_FROM
    return Message(
        conversation=saying.conversation,
        seq=here.seq,
        ref=saying.ref,
        speaker=saying.speaker.id,
        role=saying.speaker.role,
        name=name,
        text=saying.text,
        at=saying.at,
        withheld=saying.withheld or (alone and calm),
        careful=saying.careful,
        hushed=is_muted and not alone,
        findings=saying.verdict.findings,
    )
