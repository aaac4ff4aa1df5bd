"""What keeping a batch of messages means, inside one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.conversation import Kind, Phase, Standing
from server.domain.ids import FlagId
from server.domain.message import Message
from server.domain.opinion import Waits
from server.domain.refusal import Code, Refusal
from server.domain.saying import Kept, Saying
from server.stores.database import Database
from server.stores.house_tables import risk_changes
from server.stores.rows import conversations as talks
from server.stores.rows import flags as flagging
from server.stores.rows.messages import row_of
from server.stores.sealing import Sealer
from server.stores.tables import conversations, members, messages

TAKES_WORDS = (Phase.OPEN, Phase.REFERRED)
Place = tuple[str, str, str]  # conversation, speaker, ref


@dataclass(slots=True)
class _Open:
    """A conversation as this batch goes through it."""

    row: Row[Any]
    seq: int
    level: int
    changes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Verifies, numbers, seals and writes; the answer for each is Kept or the Refusal."""

    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def __call__(self, tx: AsyncConnection, batch: Sequence[Saying]) -> list[Kept | Refusal]:
        ids = {s.conversation for s in batch}
        rows = await talks.locked(self.db, tx, ids)  # first: whoever comes later waits here
        there = {key: _Open(row, row.last_seq, row.level) for key, row in rows.items()}
        speakers = await _speakers(tx, ids)
        known = await _known(tx, batch)
        results = [self._number(s, there, speakers, known) for s in batch]
        fresh = [(s, r) for s, r in zip(batch, results, strict=True) if _is_new(r)]
        await self._write(tx, there, [(s, r) for s, r in fresh if isinstance(r, Kept)])
        return results

    def _number(
        self,
        saying: Saying,
        there: dict[str, _Open],
        speakers: dict[tuple[str, str], str],
        known: dict[Place, Message],
    ) -> Kept | Refusal:
        place = (saying.conversation, saying.speaker.id, saying.ref)
        if earlier := known.get(place):  # one's own words: also for who has left meanwhile
            return Kept(earlier, again=True)
        name = speakers.get((saying.conversation, saying.speaker.id))
        if name is None:
            return Refusal(Code.NOT_FOUND)
        now = there[saying.conversation]
        if Phase(now.row.phase) not in TAKES_WORDS:
            return Refusal(Code.NOT_NOW)
        now.seq += 1
        known[place] = message = _message(saying, now.seq, name)
        risen = _risen(saying, now)
        return Kept(message, raised_to=risen, flagged=saying.raising is not None)

    async def _write(
        self, tx: AsyncConnection, there: dict[str, _Open], fresh: list[tuple[Saying, Kept]]
    ) -> None:
        if not fresh:
            return
        await tx.execute(_KEEP, [self._row(s, k, there) for s, k in fresh])
        touched = {s.conversation for s, _ in fresh}
        await tx.execute(_LAST_SEQ, [_counters(there[c]) for c in sorted(touched)])
        if changes := [change for c in sorted(touched) for change in there[c].changes]:
            await tx.execute(insert(risk_changes), changes)
        for saying, kept in fresh:
            if saying.raising:
                await self._flag(tx, there[saying.conversation].row, saying, kept)

    def _row(self, saying: Saying, kept: Kept, there: dict[str, _Open]) -> dict[str, Any]:
        key = talks.key_of(there[saying.conversation].row)
        sealed = self.sealer.message(
            saying.conversation, key, saying.ref, saying.text, saying.verdict.findings
        )
        opinion = Waits.BOTH if saying.wants_opinion else Waits.QUICK
        return row_of(kept.message, sealed, opinion=opinion)

    async def _flag(self, tx: AsyncConnection, row: Row[Any], saying: Saying, kept: Kept) -> None:
        if saying.raising is None:
            return
        flag = flagging.raised(
            FlagId(self.new_id()),
            saying.raising,
            conversation=saying.conversation,
            seq=kept.message.seq,
            by="screen",
            at=saying.at,
        )
        await flagging.raise_or_add(tx, self.sealer, talks.key_of(row), flag)


# Statements are built once: to build one costs more than to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_SPEAKERS = select(members.c.conversation, members.c.person, members.c.name).where(
    members.c.conversation.in_(_IDS),
    members.c.left_at.is_(None),
    members.c.standing == Standing.SPEAKER,
)
_KNOWN = select(messages).where(
    messages.c.conversation.in_(_IDS),
    messages.c.ref.in_(bindparam("refs", expanding=True)),
)
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
    """Levels rise with what visitors say; a backstage has none."""
    if now.row.kind != Kind.ONE_TO_ONE or saying.verdict.level <= now.level:
        return None
    change = {"before": now.level, "after": saying.verdict.level, "by": "screen"}
    now.changes.append({"conversation": saying.conversation, "at": saying.at, **change})
    now.level = saying.verdict.level
    return saying.verdict.level


def _message(saying: Saying, seq: int, name: str) -> Message:
    return Message(
        conversation=saying.conversation,
        seq=seq,
        ref=saying.ref,
        speaker=saying.speaker.id,
        role=saying.speaker.role,
        name=name,
        text=saying.text,
        at=saying.at,
        withheld=saying.withheld,
        findings=saying.verdict.findings,
    )


async def _speakers(tx: AsyncConnection, ids: set[Any]) -> dict[tuple[str, str], str]:
    """Who may speak where, and under which name."""
    rows = await tx.execute(_SPEAKERS, {"ids": list(ids)})
    return {(row.conversation, row.person): row.name for row in rows}


async def _known(tx: AsyncConnection, batch: Sequence[Saying]) -> dict[Place, Message]:
    """What of this batch was kept before. Its words aren't needed again."""
    wanted = {(s.conversation, s.speaker.id, s.ref): s for s in batch}
    places = {"ids": list({s.conversation for s in batch}), "refs": list({s.ref for s in batch})}
    rows = await tx.execute(_KNOWN, places)
    found: dict[Place, Message] = {}
    for row in rows:
        if saying := wanted.get(place := (row.conversation, row.speaker, row.ref)):
            found[place] = _again(saying, row)
    return found


def _again(saying: Saying, row: Row[Any]) -> Message:
    return Message(
        conversation=saying.conversation,
        seq=row.seq,
        ref=row.ref,
        speaker=saying.speaker.id,
        role=saying.speaker.role,
        name=saying.speaker.name,
        text="",
        at=row.at,
        withheld=row.withheld,
    )
