"""Who has a flag: called anew when it becomes graver, gives it back, is relieved by a colleague."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import update

from moderation.verdict import Level
from server.domain.flag import ASKED, PAGER_FROM, UNANSWERED, FlagState, Outcome, TakenBecause
from server.domain.lifecycle import StepNotAllowed
from server.domain.paging import Lapsed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.stores.tables.core import flags
from server.stores.tables.house import audit as audit_table
from tests.stores.line import FLAG_TIMES, looked_at

MINUTE = timedelta(minutes=1)
DANGER = (Level.L1, Level.L2, Level.L3, Level.L4)


@pytest.fixture
async def mona(line):
    return await line.moderator("mona")


@pytest.fixture
async def mike(line):
    return await line.moderator("mike")


@pytest.fixture
async def claimed(line, mona):
    """L1, and Mona has it."""
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk, level=Level.L1)
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    return visitor, talk


async def lapse(line, *here):
    await line.seen(*here)
    fence = await line.lead("clocks")
    in_a_minute = lambda _, at: Lapsed(at + MINUTE)  # noqa: E731
    return await line.flag_clock.lapse(fence, line.clock(), line.seen_since, in_a_minute)


async def test_danger_in_what_somebody_has_claimed_gets_a_clock_by_its_own_level(line, claimed):
    """L1 claimed, then L4 in the same chat: nobody was called, no clock ran, no pager went off."""
    visitor, talk = claimed
    line.clock.passes(minutes=20)
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.level) == (FlagState.CALLED, "mona", Level.L4)
    assert flag.due_at == line.clock() + MINUTE
    assert (flag.clock_from, flag.lapses) == (line.clock(), 0)
    assert flag.calls("mona")
    assert not flag.calls("mike")


async def test_an_owner_who_does_not_answer_keeps_it_beside_those_who_are_called(
    line, claimed, mona, mike
):
    visitor, talk = claimed
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    line.clock.passes(seconds=59)
    assert not (await lapse(line, mona, mike)).wall
    line.clock.passes(seconds=1)
    assert (await lapse(line, mona, mike)).wall
    flag = await line.only_flag()
    assert (flag.state, flag.lapses) == (FlagState.OVERDUE, 1)
    assert (flag.claimed_by, flag.alerting) == ("mona", "mike")
    assert flag.calls("mona") and flag.calls("mike")
    line.clock.passes(seconds=60)
    await lapse(line, mona, mike)
    assert (await line.only_flag()).calls_everyone


@pytest.mark.parametrize("late", [False, True])
async def test_its_owner_answers_by_claiming_it_again(line, claimed, mona, late):
    visitor, talk = claimed
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    if late:
        line.clock.passes(seconds=60)
        await lapse(line, mona)
    flag = await line.only_flag()
    since = flag.claimed_at
    await line.alerts.claim(flag.id, mona, line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.due_at) == (FlagState.CLAIMED, "mona", None)
    assert (flag.claimed_at, flag.alerting) == (since, None)
    assert (await line.rows(audit_table))[-1].did == "answer_flag"
    line.clock.passes(minutes=10)
    assert not (await lapse(line, mona)).wall


async def test_nobody_resolves_what_they_have_not_seen(line, claimed, mona):
    """The resolve was on its way when the visitor wrote it."""
    visitor, talk = claimed
    await line.worries(visitor, talk, "now", Level.L4)
    flag = await line.only_flag()
    with pytest.raises(StepNotAllowed):
        await line.alerts.resolve(flag.id, mona, Outcome.FALSE_ALARM, "a song", line.clock())
    assert (await line.only_flag()).state is FlagState.CALLED


async def test_a_colleague_claims_it_once_it_is_overdue_and_not_before(line, claimed, mona, mike):
    visitor, talk = claimed
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    flag = await line.only_flag()
    with pytest.raises(Refusal) as refused:
        await line.alerts.claim(flag.id, mike, line.clock())
    assert refused.value.code is Code.TAKEN
    line.clock.passes(seconds=60)
    await lapse(line, mona, mike)
    await line.alerts.claim(flag.id, mike, line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.taken_from) == (FlagState.CLAIMED, "mike", "mona")


async def test_an_owner_who_is_called_anew_and_gone_has_it_no_more(line, claimed, mike):
    visitor, talk = claimed
    await line.worries(visitor, talk, "now", Level.L2, within=600)
    line.clock.passes(seconds=61)
    assert (await lapse(line, mike)).wall
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.alerting) == (FlagState.OVERDUE, None, "mike")


async def test_the_same_danger_again_calls_its_owner_anew_when_their_answer_is_old(
    line, claimed, mona
):
    """The same words give the same reason: nothing was shown and nothing sounded."""
    visitor, talk = claimed
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    line.clock.passes(seconds=FLAG_TIMES.again[Level.L4].total_seconds() - 1)
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    assert (await line.only_flag()).state is FlagState.CLAIMED
    line.clock.passes(seconds=1)
    await line.worries(visitor, talk, "now", Level.L3, within=60)
    flag = await line.only_flag()
    assert (flag.state, flag.level) == (FlagState.CALLED, Level.L4)
    assert flag.due_at == line.clock() + MINUTE


async def test_more_of_what_is_less_grave_waits_without_a_ring(line, claimed, mona):
    visitor, talk = claimed
    line.clock.passes(hours=1)
    await line.seen(mona)
    await line.worries(visitor, talk, level=Level.L1)
    flag = await line.only_flag()
    assert (flag.state, flag.due_at) == (FlagState.CLAIMED, None)


async def test_who_raises_it_themselves_is_not_called_to_it(line, claimed, mona):
    _, talk = claimed
    await line.supervision.join(mona, talk, line.clock())
    await line.alerts.ask(mona, talk, line.raising(Level.L3), line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.level, flag.due_at) == (FlagState.CLAIMED, Level.L3, None)


async def test_what_is_called_anew_and_becomes_graver_still_has_less_time(line, claimed):
    visitor, talk = claimed
    await line.worries(visitor, talk, "plan", Level.L3, within=90)
    first = (await line.only_flag()).due_at
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    assert (await line.only_flag()).due_at == first - timedelta(seconds=30)


async def test_a_wrong_claim_is_given_back_under_a_fresh_clock(line, claimed, mona, mike):
    line.clock.passes(minutes=3)
    await line.seen(mona, mike)
    flag = await line.only_flag()
    wake = await line.alerts.give_back(flag.id, mona, line.clock())
    assert wake.wall and looked_at(wake) == {"vera", "pat"}
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.claimed_at) == (FlagState.RAISED, None, None)
    assert (flag.lapses, flag.due_at) == (0, line.clock() + FLAG_TIMES.within[Level.L1])
    await line.alerts.claim(flag.id, mike, line.clock())
    assert (await line.only_flag()).taken_from is None


@pytest.mark.parametrize("here", [(), ("mona",)])
async def test_what_nobody_else_is_there_for_goes_to_the_pager_when_it_is_given_back(
    line, mona, here
):
    """Also where only they are on duty: nobody waits until they are asked again."""
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk, level=Level.L3)
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    if not here:
        await line.off("mona", Role.MODERATOR)
    await line.alerts.give_back((await line.only_flag()).id, mona, line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.due_at) == (FlagState.RAISED, line.clock())
    await lapse(line)
    assert (await line.only_flag()).lapses == PAGER_FROM


async def test_giving_back_buys_no_time_where_a_clock_runs(line, claimed, mona, mike):
    visitor, talk = claimed
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    due = (await line.only_flag()).due_at
    line.clock.passes(seconds=50)
    await line.seen(mona, mike)
    await line.alerts.give_back((await line.only_flag()).id, mona, line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.due_at) == (FlagState.RAISED, due)


async def test_only_its_owner_gives_it_back(line, claimed, mona, mike):
    flag = await line.only_flag()
    with pytest.raises(StepNotAllowed):
        await line.alerts.give_back(flag.id, mike, line.clock())
    await line.alerts.give_back(flag.id, mona, line.clock())
    with pytest.raises(StepNotAllowed):
        await line.alerts.give_back(flag.id, mona, line.clock())


@pytest.mark.parametrize("called", [False, True])
async def test_a_colleague_takes_it_over_and_why_is_in_the_audit(line, claimed, mike, called):
    visitor, talk = claimed
    if called:
        await line.worries(visitor, talk, "now", Level.L4)
    flag = await line.only_flag()
    since = flag.claimed_at
    line.clock.passes(minutes=5)
    await line.alerts.take_over(flag.id, mike, TakenBecause.SILENT, line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.due_at) == (FlagState.CLAIMED, "mike", None)
    assert (flag.taken_from, flag.taken_because) == ("mona", TakenBecause.SILENT)
    assert flag.claimed_at == since  # for the figures: somebody has had it since then
    entry = (await line.rows(audit_table))[-1]
    assert (entry.who, entry.did, entry.reason) == ("mike", "take_over_flag", "silent")


async def test_what_nobody_has_is_claimed_and_not_taken_over(line, mona):
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk)
    with pytest.raises(StepNotAllowed):
        flag = (await line.only_flag()).id
        await line.alerts.take_over(flag, mona, TakenBecause.AGREED, line.clock())


async def test_nobody_takes_over_a_report_about_themselves(line, mona):
    visitor, _, _ = await line.paired()
    await line.pairs.report(visitor, line.raising(), Level.L0, line.clock())
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    both = await line.moderator("pat")
    with pytest.raises(Refusal) as refused:
        await line.alerts.take_over(flag.id, both, TakenBecause.AGREED, line.clock())
    assert refused.value.code is Code.NOT_FOUND


async def test_no_acts_in_any_order_leave_a_flag_without_a_clock_or_an_owner(
    line, claimed, mona, mike, chance
):
    visitor, talk = claimed
    for _ in range(80):
        line.clock.passes(seconds=chance.choice((1, 20, 400)))
        await line.seen(visitor, *chance.choice(((mona, mike), (mona,), (mike,), ())))
        await one_act(line, chance, (visitor, talk), chance.choice((mona, mike)))
        for flag in (await line.raised()).flags:
            assert (flag.due_at is not None) is (flag.state in UNANSWERED), flag
            assert flag.due_at or flag.claimed_by, flag


async def one_act(line, chance, whom, moderator):
    flags = (await line.raised()).flags
    if not flags or chance.random() < 0.3:
        await line.worries(*whom, level=chance.choice(DANGER))
        return
    id_, at = flags[0].id, line.clock()
    act = chance.choice(
        (
            lambda: line.alerts.claim(id_, moderator, at),
            lambda: line.alerts.give_back(id_, moderator, at),
            lambda: line.alerts.take_over(id_, moderator, TakenBecause.BUSY, at),
            lambda: line.alerts.resolve(id_, moderator, Outcome.CONFIRMED, "over", at),
            lambda: lapse(line),
        )
    )
    with suppress(StepNotAllowed, Refusal):
        await act()


async def test_what_becomes_graver_shortens_also_a_clock_that_has_called_the_pager(line):
    vera, _, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L1, within=300)
    async with line.db.write() as tx:
        await tx.execute(update(flags).values(lapses=3))
    await line.worries(vera, talk, level=Level.L4, within=20)
    row = await line.flag_row()
    assert (row.level, row.due_at) == (Level.L4, line.clock() + timedelta(seconds=20))


async def test_after_a_level_was_lowered_what_is_graver_calls_its_owner_anew(line):
    vera, _, talk = await line.paired()
    mona = await line.moderator()
    await line.worries(vera, talk, level=Level.L3)
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    await line.alerts.set_level(talk, Level.L1, mona, "A song", line.clock())
    await line.worries(vera, talk, level=Level.L2)
    assert (await line.only_flag()).state is FlagState.CALLED


async def test_what_came_at_the_same_moment_is_not_answered_by_a_claim(line, mona):
    """L2 was on the screen; L4 came while the key was pressed, and nothing rang any more."""
    vera, _, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L2)
    seen = (await line.only_flag()).graver
    await line.worries(vera, talk, "now", Level.L4)
    flag = await line.only_flag()
    with pytest.raises(Refusal) as refused:
        await line.alerts.claim(flag.id, mona, line.clock(), seen)
    assert refused.value.code is Code.GRAVER
    assert (await line.only_flag()).state is FlagState.RAISED
    await line.alerts.claim(flag.id, mona, line.clock(), flag.graver)
    assert (await line.only_flag()).claimed_by == "mona"


async def test_nor_by_an_owner_who_has_seen_only_what_came_before(line, claimed, mona):
    visitor, talk = claimed
    await line.worries(visitor, talk, "plan", Level.L3, within=60)
    seen = (await line.only_flag()).graver
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    flag = await line.only_flag()
    with pytest.raises(Refusal) as refused:
        await line.alerts.claim(flag.id, mona, line.clock(), seen)
    assert refused.value.code is Code.GRAVER
    flag = await line.only_flag()
    assert (flag.state, flag.calls("mona")) == (FlagState.CALLED, True)


async def test_nor_by_who_takes_it_over(line, claimed, mike):
    visitor, talk = claimed
    flag = await line.only_flag()
    await line.worries(visitor, talk, "now", Level.L4)
    because = TakenBecause.BUSY
    with pytest.raises(Refusal) as refused:
        await line.alerts.take_over(flag.id, mike, because, line.clock(), flag.graver)
    assert refused.value.code is Code.GRAVER
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by) == (FlagState.CALLED, "mona")


async def test_a_peers_call_at_the_same_moment_is_not_answered_either(line, mona):
    vera, pat, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L2)
    flag = await line.only_flag()
    asked = line.raising(Level.L0, "", concern=ASKED)
    await line.alerts.ask(pat, talk, asked, line.clock())
    with pytest.raises(Refusal):
        await line.alerts.claim(flag.id, mona, line.clock(), flag.graver)


async def test_more_that_is_no_graver_stands_in_no_claims_way(line, mona):
    vera, _, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L3)
    seen = (await line.only_flag()).graver
    for level in (Level.L3, Level.L2, Level.L3):
        await line.worries(vera, talk, level=level)
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock(), seen)
    assert (await line.only_flag()).state is FlagState.CLAIMED


async def test_what_is_given_back_calls_another_one_at_once(line, claimed, mona, mike):
    await line.alerts.give_back((await line.only_flag()).id, mona, line.clock())
    flag = await line.only_flag()
    assert (flag.alerting, flag.calls("mike"), flag.calls("mona")) == ("mike", True, False)


async def test_what_is_given_back_while_it_calls_calls_another_one_at_once(
    line, claimed, mona, mike
):
    visitor, talk = claimed
    await line.worries(visitor, talk, "now", Level.L3, within=60)
    await line.alerts.give_back((await line.only_flag()).id, mona, line.clock())
    assert (await line.only_flag()).calls("mike")


async def test_who_is_here_alone_does_not_call_themselves_by_giving_back(line, claimed, mona):
    await line.alerts.give_back((await line.only_flag()).id, mona, line.clock())
    flag = await line.only_flag()
    assert (flag.alerting, flag.due_at) == (None, line.clock() + FLAG_TIMES.within[Level.L1])


async def test_nobody_is_called_to_a_report_about_themselves_by_giving_back(line, mona):
    visitor, _, _ = await line.paired()
    await line.pairs.report(visitor, line.raising(), Level.L0, line.clock())
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    await line.moderator("pat")
    await line.alerts.give_back(flag.id, mona, line.clock())
    assert (await line.only_flag()).alerting is None


async def test_a_clock_set_back_after_a_lapse_holds_up_no_further_call(line, claimed, mona, mike):
    """Raised long ago, so its own time is past; when it is called again was an hour away."""
    visitor, talk = claimed
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    line.clock.passes(hours=2)
    assert (await lapse(line, mona, mike)).wall
    line.clock.passes(hours=-1)
    assert (await lapse(line, mona, mike)).wall
    assert (await line.only_flag()).due_at == line.clock() + MINUTE
    assert not (await lapse(line, mona, mike)).wall  # not in a burst


async def test_an_answer_of_a_clock_that_was_set_back_holds_against_nothing(line, claimed, mona):
    visitor, talk = claimed
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    line.clock.passes(hours=-1)
    await line.seen(mona)
    await line.worries(visitor, talk, "now", Level.L4, within=60)
    assert (await line.only_flag()).state is FlagState.CALLED
