"""A moderator gives somebody who waits to a peer of their choice, by the rules of the queue."""

import pytest
from sqlalchemy import select

from moderation.verdict import Level
from server.domain.duty import DutyState
from server.domain.giving import WHY, Unfit
from server.domain.lifecycle import StepNotAllowed
from server.domain.offer import OfferState
from server.domain.refusal import Code, Refusal
from server.domain.visit import VisitState
from server.stores.tables.core import offers
from tests.stores.line import PATIENCE


@pytest.fixture
def give(line):
    async def give(talk, whom, by=None):
        by = by or await line.moderator()
        return await line.giving.give(by, talk, whom, line.clock(), PATIENCE)

    return give


async def refused(given):
    with pytest.raises(Refusal) as refusal:
        await given
    assert refusal.value.code is Code.UNFIT
    return refusal.value.why


async def test_the_peer_is_asked_first_and_takes_them(line, give):
    vera = await line.visitor("vera")
    await line.ready("paul")  # has been free for longer
    pat = await line.ready("pat")
    await give("talk-vera", "pat")
    (offered,) = (await line.desk(pat)).offers
    assert (offered.visit.id, offered.offer.expires_at) == (vera.id, line.clock() + PATIENCE)
    await line.desks.accept(pat, offered.offer.id, line.clock())
    assert await line.inside("talk-vera") == {"vera", "pat"}


async def test_whoever_was_asked_before_is_free_again_and_has_refused_nobody(line, give):
    vera, paul = await line.visitor("vera"), await line.ready("paul")
    await line.moderator()
    await line.round()
    before = (await line.desk(paul)).offers[0].offer.id
    pat = await line.ready("pat")
    await give("talk-vera", "pat")
    desk = await line.desk(paul)
    assert (desk.duty.state, desk.offers) == (DutyState.READY, ())
    assert len((await line.desk(pat)).offers) == 1
    assert (await line.view(vera)).talk.visit.state is VisitState.OFFERED
    async with line.db.read() as tx:
        state = await tx.scalar(select(offers.c.state).where(offers.c.id == before))
    assert state == OfferState.WITHDRAWN


async def test_the_others_are_asked_where_they_decline(line, give):
    await line.visitor("vera")
    pat = await line.ready("pat")
    await give("talk-vera", "pat")
    (offered,) = (await line.desk(pat)).offers
    await line.desks.decline(pat.id, offered.offer.id, line.clock())
    paul = await line.ready("paul")
    await line.seen(pat)
    assert [one.peer for one in await line.round()] == [paul.id]


async def test_who_talks_or_is_off_shift_is_not_asked(line, give):
    await line.paired("wim", "paul")
    await line.visitor("vera")
    assert await refused(give("talk-vera", "paul")) == WHY[Unfit.NOT_FREE]
    assert await refused(give("talk-vera", "nobody")) == WHY[Unfit.NOT_HERE]
    await line.ready("pat")
    await line.off("pat")
    assert await refused(give("talk-vera", "pat")) == WHY[Unfit.NOT_HERE]


async def test_what_a_peer_keeps_out_of_and_what_a_visitor_would_rather_not_read_alike(line, give):
    await line.visitor("vera", topic="loss")
    await line.visitor("wim", veto="addiction")
    await line.ready("pat", avoids=("loss",))
    await line.ready("paul", experiences=("addiction",))
    whys = {await refused(give("talk-vera", "pat")), await refused(give("talk-wim", "paul"))}
    vic, piet, talk = await line.paired("vic", "piet")
    await line.pairs.change(vic, line.clock())
    await line.wrap_up(piet, talk)
    assert whys | {await refused(give(talk, "piet"))} == {WHY[Unfit.APART]}


async def test_who_does_not_speak_their_language_is_named_as_that(line, give):
    await line.visitor("fritz", language="de")
    await line.ready("pat")
    assert await refused(give("talk-fritz", "pat")) == WHY[Unfit.LANGUAGE]


async def test_nothing_changes_for_whom_it_was_refused(line, give):
    vera, paul = await line.visitor("vera"), await line.ready("paul")
    await line.moderator()
    await line.round()
    await refused(give("talk-vera", "nobody"))
    assert len((await line.desk(paul)).offers) == 1
    assert (await line.view(vera)).talk.visit.state is VisitState.OFFERED


async def test_who_talks_already_is_given_to_nobody(line, give):
    *_, talk = await line.paired()
    await line.ready("paul")
    with pytest.raises(StepNotAllowed):
        await give(talk, "paul")


async def test_danger_waits_for_no_training(line, give):
    vera = await line.visitor("vera")
    await line.worries(vera, "talk-vera", level=Level.L4)
    await line.ready("pat")
    await give("talk-vera", "pat")
    assert (await line.view(vera)).talk.visit.state is VisitState.OFFERED
