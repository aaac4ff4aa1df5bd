"""What moderators say on resolving a flag feeds a table by reason."""

from datetime import timedelta

import pytest

from moderation.verdict import Concern
from server.contract.alarm_requests import MarkMissed, MarkWrong, ShowAlarmRecords
from server.domain.flag import Outcome
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.staff import StaffMember
from server.services.watch.alarm_records import Recording
from server.stores.tables.core import flags
from server.stores.tables.house import bare_facts
from server.stores.tables.samples import labels
from server.stores.watch.alarm_records import SqlAlarmRecords
from server.stores.watch.labels import SqlLabels
from tests.stores.line import LEAVES

MONA = StaffMember("mona", "Mona", (Role.MODERATOR,))


def recording_of(house):
    labels = SqlLabels(house.db, house.sealer)
    return Recording(SqlAlarmRecords(house.db), labels, house.clock)


async def resolved(house, name, outcome):
    visitor, _, talk = await house.paired(f"v{name}", f"p{name}")
    await house.worries(visitor, talk)
    mona = await house.moderator("mona")
    flag = next(one for one in (await house.raised()).flags if one.conversation == talk)
    await house.alerts.claim(flag.id, mona, house.clock())
    await house.alerts.resolve(flag.id, mona, outcome, "words", house.clock())
    return flag.reasons


async def test_false_and_right_alarms_are_counted_by_reason_with_an_interval(house):
    recording = recording_of(house)
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


async def test_a_forgotten_flag_is_counted_still(house):
    """Those of L0 and L1 go after a day: without them alarms would look righter than they are."""
    recording = recording_of(house)
    await resolved(house, "1", Outcome.FALSE_ALARM)
    before = await recording.show(MONA, ShowAlarmRecords())
    await forgotten(house, "1")
    assert await house.rows(flags) == []
    assert await recording.show(MONA, ShowAlarmRecords()) == before
    for row in await house.rows(bare_facts):
        assert row.at == row.at.replace(minute=0, second=0)
        assert "talk-v1" not in row.facts and "p1" not in row.facts
    house.clock.passes(days=92)
    await house.forgetting.past(await house.lead("retention"), house.clock())
    assert await house.rows(bare_facts) == []


async def forgotten(house, name):
    await house.end(Session(f"p{name}", Role.PEER), f"talk-v{name}", LEAVES)
    await house.forgetting.forget(f"v{name}")


PAT = StaffMember("pat", "Pat", (Role.PEER,))


async def test_a_peer_says_that_a_hint_was_wrong_and_its_reason_is_counted(house):
    visitor, _, talk = await house.paired()
    kept = await house.worries(visitor, talk)
    recording, told = recording_of(house), {"conversation": talk, "seq": kept.message.seq}
    for _ in range(2):
        await recording.mark_wrong(PAT, MarkWrong(concern=Concern.SUICIDE, **told))
    (record,) = (await recording.show(MONA, ShowAlarmRecords())).records
    assert (record.reason, record.wrong) == ("It sounds like thoughts of suicide.", 1)
    with pytest.raises(Refusal):  # nothing of this was noticed
        await recording.mark_wrong(PAT, MarkWrong(concern=Concern.ABUSE, **told))
    assert (await house.only_flag()).state == "raised"


async def test_a_moderator_who_reads_along_says_what_the_screen_missed(house):
    visitor, _, talk = await house.paired()
    kept = await house.say(visitor, talk, "I gave my cat to my sister")
    mona = await house.moderator("mona")
    recording = recording_of(house)
    miss = MarkMissed(conversation=talk, seq=kept.message.seq, concern=Concern.SUICIDE)
    with pytest.raises(Refusal) as refused:  # who does not hear it can't tell that it exists
        await recording.mark_missed(MONA, miss)
    assert refused.value.code is Code.NOT_FOUND
    await house.supervision.read(mona, talk, house.clock())
    await recording.mark_missed(MONA, miss)
    (missed,) = (await recording.show(MONA, ShowAlarmRecords())).missed
    assert (missed.concern, missed.count) == (Concern.SUICIDE, 1)


async def test_a_label_is_counted_still_when_its_conversation_is_forgotten(house):
    visitor, pat, talk = await house.paired()
    kept = await house.worries(visitor, talk)
    recording = recording_of(house)
    wrong = MarkWrong(conversation=talk, seq=kept.message.seq, concern=Concern.SUICIDE)
    await recording.mark_wrong(PAT, wrong)
    before = await recording.show(MONA, ShowAlarmRecords())
    await house.end(pat, talk, LEAVES)
    await house.forgetting.forget("vera")
    assert await house.rows(labels) == []
    assert await recording.show(MONA, ShowAlarmRecords()) == before


async def test_nobody_labels_what_they_do_not_hear_or_what_no_visitor_said(house):
    visitor, pat, talk = await house.paired()
    theirs = await house.worries(visitor, talk)
    own = await house.say(pat, talk, "Are you safe?")
    recording = recording_of(house)
    other = StaffMember("other", "Other", (Role.PEER,))
    for who, kept in ((other, theirs), (PAT, own)):
        wrong = MarkWrong(conversation=talk, seq=kept.message.seq, concern=Concern.SUICIDE)
        with pytest.raises(Refusal) as refused:
            await recording.mark_wrong(who, wrong)
        assert refused.value.code is Code.NOT_FOUND
