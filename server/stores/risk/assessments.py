"""Assessments: kept as they are answered, and the level rises with them in the same moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.domain.assessment import Assessment
from server.domain.conversation import Conversation
from server.domain.escalation import Raising
from server.domain.flag import Flag
from server.domain.ids import FlagId
from server.domain.lifecycle import StepNotAllowed
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.stores.database import Database
from server.stores.keys.sealing import Sealer
from server.stores.rows import assessments as rows
from server.stores.rows import conversations as talks
from server.stores.rows import flags
from server.stores.rows.levels import set_level


@dataclass(frozen=True, slots=True)
class SqlAssessments:
    db: Database
    sealer: Sealer
    new_id: Callable[[], str]

    async def keep(self, by: Session, assessment: Assessment, raising: Raising) -> Wake:
        """Raises Refusal(NOT_FOUND) for who does not speak there.

        Levels only rise here; one that somebody has lowered, only with an answer that is new.
        """
        async with self.db.write() as tx:
            talk = await talks.one(self.db, tx, assessment.conversation)
            talks.require_speaker(talk, by.id)
            if not talk.accepts_words or by.role is Role.VISITOR:
                raise StepNotAllowed("nobody is asked here")
            row = (await talks.locked(self.db, tx, [talk.id]))[talk.id]
            known = (await rows.of_talks(tx, self.sealer, [talk.id])).get(talk.id)
            await rows.put(self.db, tx, self.sealer, talks.key_of(row), assessment)
            fresh = known is None or known.answers != assessment.answers
            if fresh and raising.level > talk.level:
                flag = self._flag(talk, by, raising, assessment.at)
                await flags.raise_or_add(tx, self.sealer, talks.key_of(row), flag, hand=by.id)
                await set_level(tx, row, raising.level, by.id, assessment.at)
            wake = Wake(wall=True, queue=True)
            wake.look_in(talk)
            return wake

    def _flag(self, talk: Conversation, by: Session, raising: Raising, at: datetime) -> Flag:
        id_ = FlagId(self.new_id())
        return flags.raised(
            id_, raising, conversation=talk.id, seq=talk.last_seq, by=by.name, at=at
        )
