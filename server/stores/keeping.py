"""What keeping a batch of messages means, inside one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Row, bindparam, insert, update
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
from server.stores.database import Database
from server.stores.house_tables import risk_changes
from server.stores.room_keeping import Owners, OwnersAsked, folds, note, worried, worries
from server.stores.rows import conversations as talks
from server.stores.rows import flags as flagging
from server.stores.rows import paths
from server.stores.rows.messages import row_of
from server.stores.sealing import Sealer
from server.stores.speaking import Place, Speaker, known, speakers
from server.stores.tables import conversations, messages
from server.stores.vault import SealedKey

TAKES_WORDS = (Phase.OPEN, Phase.REFERRED)


@dataclass(slots=True)
class _Open:
    """A conversation as this batch goes through it."""

    row: Row[Any]
    seq: int
    level: int
    changes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a batch goes through. `own` are those of the visitors who speak in a room."""

    there: dict[str, _Open]
    speakers: dict[tuple[str, str], Speaker]
    known: dict[Place, Message]
    own: Owners

    def about(self, saying: Saying) -> _Open:
        """Where its level and its flag are."""
        own = self.own.get((saying.conversation, saying.speaker.id))
        return self.there[own.conversation if own else saying.conversation]

    def key(self, saying: Saying) -> tuple[str, SealedKey]:
        """With the conversation whose it is."""
        if own := self.own.get((saying.conversation, saying.speaker.id)):
            return own.conversation, own.key
        return saying.conversation, talks.key_of(self.there[saying.conversation].row)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Verifies, numbers, seals and writes; the answer for each is Kept or the Refusal."""

    db: Database
    sealer: Sealer
    new_id: Callable[[], str]
    _owners: OwnersAsked = field(default_factory=OwnersAsked)

    async def __call__(self, tx: AsyncConnection, batch: Sequence[Saying]) -> list[Kept | Refusal]:
        ids = {s.conversation for s in batch}
        own = await self._owners.of(tx, batch)
        # Locked first: whoever comes later waits here.
        rows = await talks.locked(self.db, tx, ids | worried(batch, own))
        self._owners.learn(rows.values())
        there = {key: _Open(row, row.last_seq, row.level) for key, row in rows.items()}
        now = _Scene(there, await speakers(tx, ids), await known(tx, batch), own)
        results = [self._number(s, now) for s in batch]
        fresh = [(s, r) for s, r in zip(batch, results, strict=True) if _is_new(r)]
        await self._write(tx, now, [(s, r) for s, r in fresh if isinstance(r, Kept)])
        return results

    def _number(self, saying: Saying, now: _Scene) -> Kept | Refusal:
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
        here.seq += 1
        message = _message(saying, here, *speaker)
        now.known[place] = message = replace(message, careful=message.careful or folds(saying, own))
        about = ConversationId(own.conversation) if own else None
        risen = _risen(saying, now.about(saying)) if worries(saying) else None
        return Kept(message, raised_to=risen, flagged=saying.raising is not None, about=about)

    async def _write(
        self, tx: AsyncConnection, now: _Scene, fresh: list[tuple[Saying, Kept]]
    ) -> None:
        if not fresh:
            return
        await tx.execute(_KEEP, [self._row(s, k, now) for s, k in fresh])
        touched = sorted(
            {s.conversation for s, _ in fresh} | worried((s for s, _ in fresh), now.own)
        )
        await tx.execute(_LAST_SEQ, [_counters(now.there[c]) for c in touched])
        if changes := [change for c in touched for change in now.there[c].changes]:
            await tx.execute(insert(risk_changes), changes)
        in_rooms = {c for c in touched if now.there[c].row.kind == Kind.ROOM}
        await note(tx, (kept.message for _, kept in fresh), now.own, in_rooms)
        for saying, kept in fresh:
            if saying.raising:
                await self._flag(tx, now.about(saying).row, saying, kept)

    def _row(self, saying: Saying, kept: Kept, now: _Scene) -> dict[str, Any]:
        """Sealed for whose words they are."""
        sealed = self.sealer.message(
            *now.key(saying), saying.ref, saying.text, saying.verdict.findings
        )
        opinion = Waits.BOTH if saying.wants_opinion else Waits.QUICK
        return row_of(kept.message, sealed, opinion=opinion)

    async def _flag(self, tx: AsyncConnection, row: Row[Any], saying: Saying, kept: Kept) -> None:
        if saying.raising is None:
            return
        flag = flagging.raised(
            FlagId(self.new_id()),
            saying.raising,
            conversation=row.id,
            seq=row.last_seq if kept.about else kept.message.seq,
            by="screen",
            at=saying.at,
        )
        await flagging.raise_or_add(tx, self.sealer, talks.key_of(row), flag)
        if saying.speaker.role is Role.VISITOR:
            await paths.follow(tx, row.id, saying.raising.concerns)


# Statements are built once: to build one costs more than to run it.
_KEEP = insert(messages)
_LAST_SEQ = (
    update(conversations)
    .where(conversations.c.id == bindparam("of"))
    .values(last_seq=bindparam("to"), level=bindparam("at_level"), top_level=bindparam("top"))
)


def _is_new(result: Kept | Refusal) -> bool:
    return isinstance(result, Kept) and not result.again


def _counters(now: _Open) -> dict[str, Any]:
    top = max(now.row.top_level, now.level)
    return {"of": now.row.id, "to": now.seq, "at_level": now.level, "top": top}


def _risen(saying: Saying, now: _Open) -> Level | None:
    """Levels rise with what visitors say; a backstage has none, nor has a room."""
    if now.row.kind != Kind.ONE_TO_ONE or saying.verdict.level <= now.level:
        return None
    change = {"before": now.level, "after": saying.verdict.level, "by": "screen"}
    now.changes.append({"conversation": now.row.id, "at": saying.at, **change})
    now.level = saying.verdict.level
    return saying.verdict.level


def _message(saying: Saying, here: _Open, name: str, is_muted: bool) -> Message:
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
