"""Assessments, inside somebody's transaction. A conversation has one, which is added to."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.assessment import Answers, Assessment, Timeframe, Told
from server.domain.ids import ConversationId
from server.stores.database import Database
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import SealedKey, Unreadable
from server.stores.tables.care import assessments
from server.stores.tables.core import conversations

ABOUT = "assessment"
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_OF_TALKS = (
    select(assessments, conversations.c.key_day, conversations.c.wrapped_key)
    .join(conversations, conversations.c.id == assessments.c.conversation)
    .where(assessments.c.conversation.in_(_IDS))
)


class _Sealed(msgspec.Struct, frozen=True):
    thoughts: Told | None = None
    plan: Told | None = None
    means: Told | None = None
    time: Timeframe | None = None
    protects: str = ""


async def put(
    db: Database, tx: AsyncConnection, sealer: Sealer, key: SealedKey, assessment: Assessment
) -> None:
    """In the place of what was known. The conversation is locked."""
    changed = {
        "level": assessment.level,
        "by": assessment.by,
        "at": assessment.at,
        "sealed": _seal(sealer, key, assessment),
    }
    new = db.insert(assessments).values(conversation=assessment.conversation, **changed)
    again = new.on_conflict_do_update(index_elements=assessments.primary_key, set_=changed)
    await tx.execute(again)


async def of_talks(
    tx: AsyncConnection, sealer: Sealer, ids: Sequence[str]
) -> dict[str, Assessment]:
    rows = await tx.execute(_OF_TALKS, {"ids": list(ids)})
    return {row.conversation: _assessment_of(row, sealer) for row in rows}


def _seal(sealer: Sealer, key: SealedKey, assessment: Assessment) -> bytes:
    answers = assessment.answers
    content = _Sealed(
        answers.thoughts, answers.plan, answers.means, answers.time, assessment.protects
    )
    words = msgspec.json.encode(content).decode()
    return sealer.words(assessment.conversation, key, words, ABOUT)


def _assessment_of(row: Row[Any], sealer: Sealer) -> Assessment:
    content = _read(row, sealer)
    return Assessment(
        conversation=ConversationId(row.conversation),
        answers=Answers(content.thoughts, content.plan, content.means, content.time),
        protects=content.protects,
        level=Level(row.level),
        by=row.by,
        at=row.at,
    )


def _read(row: Row[Any], sealer: Sealer) -> _Sealed:
    """A destroyed key must not take the desk or the wall down."""
    key = SealedKey(row.key_day, row.wrapped_key)
    try:
        words = sealer.read_words(row.conversation, key, row.sealed, ABOUT)
    except (KeyGone, Unreadable):
        return _Sealed()
    return msgspec.json.decode(words, type=_Sealed)
