"""What the visitor's and the peer's page show, and what they never do."""

from datetime import timedelta

import msgspec
import pytest

from moderation.verdict import Level
from server.contract.commands import ChangePeer
from server.contract.country_views import ChosenCountry
from server.domain.duty import DutyState
from server.domain.flag import FlagState
from server.domain.opening import Closed
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from tests.services.people import RESOURCE
from tests.stores.test_exposure import hard

STRANGER = Session("nobody", Role.VISITOR)


def everything(view):
    return msgspec.json.encode(view).decode()


async def test_who_has_not_begun_sees_whether_the_line_is_open(house):
    assert (await house.viewing.visit(STRANGER)).closed is Closed.NO_MODERATOR
    await house.moderator(), await house.ready("pat")
    view = await house.viewing.visit(STRANGER)
    assert (view.closed, view.state) == (None, VisitState.ARRIVED)


async def test_where_the_only_peer_rests_visitors_read_when_it_goes_on(house):
    mona = await house.moderator()
    pat = await hard(house)
    await house.seen(mona)
    view = await house.viewing.visit(STRANGER)
    assert (view.closed, view.opens_at) == (Closed.NO_PEER, house.clock() + timedelta(minutes=30))
    assert (await house.walling.view(mona)).health.rests_until == view.opens_at
    house.clock.passes(minutes=31)
    await house.seen(mona, pat)
    assert (await house.viewing.visit(STRANGER)).closed is None


async def test_a_visitor_who_talks_sees_who_is_there(house):
    visitor, _, talk = await house.paired()
    mona = await house.moderator()
    house.clock.passes(seconds=1)
    await house.supervision.read(mona, talk, house.clock())
    house.clock.passes(seconds=25)
    await house.seen(visitor, mona)
    view = await house.viewing.visit(visitor)
    assert (view.state, view.conversation, view.last_seq) == (VisitState.TALKING, talk, 2)
    assert [(c.name, c.role, c.present) for c in view.company] == [
        ("Pat", Role.PEER, False),
        ("Mona", Role.MODERATOR, True),
    ]


async def test_a_visitor_sees_nothing_of_what_staff_think(house):
    visitor, peer, talk = await house.paired()
    mona = await house.moderator()
    await house.worries(visitor, talk, "canary", Level.L3)
    await house.refer(mona, talk, RESOURCE)
    await house.say(peer, (await house.talk_row(talk)).backstage, "canary")
    shown = everything(await house.viewing.visit(visitor))
    for hidden in ("canary", "It sounds like", "They asked for somebody", "backstage"):
        assert hidden not in shown.replace(shown_help(shown), "")


async def test_the_help_card_comes_back_after_a_reload(house):
    visitor, _, talk = await house.paired(region="GB")
    assert (await house.viewing.visit(visitor)).help is None
    await house.worries(visitor, talk, level=Level.L3)
    card = (await house.viewing.visit(visitor)).help
    assert card.level is Level.L3
    assert {r.country for r in card.resources} == {"GB"}
    assert card == house.viewing.help_for(visitor, Level.L3)


async def test_a_card_for_somebody_unknown_is_of_the_houses_region(house):
    card = house.viewing.help_for(STRANGER, Level.L4)
    assert "999" in card.emergency


async def test_a_peer_sees_no_word_of_anybody(house):
    visitor, peer, talk = await house.paired(topic="loss", distress=8)
    await house.worries(visitor, talk, "canary", Level.L3)
    view = (await house.viewing.desks([peer.id]))[peer.id]
    assert "canary" not in everything(view)
    (card,) = view.conversations
    assert (card.pseudonym, card.topic, card.distress) == ("Quiet vera", "loss", 8)
    assert (card.flag, card.claimed_by, card.level) == (FlagState.RAISED, None, Level.L3)
    assert card.hint and card.script


async def on_desk(house, peer):
    (card,) = (await house.viewing.desks([peer.id]))[peer.id].conversations
    return card


async def on_wall(house, moderator):
    (card,) = (await house.walling.view(moderator)).conversations
    return card


async def test_a_peer_knows_the_country_and_from_l3_on_what_is_dialled_there(house):
    visitor, peer, talk = await house.paired(region="FR")
    assert (await on_desk(house, peer)).country == ChosenCountry(code="FR")
    await house.worries(visitor, talk, level=Level.L2)
    assert (await on_desk(house, peer)).country == ChosenCountry(code="FR")
    await house.worries(visitor, talk, level=Level.L3)
    country = (await on_desk(house, peer)).country
    assert (country.emergency[0], country.by_text.number) == ("112", "114")


async def test_where_no_country_was_chosen_nobody_is_given_the_services_own_number(house):
    visitor, peer, talk = await house.paired()
    mona = await house.moderator()
    await house.worries(visitor, talk, level=Level.L4)
    assert (await on_desk(house, peer)).country is None
    assert (await on_wall(house, mona)).country is None


async def test_a_moderator_knows_the_country_of_whom_they_hear_and_of_everybody_in_danger(house):
    visitor, _, talk = await house.paired(region="DE")
    mona, mike = await house.moderator(), await house.moderator("mike")
    assert (await on_wall(house, mona)).country is None
    await house.supervision.read(mona, talk, house.clock())
    assert (await on_wall(house, mona)).country == ChosenCountry(code="DE")
    assert (await on_wall(house, mike)).country is None
    await house.worries(visitor, talk, level=Level.L3)
    assert (await on_wall(house, mike)).country.emergency[0] == "112"


async def test_an_offer_does_not_say_which_country_somebody_chose(house):
    await house.visitor("vera", region="KI")
    peer = await house.ready("pat")
    await house.round()
    view = (await house.viewing.desks([peer.id]))[peer.id]
    assert view.offers
    assert "KI" not in everything(view)


async def test_a_peer_sees_who_looks_after_the_flag_also_before_they_join(house):
    visitor, peer, talk = await house.paired()
    mona = await house.moderator()
    await house.worries(visitor, talk)
    await house.alerts.claim((await house.only_flag()).id, mona, house.clock())
    (card,) = (await house.viewing.desks([peer.id]))[peer.id].conversations
    assert (card.flag, card.claimed_by) == (FlagState.CLAIMED, "Mona")


async def test_what_has_arrived_is_still_known_after_a_reload(house):
    visitor, peer, talk = await house.paired()
    for words in ("One", "Two", "Three"):
        await house.say(visitor, talk, words)
    await house.talks.received([(talk, peer.id, 3), (talk, visitor.id, 4)])
    assert (await house.viewing.visit(visitor)).received == 3
    (card,) = (await house.viewing.desks([peer.id]))[peer.id].conversations
    assert card.received == 4
    await house.changing.change_peer(visitor, ChangePeer())
    assert (await house.viewing.visit(visitor)).received == 3


async def test_an_offer_is_shown_with_what_the_visitor_chose(house):
    await house.visitor("vera", topic="loss", distress=8)
    peer = await house.ready("pat")
    await house.round()
    view = (await house.viewing.desks([peer.id]))[peer.id]
    (card,) = view.offers
    assert (view.duty, card.pseudonym, card.topic) == (DutyState.OFFERED, "Quiet vera", "loss")


async def test_somebody_who_never_was_on_shift_is_off(house):
    view = (await house.viewing.desks(["pat"]))["pat"]
    assert (view.duty, view.since, view.closed) == (DutyState.OFF, None, Closed.NO_MODERATOR)


async def test_many_are_read_at_once(house):
    people = [(await house.visitor(f"v{n}")).id for n in range(5)]
    views = await house.viewing.visits([*people, "nobody"])
    assert [views[p].wait.place for p in people] == [1, 2, 3, 4, 5]
    assert views["nobody"].state is VisitState.ARRIVED


@pytest.mark.parametrize("answered", [4, 5])
async def test_a_wait_is_told_when_enough_is_known(house, answered):
    for n in range(answered):
        await house.paired(f"v{n}", f"p{n}")
    waiting = await house.visitor("vera")
    wait = (await house.viewing.visit(waiting)).wait
    assert (wait.place, wait.minutes) == (1, 1 if answered == 5 else None)


def shown_help(shown):
    """The card's own words may name what it is for."""
    view = msgspec.json.decode(shown)
    return msgspec.json.encode(view["help"]).decode()
