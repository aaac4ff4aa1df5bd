"""How often the alarms were right, from what moderators said on resolving flags."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from moderation.verdict import Concern
from server.contract.alarm_requests import (
    AlarmRecordCard,
    AlarmRecords,
    MarkMissed,
    MarkWrong,
    MissedCard,
    ShowAlarmRecords,
)
from server.domain.alarm_record import AlarmRecord, missed, records
from server.domain.flag import Outcome
from server.domain.ids import StaffId
from server.domain.labelling import Label
from server.domain.staff import StaffMember
from server.services.ports import Now

BACK: Final = timedelta(days=90)


class ResolvedFlags(Protocol):
    async def resolved(self, since: datetime) -> list[tuple[tuple[str, ...], Outcome]]: ...


class Labels(Protocol):
    async def missed(
        self, by: StaffId, place: tuple[str, int], concern: str, at: datetime
    ) -> None: ...
    async def wrong(
        self, by: StaffId, place: tuple[str, int], concern: str, at: datetime
    ) -> None: ...
    async def since(self, start: datetime) -> list[Label]: ...


@dataclass(frozen=True, slots=True)
class Recording:
    flags: ResolvedFlags
    labels: Labels
    now: Now

    async def show(self, _: StaffMember, __: ShowAlarmRecords) -> AlarmRecords:
        start = self.now() - BACK
        found, labels = await self.flags.resolved(start), await self.labels.since(start)
        return AlarmRecords(
            records=tuple(map(_card, records(found, labels))),
            missed=tuple(MissedCard(concern=Concern(c), count=n) for c, n in missed(labels)),
        )

    async def mark_missed(self, who: StaffMember, asked: MarkMissed) -> None:
        place = asked.conversation, asked.seq
        await self.labels.missed(who.id, place, asked.concern.value, self.now())

    async def mark_wrong(self, who: StaffMember, asked: MarkWrong) -> None:
        place = asked.conversation, asked.seq
        await self.labels.wrong(who.id, place, asked.concern.value, self.now())


def _card(record: AlarmRecord) -> AlarmRecordCard:
    low, high = record.share
    return AlarmRecordCard(
        reason=record.reason,
        right=record.right,
        false=record.false,
        low=low,
        high=high,
        wrong=record.wrong,
    )
