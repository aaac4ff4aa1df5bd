"""Places: one peer with several visitors at once, as far as training, service and wish allow."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from moderation.verdict import Level
from server.domain.duty import DutyState
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import DutyStep, Load
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from server.stores.rows.certificates import Qualified
from server.stores.tables.core import duties
from tests.stores.test_transfers import ask


async def accepted(line, peer):
    await line.round()
    await line.desks.accept(peer, await line.offer_of(peer), line.clock())


async def talking_with(line, *names, places=2, peer="pat"):
    """A peer with so many places, who talks with these; returns the peer."""
    answering = await line.ready(peer, places=places)
    for name in names:
        await line.visitor(name)
        await accepted(line, answering)
    return answering


async def load(line, peer):
    return (await line.desk(peer)).duty.load


async def test_a_peer_with_two_places_talks_with_two_and_the_third_waits(line):
    pat = await talking_with(line, "vera", "wim")
    xena = await line.visitor("xena")
    assert await line.round() == []
    desk = await line.desk(pat)
    assert {talk.talk.id for talk in desk.talks} == {"talk-vera", "talk-wim"}
    assert (desk.duty.state, desk.duty.load) == (DutyState.TALKING, Load(talking=2))
    assert (await line.view(xena)).place == 1


async def test_somebody_new_is_offered_one_at_a_time(line):
    await line.visitor("vera"), await line.visitor("wim")
    pat = await line.ready("pat", places=3)
    assert len(await line.round()) == 1
    assert await line.round() == []
    await line.desks.accept(pat, await line.offer_of(pat), line.clock())
    assert len(await line.round()) == 1


async def test_who_talks_with_nobody_is_asked_before_who_talks_with_somebody(line):
    await talking_with(line, "vera")
    await line.ready("paul")
    await line.visitor("wim")
    (pairing,) = await line.round()
    assert pairing.peer == "paul"


@pytest.mark.parametrize(("level", "offered"), [(Level.L1, 1), (Level.L2, 0), (Level.L3, 0)])
async def test_who_is_in_danger_has_their_peer_alone(line, level, offered):
    await talking_with(line, "vera")
    await line.worries(Session("vera", Role.VISITOR), "talk-vera", level=level)
    await line.visitor("wim")
    assert len(await line.round()) == offered


async def test_a_service_says_from_which_level_on_that_is(line):
    strict = Qualified(required=False, undivided_from=Level.L1)
    line.matchmaking = replace(line.matchmaking, qualified=strict)
    await talking_with(line, "vera")
    await line.worries(Session("vera", Role.VISITOR), "talk-vera", level=Level.L1)
    await line.visitor("wim")
    assert await line.round() == []


async def test_an_offer_is_taken_back_when_somebody_else_is_in_danger(line):
    pat = await talking_with(line, "vera")
    wim = await line.visitor("wim")
    await line.round()
    offer = await line.offer_of(pat)
    await line.worries(Session("vera", Role.VISITOR), "talk-vera", level=Level.L3)
    with pytest.raises(StepNotAllowed):
        await line.desks.accept(pat, offer, line.clock())
    await line.round()
    assert (await line.view(wim)).talk.visit.state is VisitState.WAITING
    assert await load(line, pat) == Load(talking=1)


async def test_nobody_comes_before_the_one_that_ended_is_written_up(line):
    pat = await talking_with(line, "vera")
    await line.visitor("wim")
    await line.end(pat, "talk-vera")
    assert await line.round() == []
    await line.wrap_up(pat, "talk-vera")
    assert len(await line.round()) == 1


async def test_one_ends_and_the_other_goes_on(line):
    pat = await talking_with(line, "vera", "wim")
    await line.end(pat, "talk-vera")
    desk = await line.desk(pat)
    assert [talk.talk.id for talk in desk.talks] == ["talk-wim"]
    assert (desk.duty.state, desk.wrap_up) == (DutyState.TALKING, "talk-vera")
    await line.wrap_up(pat, "talk-vera", then=DutyStep.REST)
    assert await load(line, pat) == Load(talking=1)
    await line.end(pat, "talk-wim")
    await line.wrap_up(pat, "talk-wim", then=DutyStep.REST)
    assert (await line.desk(pat)).duty.state is DutyState.BREAK


async def test_what_ended_first_is_written_up_first(line):
    pat = await talking_with(line, "vera", "wim")
    for talk in ("talk-wim", "talk-vera"):
        await line.end(pat, talk)
        line.clock.passes(seconds=1)
    assert (await line.desk(pat)).wrap_up == "talk-wim"
    await line.wrap_up(pat, "talk-wim")
    assert (await line.desk(pat)).wrap_up == "talk-vera"


async def test_who_would_rest_ends_what_they_have_and_hands_on_what_they_are_offered(line):
    pat = await talking_with(line, "vera", places=3)
    wim = await line.visitor("wim")
    await line.round()
    wake = await line.desks.rest(pat.id, Role.PEER, line.clock())
    assert ("visitor", "wim") in wake.looks
    assert (await line.view(wim)).talk.visit.state is VisitState.WAITING
    assert await line.round() == []
    assert await line.inside("talk-vera") == {"vera", "pat"}


async def test_who_goes_away_with_an_offer_hands_it_on(line):
    wim = await line.visitor("wim")
    pat, paul = await line.ready("pat"), await line.ready("paul")
    (pairing,) = await line.round()
    other = {"pat": paul, "paul": pat}[pairing.peer]
    await line.off(pairing.peer)
    assert (await line.view(wim)).talk.visit.state is VisitState.WAITING
    (again,) = await line.round()
    assert again.peer == other.id


async def test_nobody_goes_off_from_one_of_two(line):
    pat = await talking_with(line, "vera", "wim")
    await line.end(pat, "talk-vera")
    with pytest.raises(StepNotAllowed):
        await line.off("pat")


async def test_both_visitors_of_a_lost_peer_come_to_the_head(line):
    pat = await talking_with(line, "vera", "wim")
    xena = await line.visitor("xena")
    line.clock.passes(seconds=121)
    await line.seen(*(Session(name, Role.VISITOR) for name in ("vera", "wim", "xena")))
    await line.round()
    assert (await line.desk(pat)).duty.load == Load()
    places = [(await line.view(Session(name, Role.VISITOR))).place for name in ("vera", "wim")]
    assert (places, (await line.view(xena)).place) == ([1, 2], 3)


async def test_a_conversation_is_passed_on_to_who_talks_and_has_a_place(line):
    await talking_with(line, "vera", peer="pat")
    paul = await talking_with(line, "wim", peer="paul", places=1)
    await ask(line, paul, "talk-wim", "pat")
    asked = (await line.desk(Session("pat", Role.PEER))).asked.transfer.id
    pat = Session("pat", Role.PEER, "Pat")
    await line.transfers.answer(pat, asked, accept=True, at=line.clock())
    assert await load(line, pat) == Load(talking=2)
    assert await line.inside("talk-wim") == {"wim", "pat"}


async def test_nothing_is_passed_on_to_who_has_no_place_or_somebody_in_danger(line):
    await talking_with(line, "vera", peer="pat", places=1)
    await talking_with(line, "wim", peer="paul", places=2)
    await line.worries(Session("wim", Role.VISITOR), "talk-wim", level=Level.L3)
    piet = await talking_with(line, "xena", peer="piet", places=1)
    assert await line.transfers.free(piet, "talk-xena", line.seen_since) == []
    with pytest.raises(Refusal) as refused:
        await ask(line, piet, "talk-xena", "paul")
    assert refused.value.code is Code.TAKEN


async def test_who_wishes_for_fewer_keeps_those_whom_they_have(line):
    pat = await talking_with(line, "vera", "wim")
    await line.ready("pat", places=1)
    assert await load(line, pat) == Load(talking=2)
    await line.visitor("xena")
    await line.end(pat, "talk-vera")
    await line.wrap_up(pat, "talk-vera")
    assert await line.round() == []


async def test_the_service_has_the_last_word_on_how_many(line):
    line.desks = replace(line.desks, qualified=Qualified(required=False, most=2))
    pat = await line.ready("pat", places=3)
    assert (await line.desk(pat)).duty.places == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"offered": 1, "talking": 1},
        {"offered": 2, "places": 5},
        {"offered": 1, "availability": "going"},
        {"talking": 1, "availability": "break"},
        {"talking": -1},
        {"wrapping": -1},
    ],
    ids=str,
)
async def test_the_database_itself_refuses_what_must_not_be(line, wrong):
    await line.ready("pat", places=1)
    with pytest.raises(IntegrityError):
        async with line.db.write() as tx:
            await tx.execute(update(duties).values(**wrong))
