"""Nobody untrained is brought to anybody: not in the picture, the offer, the seat, a transfer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from moderation.verdict import Level
from server.domain.ids import StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.matching import Pairing
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.training import Attempt, Held, Work
from server.domain.visit import VisitState
from server.stores.rows.certificates import Qualified
from server.stores.tables.core import visits
from server.stores.tables.training import certificates
from server.stores.team.certifying import SqlCertifying
from server.stores.team.trainings import SqlTrainings
from tests.stores.line import FADING, PATIENCE, a_line
from tests.stores.rooming import Rooming

YEAR = timedelta(days=365)
STORES = ("desks", "matchmaking", "transfers", "pictures", "wall", "room_hosts", "mentors")


@pytest.fixture
async def line(database_url, data_dir):
    """A line that asks for certificates."""
    async with a_line(database_url, data_dir / "keys") as line:
        for name in STORES:
            setattr(line, name, replace(getattr(line, name), qualified=Qualified(required=True)))
        yield line


async def certified(line, name, up_to, *, work=Work.ONE_TO_ONE, life=YEAR):
    await line.employed(name)
    at = line.clock()
    held = Held(StaffId(name), f"{work}-{up_to}", work, up_to, at, at + life)
    tried = Attempt("listening", at, 1, 1, passed=True)
    await SqlTrainings(line.db, line.house_key).keep(StaffId(name), tried, [held])


async def trained(line, name, up_to=Level.L4, **more):
    await certified(line, name, up_to, **more)
    return await line.ready(name)


async def refused(doing):
    with pytest.raises(Refusal) as no:
        await doing
    return no.value.code


async def test_who_holds_nothing_does_not_start_as_a_peer(line):
    assert await refused(line.ready("pat")) is Code.NOT_NOW
    await certified(line, "paul", Level.L4, work=Work.ROOM)
    assert await refused(line.ready("paul")) is Code.NOT_NOW
    assert await line.moderator()


async def test_who_is_trained_is_offered_somebody(line):
    await line.visitor("vera")
    pat = await trained(line, "pat")
    assert await line.round() == [Pairing("vera", "pat")]
    assert not (await line.desk(pat)).untrained


async def test_on_probation_the_certificate_says_whom_and_how_long_a_mentor_reads_first(line):
    vera, _ = await line.visitor("vera"), await line.visitor("wim")
    await line.worries(vera, "talk-vera", level=Level.L2)
    pat = await trained(line, "pat", Level.L1)
    await line.on_probation("pat")
    assert await line.round() == [Pairing("wim", "pat")]
    await line.desks.accept(pat, await line.offer_of(pat), line.clock())
    mona = await line.moderator()
    await line.supervision.read(mona, "talk-wim", line.clock())
    await line.mentors.mentor(mona, "talk-wim", line.clock())
    kept = await line.say(pat, "talk-wim")
    assert kept.waits_until == line.clock() + timedelta(seconds=FADING.seconds(0, Level.L1))


async def test_a_level_beyond_the_certificate_waits_for_somebody_else(line):
    vera = await line.visitor("vera")
    await line.worries(vera, "talk-vera", level=Level.L2)
    await trained(line, "pat", Level.L1)
    assert await line.round() == []
    assert not (await line.view(vera)).answerable
    await trained(line, "paul", Level.L2)
    assert await line.round() == [Pairing("vera", "paul")]


async def test_the_highest_certificate_counts(line):
    await certified(line, "pat", Level.L0)
    await trained(line, "pat", Level.L2)
    (ready,) = (await line.queue()).ready
    assert ready.up_to is Level.L2


async def test_a_certificate_that_ends_while_on_shift_ends_the_offers(line):
    await line.visitor("vera")
    await trained(line, "pat", life=timedelta(seconds=30))
    line.clock.passes(seconds=31)
    fence = await line.lead()
    await line.matchmaking.offer(fence, [Pairing("vera", "pat")], line.clock(), PATIENCE)
    (visit,) = await line.rows(visits)
    assert visit.state == VisitState.WAITING


async def test_a_level_that_rises_under_an_offer_is_not_accepted_beyond_the_certificate(line):
    vera = await line.visitor("vera")
    pat = await trained(line, "pat", Level.L1)
    await line.round()
    offer = await line.offer_of(pat)
    await line.worries(vera, "talk-vera", level=Level.L3)
    with pytest.raises(StepNotAllowed):
        await line.desks.accept(pat, offer, line.clock())
    assert await line.offer_of(pat) == offer


async def test_a_certificate_that_ends_under_an_offer_is_noticed_at_the_acceptance(line):
    await line.visitor("vera")
    pat = await trained(line, "pat", life=timedelta(seconds=5))
    await line.round()
    line.clock.passes(seconds=6)
    with pytest.raises(StepNotAllowed):
        await line.desks.accept(pat, await line.offer_of(pat), line.clock())


async def test_nobody_is_asked_to_take_over_beyond_their_certificate(line):
    vera = await line.visitor("vera")
    pat = await trained(line, "pat")
    await line.round()
    await line.desks.accept(pat, await line.offer_of(pat), line.clock())
    await line.worries(vera, "talk-vera", level=Level.L3)
    await trained(line, "paul", Level.L1)
    await trained(line, "pia", Level.L3)
    free = await line.transfers.free(pat, "talk-vera", line.seen_since)
    assert [duty.staff for duty in free] == ["pia"]


async def test_a_room_is_led_by_who_holds_the_certificate_for_it(line):
    room = Rooming(line)
    await room.planned()
    await line.moderator()
    await certified(line, "fay", Level.L4)
    with pytest.raises(StepNotAllowed):
        await room.host("fay")
    await certified(line, "fay", Level.L4, work=Work.ROOM)
    await room.host("fay")
    assert await room.inside() == {"fay"}


async def test_nobody_untrained_is_ever_offered_anybody(line, chance):
    """Whatever certificates there are, and whatever became of them."""
    for number in range(12):
        visitor = await line.visitor(f"v{number}")
        level = Level(chance.randrange(5))
        if level:
            await line.worries(visitor, f"talk-v{number}", level=level)
    held = {}
    for number in range(12):
        name = f"p{number}"
        await trained(line, name)
        async with line.db.write() as tx:
            await tx.execute(certificates.delete().where(certificates.c.staff == name))
            held[name] = [row(line, chance, name, each) for each in range(chance.randrange(3))]
            if held[name]:
                await tx.execute(insert(certificates), held[name])
    levels = {one.visit: one.level for one in (await line.queue()).waiting}
    pairings = await line.round()
    at = line.clock()
    assert all(may(held[p.peer], levels[p.visit], at) for p in pairings)
    able = [name for name, rows in held.items() if may(rows, Level.L0, at)]
    assert {ready.peer for ready in (await line.queue()).ready} <= set(able)


def row(line, chance, name, number):
    at = line.clock()
    return {
        "staff": name,
        "certificate": f"c{number}",
        "work": chance.choice(list(Work)),
        "up_to": chance.randrange(5),
        "issued_at": at,
        "expires_at": at + timedelta(seconds=chance.choice([-60, 60])),
    }


def may(rows, level, at):
    return any(
        row["work"] is Work.ONE_TO_ONE and row["up_to"] >= level and row["expires_at"] > at
        for row in rows
    )


async def withdrawn(line, name, certificate, reason="Let us talk first."):
    certifying = SqlCertifying(line.db, line.house_key)
    return await certifying.withdraw(
        StaffId(name), certificate, StaffId("ada"), reason, line.clock()
    )


async def test_a_withdrawn_certificate_ends_the_offers_at_once(line):
    vera = await line.visitor("vera")
    pat = await trained(line, "pat")
    await line.round()
    offer = await line.offer_of(pat)
    wake = await withdrawn(line, "pat", "one_to_one-4")
    assert (Role.PEER, "pat") in wake.looks
    (visit,) = await line.rows(visits)
    assert visit.state == VisitState.WAITING
    with pytest.raises(StepNotAllowed):
        await line.desks.accept(pat, offer, line.clock())
    assert await line.round() == []
    assert (await line.desk(pat)).untrained
    assert not (await line.view(vera)).answerable


async def test_passing_again_does_not_bring_a_withdrawn_certificate_back(line):
    await certified(line, "pat", Level.L4)
    await withdrawn(line, "pat", "one_to_one-4")
    await certified(line, "pat", Level.L4)
    assert await refused(line.ready("pat")) is Code.NOT_NOW
    (held,) = await SqlTrainings(line.db, line.house_key).held(StaffId("pat"))
    assert held.reason == "Let us talk first."


async def test_what_is_given_back_counts_again(line):
    await certified(line, "pat", Level.L4)
    await withdrawn(line, "pat", "one_to_one-4")
    asked = (StaffId("pat"), "one_to_one-4", StaffId("ada"), line.clock())
    await SqlCertifying(line.db, line.house_key).give_back(*asked)
    assert await line.ready("pat")
    assert await refused(SqlCertifying(line.db, line.house_key).give_back(*asked)) is Code.NOT_FOUND


async def test_nothing_is_withdrawn_that_is_not_held(line):
    await line.employed("pat")
    assert await refused(withdrawn(line, "pat", "one_to_one-4")) is Code.NOT_FOUND


async def test_a_conversation_goes_on_after_its_peer_lost_the_certificate(line):
    vera = await line.visitor("vera")
    pat = await trained(line, "pat")
    await line.round()
    await line.desks.accept(pat, await line.offer_of(pat), line.clock())
    await withdrawn(line, "pat", "one_to_one-4")
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING
