"""What moderators say on resolving a flag feeds a table by reason."""

from datetime import timedelta

from server.contract.alarm_requests import ShowAlarmRecords
from server.domain.flag import Outcome
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.watch.alarm_records import Recording
from server.stores.watch.alarm_records import SqlAlarmRecords

MONA = StaffMember("mona", "Mona", (Role.MODERATOR,))


async def resolved(house, name, outcome):
    visitor, _, talk = await house.paired(f"v{name}", f"p{name}")
    await house.worries(visitor, talk)
    mona = await house.moderator("mona")
    flag = next(one for one in (await house.raised()).flags if one.conversation == talk)
    await house.alerts.claim(flag.id, mona, house.clock())
    await house.alerts.resolve(flag.id, mona, outcome, "words", house.clock())
    return flag.reasons


async def test_false_and_right_alarms_are_counted_by_reason_with_an_interval(house):
    recording = Recording(SqlAlarmRecords(house.db), house.clock)
    assert (await recording.show(MONA, ShowAlarmRecords())).records == ()
    reasons = await resolved(house, "1", Outcome.FALSE_ALARM)
    await resolved(house, "2", Outcome.CONFIRMED)
    await resolved(house, "3", Outcome.HANDED_ON)
    found = {one.reason: one for one in (await recording.show(MONA, ShowAlarmRecords())).records}
    assert set(found) == set(reasons)
    (record,) = found.values()
    assert (record.right, record.false) == (2, 1)
    assert 0.2 < record.low < 2 / 3 < record.high < 0.94
    house.clock.passes(days=91)
    assert (await recording.show(MONA, ShowAlarmRecords())).records == ()


async def test_a_flag_that_is_not_resolved_says_nothing_yet(house):
    visitor, _, talk = await house.paired()
    await house.worries(visitor, talk)
    found = await SqlAlarmRecords(house.db).resolved(house.clock() - timedelta(days=1))
    assert found == []
