"""Looking back at what has ended, and opening what is sealed with a second person."""

import pytest

from server.contract.review_requests import (
    AnswerOpening,
    AskToOpen,
    EndOpening,
    ReadOpened,
    ShowReview,
)
from server.domain.lifecycle import StepNotAllowed
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.watch.reviewing import Reviewing
from server.stores.talk.closed_talks import SqlClosedTalks
from server.stores.watch.glasses import SqlGlasses
from server.stores.watch.samples import SqlSamples
from tests.services.people import EVERYTHING

WHY = "The hospital asks what was said."


@pytest.fixture
def reviewing(house):
    glasses = SqlGlasses(house.db, house.sealer, house.new_id)
    closed, policy = SqlClosedTalks(house.db), EVERYTHING.break_glass
    samples = SqlSamples(house.db, house.sealer, house.new_id, lambda: 0.0)
    return Reviewing(glasses, closed, samples, policy, house.hints, house.clock)


@pytest.fixture
async def people(house):
    for name in ("mona", "mike"):
        await house.employed(name)
    return [StaffMember(name, name.title(), (Role.MODERATOR,)) for name in ("mona", "mike")]


@pytest.fixture
async def ended(house):
    vera, pat, talk = await house.paired()
    await house.say(vera, talk, "the sealed words")
    await house.end(pat, talk)
    return talk


async def test_what_has_ended_is_listed_without_its_words(reviewing, people, ended):
    mona, _ = people
    shown = await reviewing.show(mona, ShowReview())
    (card,) = shown.closed
    assert (card.id, card.readable, card.flags) == (ended, True, 0)
    assert shown.openings == ()


async def test_a_coach_sees_what_they_asked_for_and_nothing_of_what_others_did(
    reviewing, people, ended, house
):
    mona, mike = people
    coach = StaffMember("cleo", "Cleo", (Role.PEER, Role.COACH))
    await house.employed("cleo")
    await reviewing.ask(mona, AskToOpen(conversation=ended, reason=WHY))
    assert (await reviewing.show(coach, ShowReview())).openings == ()
    await reviewing.ask(coach, AskToOpen(conversation=ended, reason="It was flagged."))
    (own,) = (await reviewing.show(coach, ShowReview())).openings
    assert (own.mine, own.asked_by) == (True, "Cleo")
    assert len((await reviewing.show(mike, ShowReview())).openings) == 2
    await reviewing.answer(mike, AnswerOpening(opening=own.id, approve=True))
    read = await reviewing.read(coach, ReadOpened(opening=own.id))
    assert "the sealed words" in [line.text for line in read.lines]


async def test_from_the_question_to_the_end_each_sees_where_it_stands(
    reviewing, people, ended, house
):
    mona, mike = people
    await reviewing.ask(mona, AskToOpen(conversation=ended, reason=WHY))
    assert house.hints.wakes[-1].wall
    (card,) = (await reviewing.show(mike, ShowReview())).openings
    assert (card.asked_by, card.mine, card.reason, card.state) == ("Mona", False, WHY, "asked")
    await reviewing.answer(mike, AnswerOpening(opening=card.id, approve=True))
    tail = await reviewing.read(mona, ReadOpened(opening=card.id))
    assert "the sealed words" in [line.text for line in tail.lines]
    (mine,) = (await reviewing.show(mona, ShowReview())).openings
    assert (mine.mine, mine.state, mine.answered_by) == (True, "open", "Mike")
    await reviewing.end(mona, EndOpening(opening=card.id))
    with pytest.raises(StepNotAllowed):
        await reviewing.read(mona, ReadOpened(opening=card.id))


async def test_a_no_opens_nothing(reviewing, people, ended):
    mona, mike = people
    await reviewing.ask(mona, AskToOpen(conversation=ended, reason=WHY))
    (card,) = (await reviewing.show(mike, ShowReview())).openings
    await reviewing.answer(mike, AnswerOpening(opening=card.id, approve=False))
    with pytest.raises(StepNotAllowed):
        await reviewing.read(mona, ReadOpened(opening=card.id))
