"""How often the alarms were right, from what moderators said on resolving flags."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from server.contract.alarm_requests import AlarmRecordCard, AlarmRecords, ShowAlarmRecords
from server.domain.alarm_record import AlarmRecord, records
from server.domain.flag import Outcome
from server.domain.staff import StaffMember
from server.services.ports import Now

BACK: Final = timedelta(days=90)


class ResolvedFlags(Protocol):
    async def resolved(self, since: datetime) -> list[tuple[tuple[str, ...], Outcome]]: ...


@dataclass(frozen=True, slots=True)
class Recording:
    flags: ResolvedFlags
    now: Now

    async def show(self, _: StaffMember, __: ShowAlarmRecords) -> AlarmRecords:
        found = await self.flags.resolved(self.now() - BACK)
        return AlarmRecords(records=tuple(map(_card, records(found))))


def _card(record: AlarmRecord) -> AlarmRecordCard:
    low, high = record.share
    return AlarmRecordCard(
        reason=record.reason, right=record.right, false=record.false, low=low, high=high
    )
