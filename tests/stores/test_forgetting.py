"""What is forgotten can't be found: not in a table, not in a file, not with a later key."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.domain.flag import Outcome
from server.domain.lifecycle import StepNotAllowed
from server.domain.mentoring import MentorsWord
from server.domain.referral import ReferralStep
from server.domain.refusal import Refusal
from server.domain.staff import NewSession
from server.stores.keys.alone import key_of
from server.stores.keys.day_keys import KeyGone
from server.stores.keys.vault import Vault
from server.stores.leases import LeaseLost
from server.stores.rows import papers, unsaid
from server.stores.tables.accounts import proofs
from server.stores.tables.core import conversations, flags, messages, metadata, visits
from server.stores.tables.house import invitations, risk_changes, staff_sessions
from server.stores.tables.silences import thanks
from tests.stores.line import LEAVES, a_line, insert_rows, looked_at

CANARY = "canary-in-a-coal-mine"


async def a_full_life(line, flagged=False):
    """A conversation with words in every place that can hold words; returns its sealed bytes."""
    visitor, peer, talk = await line.paired(topic="loss", distress=9, region="GB")
    mona = await line.moderator()
    await line.say(visitor, talk, CANARY)
    await stopped(line, mona, peer, talk)
    await line.worries(visitor, talk, CANARY, Level.L2)
    flag = await line.only_flag()
    await line.supervision.join(mona, talk, line.clock())
    backstage = (await line.talk_row(talk)).backstage
    await line.say(mona, backstage, CANARY)
    await line.alerts.set_level(talk, Level.L1, mona, CANARY, line.clock())
    referral, _ = await line.refer(mona, talk)
    at = line.clock()
    await line.referrals.answer(referral, visitor, accept=True, at=at, summary=CANARY)
    await line.referrals.go(referral, ReferralStep.HAND_OVER, mona, CANARY, at)
    if not flagged:
        await line.alerts.claim(flag.id, mona, line.clock())
        await line.alerts.resolve(flag.id, mona, Outcome.CONFIRMED, CANARY, line.clock())
    await line.end(peer, talk, LEAVES)
    await line.wrap_up(peer, talk, CANARY)
    await line.answers("vera", CANARY)
    return await sealed_bytes(line)


async def stopped(line, mona, peer, talk):
    """Words of a new peer that their mentor stopped."""
    await line.on_probation(peer.id)
    await line.supervision.read(mona, talk, line.clock())
    await line.mentors.mentor(mona, talk, line.clock())
    await line.say(peer, talk, CANARY, ref="stopped")
    said = MentorsWord(CANARY, CANARY)
    await line.first_reads.stop(mona, talk, "stopped", said, line.clock())


async def test_after_forgetting_no_row_is_left(line):
    sealed = await a_full_life(line)
    assert len(sealed) > 8
    wake = await line.forgetting.forget("vera")
    assert "vera" in looked_at(wake)
    assert wake.wall
    for name, table in metadata.tables.items():
        if name not in OF_THE_HOUSE:
            assert await line.rows(table) == [], name


async def test_after_forgetting_the_files_hold_nothing_of_it(line, data_dir):
    sealed = await a_full_life(line)
    await line.forgetting.forget("vera")
    await nothing_left(line, data_dir, sealed)


async def test_after_its_time_nothing_is_left_of_it(line, data_dir):
    sealed = await a_full_life(line)
    fence = await line.lead("retention")
    line.clock.passes(hours=24 * 3 - 1)  # its highest level was L2
    assert await line.forgetting.past(fence, line.clock()) == 0
    assert await line.count(messages) > 0
    line.clock.passes(hours=1)
    assert await line.forgetting.past(fence, line.clock()) == 1
    assert await line.forgetting.past(fence, line.clock()) == 0
    assert await line.count(conversations) == 0
    await nothing_left(line, data_dir, sealed)


async def test_a_flag_that_nobody_resolved_stays_bare(line, data_dir):
    sealed = await a_full_life(line, flagged=True)
    await line.forgetting.forget("vera")
    raised = await line.raised()
    (flag,) = raised.flags
    assert (flag.level, flag.words, flag.reasons) == (Level.L2, "", ("It sounds like suicide.",))
    assert raised.pseudonyms[flag.conversation] == "Quiet vera"
    assert (await line.on_wall()).talks == ()
    assert await line.count(messages) == 0
    (visit,) = await line.rows(visits)
    assert (visit.feedback, visit.topic, visit.distress, visit.helped) == (None,) * 4
    assert [c.reason for c in await line.rows(risk_changes) if c.reason] == []
    assert await line.view(await line.visitor("vera")) is not None
    await nothing_left(line, data_dir, sealed)


async def test_a_bare_flag_can_be_resolved_and_then_the_rest_goes(line):
    await a_full_life(line, flagged=True)
    await line.forgetting.forget("vera")
    mona, flag = await line.moderator(), await line.only_flag()
    fence = await line.lead("retention")
    assert await line.forgetting.past(fence, line.clock()) == 0
    await line.alerts.claim(flag.id, mona, line.clock())
    await line.alerts.resolve(flag.id, mona, Outcome.HANDED_ON, "I rang", line.clock())
    assert await line.forgetting.past(fence, line.clock()) == 1
    for table in (conversations, visits, flags):
        assert await line.count(table) == 0


async def test_the_schedule_clears_no_flag(line, data_dir):
    sealed = await a_full_life(line, flagged=True)
    fence = await line.lead("retention")
    line.clock.passes(days=30)
    assert await line.forgetting.past(fence, line.clock()) == 1
    assert await line.forgetting.past(fence, line.clock()) == 0  # it does not come round for ever
    assert (await line.only_flag()).words == ""
    await nothing_left(line, data_dir, sealed)


async def test_a_flag_raised_backstage_stays_as_well(line):
    _, peer, talk = await line.paired()
    await line.worries(peer, (await line.talk_row(talk)).backstage)
    await line.visits.leave("vera", line.clock())
    await line.forgetting.forget("vera")
    flag, mona = await line.only_flag(), await line.moderator()
    await line.alerts.claim(flag.id, mona, line.clock())
    await line.alerts.resolve(flag.id, mona, Outcome.HANDED_ON, "We talked", line.clock())
    assert await line.forgetting.past(await line.lead("retention"), line.clock()) == 1
    assert await line.count(conversations) == 0


async def test_what_is_still_open_is_not_forgotten(line):
    visitor, _, talk = await line.paired()
    with pytest.raises(StepNotAllowed):
        await line.forgetting.forget("vera")
    await line.say(visitor, talk, "I am still here")


async def test_forgetting_twice_is_harmless(line):
    await line.visitor("vera")
    await line.visits.leave("vera", line.clock())
    for _ in range(2):
        await line.forgetting.forget("vera")
    assert await line.count(visits) == 0


async def test_after_forgetting_feedback_has_nowhere_to_go(line):
    await a_full_life(line, flagged=True)
    await line.forgetting.forget("vera")
    with pytest.raises(Refusal):
        await line.answers("vera", "late")


async def test_others_are_left_alone(line):
    await a_full_life(line)
    wim = await line.visitor("wim")
    await line.say(wim, "talk-wim", "I stay")
    await line.forgetting.forget("vera")
    assert [m.text for m in await line.talks.tail("wim", "talk-wim", 0, 9)] == ["I stay"]


async def test_forgetting_goes_on_a_page_at_a_time(line):
    for n in range(5):
        await line.visitor(f"v{n}")
        await line.visits.leave(f"v{n}", line.clock())
    line.clock.passes(hours=24)
    fence = await line.lead("retention")
    counts = [await line.forgetting.past(fence, line.clock(), most=2) for _ in range(4)]
    assert counts == [2, 2, 1, 0]


async def test_a_former_leader_forgets_nothing(line):
    await line.visitor("vera")
    await line.visits.leave("vera", line.clock())
    old = await line.leases.take("retention", "one", 10)
    line.clock.passes(days=9)
    assert await line.leases.take("retention", "two", 10)
    with pytest.raises(LeaseLost):
        await line.forgetting.past(old, line.clock())
    assert await line.count(visits) == 1


async def test_old_invitations_and_sign_ins_go(line):
    await line.employed("pat")
    at = line.clock()
    for n, (expires, used) in enumerate(((1, None), (9, None), (9, at))):
        more = {"roles": (), "created_by": "x", "created_at": at, "used_at": used}
        ends = at + timedelta(hours=expires)
        await insert_rows(line, invitations, token_hash=f"{n}", expires_at=ends, **more)
    for n in (1, 9):
        ends = at + timedelta(hours=n)
        more = {"staff": "pat", "created_at": at, "expires_at": ends}
        await insert_rows(line, staff_sessions, token_hash=f"{n}", **more)
    line.clock.passes(hours=2)
    await line.forgetting.past(await line.lead("retention"), line.clock())
    assert [r.token_hash for r in await line.rows(invitations)] == ["1"]
    assert [r.token_hash for r in await line.rows(staff_sessions)] == ["9"]


async def test_forgetting_goes_on_after_somebody_was_signed_in(line):
    await line.employed("pat")
    assert await line.sessions.begin("pat", NewSession("token", line.clock()))
    _, peer, talk = await line.paired()
    await line.end(peer, talk, LEAVES)
    line.clock.passes(days=9)
    assert await line.forgetting.past(await line.lead("retention"), line.clock()) == 1
    assert await line.rows(staff_sessions) == await line.rows(proofs) == []
    assert await line.count(conversations) == 0


async def test_what_staff_leave_behind_keeps_no_conversation_from_being_forgotten(line):
    _, peer, talk = await line.paired()
    await line.end(peer, talk, LEAVES)
    line.clock.passes(days=9)
    fence = await line.lead("retention")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(papers, "forget", _breaks)
        with pytest.raises(OSError, match="papers"):
            await line.forgetting.past(fence, line.clock())
    assert await line.count(conversations) == 0


@pytest.mark.parametrize("what", [papers, unsaid])
async def test_no_fault_keeps_the_key_of_a_day_of_which_nothing_is_left(line, what):
    _, peer, talk = await line.paired()
    await line.end(peer, talk, LEAVES)
    line.clock.passes(days=9)
    fence = await line.lead("retention")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(what, "forget" if what is papers else "forget_read", _breaks)
        with pytest.raises(OSError, match="papers"):
            await line.forgetting.past(fence, line.clock())
    assert line.vault.days() == []


async def _breaks(*_):
    raise OSError("papers")


async def test_a_days_key_is_destroyed_when_nothing_needs_it(line):
    await line.visitor("vera")
    first = line.clock().date().isoformat()
    line.clock.passes(days=1)
    await line.visitor("wim")
    assert await line.forgetting.days(line.clock()) == []  # one waits under it
    await line.visits.leave("vera", line.clock())
    await line.forgetting.forget("vera")
    assert await line.forgetting.days(line.clock()) == [first]
    assert await line.forgetting.days(line.clock()) == []
    assert line.vault.days() == [line.clock().date().isoformat()]


async def test_a_bare_flag_needs_no_key(line):
    visitor, peer, talk = await line.paired()
    await line.worries(visitor, talk)
    await line.end(peer, talk, LEAVES)
    await line.forgetting.forget("vera")
    line.clock.passes(days=2)
    assert len(await line.forgetting.days(line.clock())) == 1


async def test_just_after_midnight_yesterdays_key_may_still_be_wanted(line):
    line.clock.passes(hours=11, minutes=59)
    line.vault.new_key("begun before midnight, committed after")
    line.clock.passes(minutes=2)
    assert await line.forgetting.days(line.clock()) == []
    line.clock.passes(hours=1)
    assert len(await line.forgetting.days(line.clock())) == 1


async def test_what_a_visitor_deleted_cannot_be_read_from_a_copy_made_before(line, data_dir):
    """With the living keys, for as long as anybody else's words of that day are kept."""
    vera, peer, talk = await line.paired()
    wim = await line.visitor("wim")
    await line.say(vera, talk, CANARY)
    await line.say(wim, "talk-wim", "I stay")
    await line.end(peer, talk, LEAVES)
    for said in ("A first answer", CANARY):
        await line.thanks.keep("vera", 3, said, line.clock())
    copy = [*await line.rows(conversations), *await line.rows(thanks)]
    keys = [key_of(row) for row in copy if row.id != "talk-wim"]
    message = next(row for row in await line.rows(messages) if row.ref and row.sealed)
    old = Vault(data_dir / "keys", line.clock)
    mine = key_of(await line.talk_row(talk))
    assert old.unseal(talk, mine, message.sealed, message.ref.encode())
    await line.forgetting.forget("vera")
    anew = Vault(data_dir / "keys", line.clock)
    assert len(keys) == 3  # of the conversation, its backstage and the thanks
    for key in keys:
        with pytest.raises(KeyGone):
            anew.unseal(talk, key, message.sealed, message.ref.encode())
    assert [m.text for m in await line.talks.tail("wim", "talk-wim", 0, 9)] == ["I stay"]


async def test_what_went_on_schedule_cannot_be_read_from_a_copy_made_before(line):
    vera, _, talk = await line.paired()
    await line.say(vera, talk, CANARY)
    key = key_of(await line.talk_row(talk))
    await line.visits.leave("vera", line.clock())
    line.clock.passes(days=1)
    assert await line.forgetting.past(await line.lead("retention"), line.clock()) == 1
    with pytest.raises(KeyGone):
        line.vault.seal(talk, key, b"", b"")


async def test_with_the_days_key_gone_not_even_a_copy_can_be_read(line):
    visitor, _, talk = await line.paired()
    await line.say(visitor, talk, CANARY)
    line.vault.destroy_day(line.clock().date().isoformat())
    line.clock.passes(seconds=6)
    with pytest.raises(KeyGone):
        await line.talks.tail("vera", talk, 0, 9)


async def test_a_lost_key_does_not_take_the_wall_down(line):
    visitor, _, talk = await line.paired()
    mona = await line.moderator()
    await line.worries(visitor, talk)
    await line.refer(mona, talk)
    line.vault.destroy_day(line.clock().date().isoformat())
    line.clock.passes(seconds=6)
    wall = await line.on_wall()
    assert [flag.words for flag in (await line.raised()).flags] == [""]
    assert [t.referral.reason for t in wall.talks] == [""]


async def test_forgetting_amid_the_bustle_holds_nobody_up(line, database_url, data_dir):
    people = [await line.visitor(f"v{n}") for n in range(4)]
    for person in people[:2]:
        await line.say(person, f"talk-{person.id}", CANARY)
        await line.visits.leave(person.id, line.clock())
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        fence = await line.lead("retention")
        doing = [line.forgetting.forget("v0"), other.forgetting.forget("v1")]
        doing += [line.forgetting.past(fence, line.clock())]
        doing += [one.say(p, f"talk-{p.id}") for p in people[2:] for one in (line, other)]
        doing += [line.on_wall(), other.view(people[2])]
        async with asyncio.timeout(100):
            await asyncio.gather(*doing)
    assert await line.seqs("talk-v2") == [1, 2]
    assert {row.id for row in await line.rows(visits)} == {"v2", "v3"}


async def test_files_that_were_busy_are_swept_the_next_time(sqlite_url, data_dir):
    async with a_line(sqlite_url, data_dir / "keys") as line:
        visitor = await line.visitor("vera")
        await line.say(visitor, "talk-vera", CANARY)
        sealed = await sealed_bytes(line)
        await line.visits.leave("vera", line.clock())
        path = data_dir / "warmline.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM visits").fetchone()
            await line.forgetting.forget("vera")
            reader.execute("COMMIT")
        assert await line.forgetting.past(await line.lead("retention"), line.clock()) == 0
        await nothing_left(line, data_dir, sealed)


OF_THE_HOUSE = (
    *("staff", "duties", "leases", "audit", "processes", "staff_sessions", "invitations"),
    "disclosures",  # of peers about themselves, for the matchmaker
    "waits",  # how long, but not whose (tests/stores/test_waits.py)
    "bare_facts",  # what was counted, but not of whom (tests/stores/test_counted.py)
    "papers",  # of those who work here
)


async def sealed_bytes(line):
    """Every sealed word and every wrapped key that is kept now."""
    found = []
    for table in metadata.sorted_tables:
        for row in await line.rows(table):
            found += [value for value in row if isinstance(value, bytes) and value]
    return found


async def nothing_left(line, data_dir, sealed):
    kept = await sealed_bytes(line)
    needles = [CANARY.encode(), *sealed]
    assert not set(kept) & set(sealed)
    if not line.db.is_sqlite:
        return
    for path in data_dir.glob("warmline.sqlite*"):
        content = path.read_bytes()
        assert [n for n in needles if n in content] == [], path.name
