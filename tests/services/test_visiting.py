"""A visitor's way in and out."""

import asyncio

import pytest

from moderation.verdict import Level
from server.contract.commands import Begin, ChooseCountry, Forget, Leave, Resume
from server.domain.conversation import Phase
from server.domain.opening import Closed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from server.stores.tables.core import messages, visits
from server.stores.tables.house import risk_changes
from server.stores.tables.matching import preferences

VERA = Session("vera", Role.VISITOR, address="192.0.2.7")


def begin(**chose):
    return Begin(**{"consent": True, "language": "en", **chose})


@pytest.fixture
async def open_line(house):
    await house.moderator()
    await house.ready("pat")
    return house


async def test_who_begins_has_a_place_and_a_name(open_line):
    view = await open_line.visiting.begin(VERA, begin(topic="loss", distress=7, region="GB"))
    assert (view.state, view.wait.place, view.wait.minutes) == (VisitState.WAITING, 1, None)
    assert view.phase is Phase.OPEN
    assert view.pseudonym and view.conversation
    assert open_line.admitted == ["192.0.2.7"]
    assert open_line.hints.wakes[0].queue


async def test_distress_at_the_top_of_the_scale_is_a_concern_from_the_first_minute(open_line):
    view = await open_line.visiting.begin(VERA, begin(distress=10))
    row = await open_line.talk_row(view.conversation)
    assert (row.level, row.top_level) == (Level.L1, Level.L1)
    (change,) = await open_line.rows(risk_changes)
    assert (change.before, change.after, change.by) == (Level.L0, Level.L1, VERA.id)
    assert view.help is not None


async def test_the_card_is_of_the_country_that_was_named_last_and_says_whose_it_is(open_line):
    view = await open_line.visiting.begin(VERA, begin(distress=10))
    assert (view.help.country, view.help.emergency[0]) == (None, "999")  # the service's own
    await open_line.visiting.choose_country(VERA, ChooseCountry(region="ES"))
    assert open_line.hints.wakes[-1].looks == {(Role.VISITOR, VERA.id)}
    card = (await open_line.viewing.visit(VERA)).help
    assert (card.country, card.emergency[0]) == ("ES", "112")
    assert open_line.viewing.help_for(VERA, Level.L3).country == "ES"
    await open_line.visiting.choose_country(VERA, ChooseCountry())
    assert (await open_line.viewing.visit(VERA)).help.country is None


async def test_whoever_waits_already_loses_nothing_by_going_back(open_line):
    before = await open_line.visiting.begin(VERA, begin())
    await open_line.visiting.resume(VERA, Resume())
    after = await open_line.viewing.visit(VERA)
    assert (after.state, after.wait.place) == (before.state, before.wait.place)


async def test_a_country_without_a_number_leaves_nobody_without_one(open_line):
    view = await open_line.visiting.begin(VERA, begin(distress=10, region="XX"))
    assert (view.help.country, view.help.emergency[0]) == (None, "999")


async def test_who_has_not_begun_names_no_country(open_line):
    with pytest.raises(Refusal) as refused:
        await open_line.visiting.choose_country(VERA, ChooseCountry(region="ES"))
    assert refused.value.code is Code.NOT_FOUND


async def test_who_is_at_the_top_of_the_scale_waits_before_those_who_are_not(open_line):
    await open_line.visiting.begin(Session("wim", Role.VISITOR), begin(distress=9))
    view = await open_line.visiting.begin(VERA, begin(distress=10))
    assert view.wait.place == 1


async def test_what_nobody_offers_cannot_be_wished_for(open_line):
    for wrong in ({"wish": "loss"}, {"veto": "tall"}, {"topic": "man"}):
        with pytest.raises(Refusal) as refused:
            await open_line.visiting.begin(VERA, begin(**wrong))
        assert refused.value.code is Code.BAD_PAYLOAD
    view = await open_line.visiting.begin(VERA, begin(wish="lost_someone", veto="man"))
    assert view.state is VisitState.WAITING


async def test_a_wish_is_forgotten_with_the_words(open_line):
    await open_line.visiting.begin(VERA, begin(wish="lost_someone"))
    assert await open_line.count(preferences) == 1
    await open_line.visiting.forget(VERA, Forget())
    assert await open_line.count(preferences) == 0


async def test_who_has_not_begun_reads_how_long_it_may_take(open_line):
    assert (await open_line.viewing.visit(VERA)).wait.place == 1
    await open_line.visitor("wim")
    assert (await open_line.viewing.visit(VERA)).wait.place == 2


async def test_who_comes_from_a_crowded_address_sees_a_full_line_and_no_error(open_line):
    await open_line.visitor("wim")
    open_line.has_room = False
    view = await open_line.visiting.begin(VERA, begin(distress=10))
    assert (view.state, view.closed, view.wait) == (VisitState.ARRIVED, Closed.FULL, None)
    assert open_line.waited == ["wim"]
    assert await open_line.count(visits) == 1
    open_line.has_room = True
    assert (await open_line.visiting.begin(VERA, begin())).state is VisitState.WAITING


async def test_beginning_again_keeps_the_place_and_costs_nothing(open_line):
    first = await open_line.visiting.begin(VERA, begin())
    again = await open_line.visiting.begin(VERA, begin(topic="loss"))
    assert again == first
    assert len(open_line.admitted) == len(open_line.hints.wakes) == 1


async def test_two_pages_of_one_visitor_begin_one_visit(open_line):
    views = await asyncio.gather(*(open_line.visiting.begin(VERA, begin()) for _ in range(3)))
    assert len({view.conversation for view in views}) == 1
    assert await open_line.count(visits) == 1


@pytest.mark.parametrize(
    "command", [begin(consent=False), begin(language="xx"), begin(topic="unheard_of")]
)
async def test_without_consent_or_in_an_unknown_language_nothing_begins(open_line, command):
    with pytest.raises(Refusal) as refused:
        await open_line.visiting.begin(VERA, command)
    assert refused.value.code is Code.BAD_PAYLOAD
    assert await open_line.count(visits) == 0


async def test_with_no_moderator_the_line_is_closed(house):
    await house.ready("pat")
    assert await refusal(house.visiting.begin(VERA, begin())) is Code.CLOSED
    assert (await house.viewing.visit(VERA)).closed is Closed.NO_MODERATOR


async def test_with_no_peer_the_line_is_closed(house):
    await house.moderator()
    assert await refusal(house.visiting.begin(VERA, begin())) is Code.CLOSED
    assert (await house.viewing.door()).closed is Closed.NO_PEER


async def test_a_full_line_says_so(open_line):
    for n in range(3):
        await open_line.visitor(f"v{n}")
    assert await refusal(open_line.visiting.begin(VERA, begin())) is Code.FULL


async def test_whoever_has_a_place_keeps_it_when_the_line_closes(open_line):
    first = await open_line.visiting.begin(VERA, begin())
    open_line.clock.passes(minutes=5)  # and nobody of the staff was seen since
    again = await open_line.visiting.begin(VERA, begin())
    assert (again.conversation, again.closed) == (first.conversation, Closed.NO_MODERATOR)
    assert again.paused


async def test_who_floods_the_queue_is_refused_and_takes_no_place(open_line):
    async def too_many(*_):
        raise Refusal(Code.TOO_FAST, retry_after=60)

    object.__setattr__(open_line.visiting, "admit", too_many)
    assert await refusal(open_line.visiting.begin(VERA, begin())) is Code.TOO_FAST
    assert await open_line.count(visits) == 0


async def test_leaving_ends_the_visit(open_line):
    await open_line.visiting.begin(VERA, begin())
    await open_line.visiting.leave(VERA, Leave())
    view = await open_line.viewing.visit(VERA)
    assert (view.state, view.phase, view.wait) == (VisitState.LEFT, Phase.CLOSED, None)


async def test_deleting_ends_it_first_and_leaves_nothing(open_line):
    visitor, _, talk = await open_line.paired()
    await open_line.say(visitor, talk, "canary")
    await open_line.visiting.forget(visitor, Forget())
    assert await open_line.count(messages) == await open_line.count(visits) == 0
    assert (await open_line.viewing.visit(visitor)).state is VisitState.ARRIVED
    assert [w.wall for w in open_line.hints.wakes] == [True, True]


async def test_who_has_nothing_to_delete_is_forgotten_already(house):
    await house.visiting.forget(VERA, Forget())
    assert house.hints.told == []


async def refusal(coming):
    with pytest.raises(Refusal) as refused:
        await coming
    return refused.value.code
