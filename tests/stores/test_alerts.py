"""Flags: one claimer, a clock that goes round, a level that people alone lower."""

import asyncio
from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.flag import FlagState, Outcome
from server.domain.lifecycle import StepNotAllowed
from server.domain.paging import Lapsed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.stores import audit
from server.stores.leases import LeaseLost
from server.stores.tables.core import conversations, flags
from server.stores.tables.house import audit as audit_table
from server.stores.tables.house import risk_changes
from tests.stores.line import FLAG_TIMES, a_line, looked_at


def in_a_minute(flag, at):
    return Lapsed(at + timedelta(seconds=60))


@pytest.fixture
async def pair(line):
    return await line.paired()


@pytest.fixture
async def mona(line):
    return await line.moderator("mona")


@pytest.fixture
async def mike(line):
    return await line.moderator("mike")


async def test_of_two_who_claim_at_once_one_is_told_taken(line, database_url, data_dir, pair):
    visitor, _, talk = pair
    mona, mike = await line.moderator("mona"), await line.moderator("mike")
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        await line.worries(visitor, talk)
        flag = await line.only_flag()
        claims = (line.alerts.claim(flag.id, mona, line.clock()),)
        claims += (other.alerts.claim(flag.id, mike, line.clock()),)
        async with asyncio.timeout(100):
            results = await asyncio.gather(*claims, return_exceptions=True)
    refused = [r for r in results if isinstance(r, Refusal)]
    assert [r.code for r in refused] == [Code.TAKEN]
    winner = "mike" if isinstance(results[0], Refusal) else "mona"
    assert (await line.only_flag()).claimed_by == winner


async def test_claiming_stops_the_clock_and_is_written_down(line, pair, mona):
    visitor, _, talk = pair
    await line.worries(visitor, talk)
    wake = await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    assert looked_at(wake) == {"vera", "pat"}
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.due_at) == (FlagState.CLAIMED, "mona", None)
    assert flag.claimed_at == line.clock()
    (entry,) = await line.rows(audit_table)
    assert (entry.who, entry.did, entry.about) == ("mona", "claim_flag", flag.id)


async def test_claiming_ones_own_again_changes_nothing(line, pair, mona):
    visitor, _, talk = pair
    await line.worries(visitor, talk)
    flag = await line.only_flag()
    for _ in range(2):
        await line.alerts.claim(flag.id, mona, line.clock())
    assert await line.count(audit_table) == 1


async def test_only_who_claimed_it_resolves_it(line, pair, mona, mike):
    visitor, _, talk = pair
    await line.worries(visitor, talk)
    flag = await line.only_flag()
    with pytest.raises(StepNotAllowed):
        await resolved(line, flag, mona)
    await line.alerts.claim(flag.id, mona, line.clock())
    with pytest.raises(StepNotAllowed):
        await resolved(line, flag, mike)
    await resolved(line, flag, mona)
    row = await line.flag_row()
    assert (row.state, row.outcome) == (FlagState.RESOLVED, Outcome.FALSE_ALARM)
    assert (row.resolved_by, row.resolved_at) == ("mona", line.clock())
    assert b"song" not in row.resolution
    assert (await line.raised()).flags == ()


async def test_a_resolved_flag_is_done_with(line, pair, mona):
    visitor, _, talk = pair
    await line.worries(visitor, talk)
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    await resolved(line, flag, mona)
    for again in (resolved(line, flag, mona), line.alerts.claim(flag.id, mona, line.clock())):
        with pytest.raises(StepNotAllowed):
            await again


async def test_after_it_was_resolved_a_new_worry_is_a_new_flag(line, pair, mona):
    visitor, _, talk = pair
    await line.worries(visitor, talk)
    first = await line.only_flag()
    await line.alerts.claim(first.id, mona, line.clock())
    await resolved(line, first, mona)
    await line.worries(visitor, talk)
    assert (await line.only_flag()).id != first.id
    assert await line.count(flags) == 2


async def test_a_flag_that_does_not_exist_is_not_found(line, mona):
    for asked in (line.alerts.claim("none", mona, line.clock()), resolved_id(line, "none", mona)):
        with pytest.raises(Refusal) as refused:
            await asked
        assert refused.value.code is Code.NOT_FOUND


async def test_an_unclaimed_flag_goes_to_the_next_moderator_and_then_round(line, pair, mona, mike):
    visitor, _, talk = pair
    await line.worries(visitor, talk, within=60)
    turns, fence = [], await line.lead("clocks")
    for lapses in range(3):
        line.clock.passes(seconds=60)
        await line.seen(mona, mike)
        wake = await lapse(line, fence)
        assert wake.wall
        flag = await line.only_flag()
        assert (flag.state, flag.lapses) == (FlagState.OVERDUE, lapses + 1)
        assert flag.due_at == line.clock() + timedelta(seconds=60)
        turns.append(flag.alerting)
    assert set(turns) == {"mona", "mike"}
    assert turns[0] != turns[1] != turns[2]


async def test_before_its_time_nothing_lapses(line, pair):
    visitor, _, talk = pair
    await line.worries(visitor, talk, within=60)
    line.clock.passes(seconds=59)
    wake = await lapse(line, await line.lead("clocks"))
    assert not wake.wall


async def test_with_nobody_on_duty_it_lapses_all_the_same(line, pair):
    visitor, _, talk = pair
    await line.worries(visitor, talk)
    line.clock.passes(seconds=60)
    assert (await lapse(line, await line.lead("clocks"))).wall
    assert (await line.only_flag()).alerting is None


async def test_who_has_the_fewest_flags_in_hand_is_asked_first(line, mona):
    line.clock.passes(seconds=1)
    mike = await line.moderator("mike")  # free for a shorter time than the other
    (first, _, one), (second, _, two) = [await line.paired(f"v{n}", f"p{n}") for n in range(2)]
    await line.worries(first, one)
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    await line.worries(second, two)
    line.clock.passes(seconds=60)
    await line.seen(mona, mike)
    await lapse(line, await line.lead("clocks"))
    assert [f.alerting for f in (await line.raised()).flags if f.alerting] == ["mike"]


async def test_several_flags_are_shared_out(line, mona, mike):
    for n in range(4):
        visitor, _, talk = await line.paired(f"v{n}", f"p{n}")
        await line.worries(visitor, talk)
    line.clock.passes(seconds=60)
    await line.seen(mona, mike)
    await lapse(line, await line.lead("clocks"))
    turns = [flag.alerting for flag in (await line.raised()).flags]
    assert (turns.count("mona"), turns.count("mike")) == (2, 2)


async def test_a_claim_beats_the_clock(line, database_url, data_dir, pair, mona):
    """The clock reads, somebody claims, the clock writes: the claim must stand."""
    visitor, _, talk = pair
    fence = await line.lead("clocks")
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        for _ in range(5):
            await line.worries(visitor, talk)
            line.clock.passes(seconds=60)
            await line.seen(mona)
            flag = await line.only_flag()
            both = (other.alerts.claim(flag.id, mona, line.clock()), lapse(line, fence))
            async with asyncio.timeout(100):
                await asyncio.gather(*both)
            flag = await line.only_flag()
            assert (flag.state, flag.due_at) == (FlagState.CLAIMED, None)
            await resolved(line, flag, mona)


async def test_claiming_resolving_and_saying_never_wait_for_each_other(
    line, database_url, data_dir, mona
):
    pairs = [await line.paired(f"v{n}", f"p{n}") for n in range(5)]
    for visitor, _, talk in pairs:
        await line.worries(visitor, talk)
    fence = await line.lead("clocks")
    line.clock.passes(seconds=60)
    raised = {flag.conversation: flag.id for flag in (await line.raised()).flags}
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        doing = [lapse(other, fence)]
        for visitor, peer, talk in pairs:
            doing.append(line.worries(visitor, talk, level=Level.L3))
            doing.append(other.alerts.claim(raised[talk], mona, line.clock()))
            doing.append(line.alerts.ask(peer, talk, line.raising(), line.clock()))
            doing.append(other.alerts.set_level(talk, Level.L4, mona, "", line.clock()))
            doing.append(line.supervision.read(mona, talk, line.clock()))
        async with asyncio.timeout(100):
            await asyncio.gather(*doing)
    assert all(flag.claimed_by == "mona" for flag in (await line.raised()).flags)
    assert await audit.verify(line.db) is None


async def test_a_former_leader_turns_no_clock(line, pair):
    visitor, _, talk = pair
    await line.worries(visitor, talk)
    old = await line.leases.take("clocks", "one", 10)
    line.clock.passes(seconds=61)
    assert await line.leases.take("clocks", "two", 10)
    with pytest.raises(LeaseLost):
        await lapse(line, old)
    assert (await line.only_flag()).lapses == 0


async def test_a_peer_asks_for_help_by_hand(line, pair):
    _, peer, talk = pair
    raising = line.raising(Level.L1, "I don't know what to say", concern="asked_for_help")
    wake = await line.alerts.ask(peer, talk, raising, line.clock())
    assert looked_at(wake) == {"vera", "pat"}
    flag = await line.only_flag()
    assert (flag.raised_by, flag.level, flag.words) == ("Pat", Level.L1, "I don't know what to say")
    assert (await line.talk_row(talk)).level == Level.L1
    (change,) = await line.rows(risk_changes)
    assert (change.before, change.after, change.by) == (0, 1, "pat")


async def test_a_peer_who_asks_has_called_the_next_moderator_already(line, pair, mona):
    """At the lowest level nobody was called for five minutes: the peer was alone with it."""
    await asks(line, pair)
    flag = await line.only_flag()
    assert (flag.alerting, flag.due_at) == ("mona", line.clock() + timedelta(seconds=30))
    assert flag.is_asked_for


async def test_a_peer_who_asks_while_nobody_is_on_duty_waits_for_nobody(line, pair):
    await asks(line, pair)
    flag = await line.only_flag()
    assert (flag.alerting, flag.due_at) == (None, line.clock())


async def test_asking_calls_the_next_moderator_for_what_the_screen_raised(line, pair, mona):
    await line.worries(pair[0], pair[2], level=Level.L3, within=60)
    await asks(line, pair)
    flag = await line.only_flag()
    assert (flag.level, flag.alerting) == (Level.L3, "mona")
    assert flag.due_at == line.clock() + timedelta(seconds=30)


async def test_asking_takes_a_flag_from_nobody_who_has_it(line, pair, mona, mike):
    await line.worries(pair[0], pair[2])
    await line.alerts.claim((await line.only_flag()).id, mike, line.clock())
    await asks(line, pair)
    flag = await line.only_flag()
    assert (flag.claimed_by, flag.alerting, flag.state) == ("mike", None, FlagState.CALLED)
    assert flag.due_at == line.clock() + timedelta(seconds=30)


async def asks(line, pair):
    _, peer, talk = pair
    raising = line.raising(Level.L1, "", within=30, concern="asked_for_help")
    return await line.alerts.ask(peer, talk, raising, line.clock())


async def test_while_nobody_is_on_duty_a_flag_is_late_as_soon_as_its_level_says(line, pair):
    visitor, _, talk = pair
    await line.worries(visitor, talk, level=Level.L2, within=120)
    fence, alone = await line.lead("clocks"), {Level.L2: timedelta(seconds=5)}
    turning = (fence, line.clock(), line.seen_since, in_a_minute, alone)
    assert not (await line.flag_clock.lapse(*turning)).wall
    line.clock.passes(seconds=5)
    turning = (fence, line.clock(), line.seen_since, in_a_minute, alone)
    wake = await line.flag_clock.lapse(*turning)
    assert (wake.wall, wake.talks) == (True, {talk})
    assert (await line.only_flag()).lapses == 1


async def test_who_is_on_duty_is_given_the_time_to_claim_it(line, pair, mona):
    visitor, _, talk = pair
    await line.worries(visitor, talk, level=Level.L2, within=120)
    fence, alone = await line.lead("clocks"), {Level.L2: timedelta()}
    turning = (line.clock(), line.seen_since, in_a_minute, alone)
    assert not (await line.flag_clock.lapse(fence, *turning)).wall


async def test_asking_adds_to_what_the_screen_raised_and_lowers_nothing(line, pair):
    visitor, peer, talk = pair
    await line.worries(visitor, talk, "the visitor's words", Level.L3)
    raising = line.raising(Level.L1, "my words", concern="asked_for_help")
    await line.alerts.ask(peer, talk, raising, line.clock())
    flag = await line.only_flag()
    assert (flag.level, flag.words) == (Level.L3, "the visitor's words")
    assert "asked_for_help" in flag.concerns
    assert (await line.talk_row(talk)).level == Level.L3


async def test_a_stranger_raises_nothing(line, pair):
    _, peer, talk = pair
    stranger = await line.ready("eve")
    backstage = (await line.talk_row(talk)).backstage
    for who, where in ((stranger, talk), (stranger, "none"), (peer, backstage)):
        with pytest.raises(Refusal) as refused:
            await line.alerts.ask(who, where, line.raising(), line.clock())
        assert refused.value.code is Code.NOT_FOUND
    assert await line.count(flags) == 0


async def test_a_level_is_lowered_by_name_and_with_a_reason(line, pair, mona):
    visitor, _, talk = pair
    await line.worries(visitor, talk, level=Level.L3)
    with pytest.raises(Refusal) as refused:
        await line.alerts.set_level(talk, Level.L1, mona, "  ", line.clock())
    assert refused.value.code is Code.BAD_PAYLOAD
    await line.alerts.set_level(talk, Level.L1, mona, "We spoke, they are safe", line.clock())
    row = await line.talk_row(talk)
    assert (row.level, row.top_level) == (Level.L1, Level.L3)
    change = (await line.rows(risk_changes, risk_changes.c.by == "mona"))[0]
    assert (change.before, change.after) == (3, 1)
    assert b"safe" not in change.reason
    (entry,) = await line.rows(audit_table)
    assert (entry.did, entry.reason) == ("set_level", "L1")


async def test_a_level_is_raised_without_a_reason(line, pair, mona):
    _, _, talk = pair
    wake = await line.alerts.set_level(talk, Level.L4, mona, "", line.clock())
    assert wake.queue and looked_at(wake) == {"vera", "pat"}
    assert (await line.talk_row(talk)).top_level == Level.L4


async def test_danger_that_a_moderator_sees_has_a_flag_of_theirs(line, pair, mona):
    """A number alone had no owner and no clock: who raised it went home."""
    visitor, _, talk = pair
    await line.say(visitor, talk, "Hello")
    await line.alerts.set_level(talk, Level.L3, mona, "Sounds unlike herself", line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.level) == (FlagState.CLAIMED, "mona", Level.L3)
    assert (flag.words, flag.raised_by, flag.due_at) == ("Sounds unlike herself", "Mona", None)
    assert b"herself" not in (await line.flag_row()).sealed


async def test_who_raised_a_level_and_leaves_duty_hands_the_danger_on(line, pair, mona, mike):
    _, _, talk = pair
    await line.alerts.set_level(talk, Level.L4, mona, "", line.clock())
    await line.off("mona", Role.MODERATOR)
    await line.seen(mike)
    assert (await lapse(line, await line.lead("clocks"))).wall
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.alerting) == (FlagState.OVERDUE, None, "mike")


@pytest.mark.parametrize(("before", "after"), [(0, 1), (3, 2), (3, 3)])
async def test_no_flag_comes_of_what_is_no_danger_or_no_rise(line, pair, mona, before, after):
    _, _, talk = pair
    if before:
        await line.alerts.set_level(talk, Level(before), mona, "", line.clock())
        await resolved(line, await line.only_flag(), mona)
    await line.alerts.set_level(talk, Level(after), mona, "we spoke", line.clock())
    assert (await line.raised()).flags == ()


async def test_a_level_raised_over_an_open_flag_calls_whoever_has_it(line, pair, mona, mike):
    visitor, _, talk = pair
    await line.worries(visitor, talk, "the visitor's words")
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    await line.alerts.set_level(talk, Level.L4, mike, "Read it again", line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.level) == (FlagState.CALLED, "mona", Level.L4)
    assert (flag.words, flag.due_at is not None) == ("the visitor's words", True)


async def test_but_not_the_one_who_raises_it(line, pair, mona):
    visitor, _, talk = pair
    await line.worries(visitor, talk, "the visitor's words")
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    await line.alerts.set_level(talk, Level.L4, mona, "Read it again", line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.level, flag.due_at) == (FlagState.CLAIMED, Level.L4, None)


async def test_what_nobody_has_gets_less_time_when_its_level_is_raised(line, pair, mona):
    visitor, _, talk = pair
    await line.worries(visitor, talk, within=600)
    await line.alerts.set_level(talk, Level.L4, mona, "", line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.level) == (FlagState.RAISED, Level.L4)
    assert flag.due_at == line.clock() + FLAG_TIMES.within[Level.L4]


async def test_what_has_ended_has_its_level_for_good(line, pair, mona):
    _, peer, talk = pair
    await line.end(peer, talk)
    with pytest.raises(StepNotAllowed):
        await line.alerts.set_level(talk, Level.L4, mona, "", line.clock())


async def test_a_flag_outlives_the_conversation_and_can_be_resolved(line, pair, mona):
    visitor, _, talk = pair
    await line.worries(visitor, talk)
    await line.visits.leave(visitor.id, line.clock())
    flag = await line.only_flag()
    assert flag.words == "I can't go on"
    await line.alerts.claim(flag.id, mona, line.clock())
    await resolved(line, flag, mona)


async def test_what_was_raised_backstage_is_shown_with_its_conversation(line, pair, mona):
    _, peer, talk = pair
    backstage = (await line.talk_row(talk)).backstage
    await line.worries(peer, backstage, "I can't do this any more")
    wall = await line.raised()
    (flag,) = wall.flags
    assert (flag.conversation, wall.pseudonyms[talk]) == (talk, "Quiet vera")
    await line.alerts.claim(flag.id, mona, line.clock())
    await line.end(peer, talk)
    await resolved(line, flag, mona)
    assert {row.phase for row in await line.rows(conversations)} == {Phase.CLOSED}


async def led(line, moderator, *others):
    """Twenty minutes with somebody in danger."""
    visitor, _, talk = await line.paired("wim", "peer-wim")
    await line.worries(visitor, talk, level=Level.L3)
    await line.supervision.join(moderator, talk, line.clock())
    line.clock.passes(minutes=20)
    await line.seen(moderator, *others)
    await line.alerts.claim((await line.only_flag()).id, moderator, line.clock())
    await line.supervision.step_back(moderator, talk, line.clock())
    await resolved(line, await line.only_flag(), moderator)


async def test_a_moderator_who_has_carried_much_is_called_after_the_others(line, mona, mike):
    await led(line, mona, mike)
    for name in ("vic", "val"):  # one each: the one who rests is asked for none of them
        visitor, _, talk = await line.paired(name, f"peer-{name}")
        await line.worries(visitor, talk, within=60)
    line.clock.passes(seconds=60)
    await line.seen(mona, mike)
    await lapse(line, await line.lead("clocks"))
    assert {flag.alerting for flag in (await line.raised()).flags} == {"mike"}


async def test_but_nobody_in_danger_waits_for_a_moderator_s_rest(line, mona):
    await led(line, mona)
    visitor, _, talk = await line.paired("vic", "peer-vic")
    await line.worries(visitor, talk, within=60)
    line.clock.passes(seconds=60)
    await line.seen(mona)
    await lapse(line, await line.lead("clocks"))
    assert (await line.only_flag()).alerting == "mona"


async def test_who_is_off_duty_is_not_asked(line, pair, mona, mike):
    visitor, _, talk = pair
    await line.worries(visitor, talk)
    await line.off("mona", Role.MODERATOR)
    line.clock.passes(seconds=60)
    await line.seen(mona, mike)
    await lapse(line, await line.lead("clocks"))
    assert (await line.only_flag()).alerting == "mike"


async def lapse(line, fence):
    return await line.flag_clock.lapse(fence, line.clock(), line.seen_since, in_a_minute)


async def resolved(line, flag, moderator):
    return await resolved_id(line, flag.id, moderator)


async def resolved_id(line, flag, moderator):
    reason = "It was a line of a song"
    return await line.alerts.resolve(flag, moderator, Outcome.FALSE_ALARM, reason, line.clock())


async def test_a_flag_whose_claimer_is_gone_goes_to_the_next_moderator(line, pair, mona, mike):
    """A moderator's laptop dies in the night; the person they looked after must not be alone."""
    visitor, _, talk = pair
    await line.worries(visitor, talk, level=Level.L3)
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    fence = await line.lead("clocks")
    line.clock.passes(seconds=61)
    await line.seen(mike)

    wake = await line.flag_clock.lapse(fence, line.clock(), line.seen_since, in_a_minute)

    flag = await line.only_flag()
    assert wake.wall
    assert (flag.state, flag.claimed_by, flag.alerting) == (FlagState.OVERDUE, None, "mike")
    assert flag.due_at == line.clock() + timedelta(seconds=60)
    await line.alerts.claim(flag.id, mike, line.clock())


async def test_a_flag_stays_with_a_claimer_who_is_there(line, pair, mona):
    visitor, _, talk = pair
    await line.worries(visitor, talk, level=Level.L3)
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    fence = await line.lead("clocks")
    line.clock.passes(minutes=10)
    await line.seen(mona)

    wake = await line.flag_clock.lapse(fence, line.clock(), line.seen_since, in_a_minute)

    assert not wake.wall
    assert (await line.only_flag()).claimed_by == "mona"
