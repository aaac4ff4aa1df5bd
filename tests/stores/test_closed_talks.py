"""Conversations that have ended, a page at a time and by what one looks for."""

from dataclasses import replace

import pytest

from moderation.verdict import Level
from server.domain.break_glass import LookingFor
from server.domain.flag import Outcome
from server.domain.referral import ReferralState
from server.stores.talk.closed_talks import SqlClosedTalks
from tests.stores.line import LEAVES

ALL = LookingFor()


@pytest.fixture
def closed(line):
    return SqlClosedTalks(line.db)


async def ended(line, name, level=Level.L0, outcome=Outcome.CONFIRMED):
    """A conversation of this name that has ended, with a flag that was resolved."""
    visitor, _, talk = await line.paired(name, f"peer-{name}")
    if level:
        await line.worries(visitor, talk, level=level)
        mona, flag = await line.moderator(), await line.only_flag()
        await line.alerts.claim(flag.id, mona, line.clock())
        await line.alerts.resolve(flag.id, mona, outcome, "Spoke with both", line.clock())
    await line.visits.leave(visitor.id, line.clock())
    return talk


async def talks(closed, wanted, most=9):
    return [one.id for one in await closed.newest(wanted, most)]


async def test_all_are_reached_a_page_at_a_time_also_where_they_end_in_one_moment(line, closed):
    first = await ended(line, "ann")
    line.clock.passes(seconds=1)
    together = {await ended(line, "ben"), await ended(line, "cat")}
    found, page = [], await closed.newest(ALL, 1)
    while page:
        found += page
        page = await closed.newest(replace(ALL, before=page[-1].closed_at, after=page[-1].id), 1)
    assert {one.id for one in found[:2]} == together
    assert [one.id for one in found[2:]] == [first]


async def test_by_the_highest_risk_and_by_what_a_flag_was(line, closed):
    await ended(line, "ann")
    false = await ended(line, "ben", Level.L1, Outcome.FALSE_ALARM)
    right = await ended(line, "cat", Level.L3)
    assert await talks(closed, replace(ALL, level=Level.L2)) == [right]
    assert await talks(closed, replace(ALL, outcome=Outcome.FALSE_ALARM)) == [false]
    assert await talks(closed, replace(ALL, level=Level.L2, outcome=Outcome.FALSE_ALARM)) == []


async def test_by_a_referral_and_its_state(line, closed):
    await ended(line, "ann")
    _, peer, talk = await line.paired("ben", "peer-ben")
    mona = await line.moderator()
    await line.refer(mona, talk)
    await line.end(peer, talk, LEAVES)
    assert await talks(closed, replace(ALL, referred=True)) == [talk]
    unanswered = replace(ALL, referred=True, referral=ReferralState.EXPIRED)
    assert await talks(closed, unanswered) == [talk]
    failed = replace(ALL, referred=True, referral=ReferralState.FAILED)
    assert await talks(closed, failed) == []


async def test_those_that_nobody_has_signed_off(line, closed):
    await ended(line, "ann", Level.L2)
    grave = await ended(line, "ben", Level.L4)
    assert await talks(closed, replace(ALL, unsigned=True)) == [grave]
