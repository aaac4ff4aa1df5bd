"""What each of the three sees while a new peer asks, reads, and is gone."""

import pytest

from moderation.verdict import Action, Level, Verdict
from server.contract.commands import Say
from server.contract.mentor_commands import AnswerLearner, LetGo, Mentor, ReadAlong, ReadOn
from server.contract.mentor_views import LearnerCard, ReadingCard
from server.domain.refusal import Refusal
from server.domain.session import Role
from server.domain.shadowing import ShadowState


@pytest.fixture
async def pair(house):
    return await house.paired()


@pytest.fixture
async def nova(house, pair):
    await house.on_probation("nova")
    return await house.ready("nova")


async def seen(house, visitor, pat, nova):
    """What stands on the pages of the visitor and the peer, and on the new peer's own."""
    desks = await house.viewing.desks([pat.id, nova.id])
    (talk,) = desks[pat.id].conversations
    return (await house.viewing.visit(visitor)).learner, talk.learner, desks[nova.id].reading


async def says(house, who, talk, accept=True):
    await house.shadowing.answer_learner(who, AnswerLearner(conversation=talk, accept=accept))


async def test_nobody_sees_more_than_they_are_asked(house, pair, nova):
    visitor, pat, talk = pair
    assert await seen(house, visitor, pat, nova) == (None, None, ReadingCard())
    await house.shadowing.read_along(nova, ReadAlong())
    asked = LearnerCard(name="Nova", state=ShadowState.ASKED)
    waits = ReadingCard(state=ShadowState.ASKED, conversation=talk)
    assert await seen(house, visitor, pat, nova) == (None, asked, waits)
    await says(house, pat, talk)
    agreed = LearnerCard(name="Nova", state=ShadowState.AGREED)
    waits = ReadingCard(state=ShadowState.AGREED, conversation=talk)
    assert await seen(house, visitor, pat, nova) == (agreed, agreed, waits)
    await says(house, visitor, talk)
    reads = LearnerCard(name="Nova", state=ShadowState.READING)
    row = await house.talk_row(talk)
    own = ReadingCard(
        state=ShadowState.READING,
        conversation=talk,
        pseudonym="Quiet vera",
        peer="Pat",
        last_seq=row.last_seq,
    )
    assert await seen(house, visitor, pat, nova) == (reads, reads, own)
    mona = await house.moderator()
    (card,) = (await house.walling.view(mona)).conversations
    assert card.learner == reads
    await says(house, visitor, talk, accept=False)
    assert await seen(house, visitor, pat, nova) == (None, None, ReadingCard())


async def test_a_reader_is_told_that_there_is_something_new_and_fetches_it(house, pair, nova):
    visitor, pat, talk = pair
    await house.shadowing.read_along(nova, ReadAlong())
    await says(house, pat, talk)
    await says(house, visitor, talk)
    house.hints.wakes.clear()
    await house.conversing.say(visitor, Say(conversation=talk, ref="a", text="The nights are long"))
    (wake,) = house.hints.wakes
    assert (Role.PEER, "nova") in wake.looks
    tail = await house.shadowing.read_on(nova, ReadOn(conversation=talk))
    assert [line.text for line in tail.lines][-1] == "The nights are long"
    assert not any(line.mine for line in tail.lines)


async def test_what_raises_the_level_takes_everything_off_the_reader_s_page(house, pair, nova):
    visitor, pat, talk = pair
    await house.shadowing.read_along(nova, ReadAlong())
    await says(house, pat, talk)
    await says(house, visitor, talk)
    house.hints.wakes.clear()
    house.verdict = Verdict(actions=Action.FLAG, level=Level.L2)
    await house.conversing.say(visitor, Say(conversation=talk, ref="a", text="I see no way out"))
    assert (Role.PEER, "nova") in house.hints.wakes[0].looks
    gone = ReadingCard(state=ShadowState.ENDED)
    assert await seen(house, visitor, pat, nova) == (None, None, gone)
    with pytest.raises(Refusal):
        await house.shadowing.read_on(nova, ReadOn(conversation=talk))


async def test_a_question_that_stands_is_not_shown_in_a_worry(house, pair, nova):
    visitor, pat, talk = pair
    await house.shadowing.read_along(nova, ReadAlong())
    await says(house, pat, talk)
    await house.worries(visitor, talk, level=Level.L1)
    assert (await seen(house, visitor, pat, nova))[:2] == (None, None)


async def test_a_mentor_sees_what_waits_and_all_three_see_what_it_is_for(house):
    visitor, pat, talk = await house.paired()
    await house.on_probation("pat")
    await house.employed("cora", ("peer", "mentor"))
    cora = await house.ready("cora")
    assert (await house.viewing.desks(["cora"]))["cora"].reading == ReadingCard(mentor=True)
    await house.shadowing.read_along(cora, ReadAlong(mentor=True))
    await says(house, pat, talk)
    await says(house, visitor, talk)
    reads = LearnerCard(name="Cora", state=ShadowState.READING, mentor=True)
    on_visit, on_desk, own = await seen(house, visitor, pat, cora)
    assert on_visit == on_desk == reads
    assert (own.mentoring.peer, own.mentoring.mine) == ("Pat", False)
    await house.mentoring.mentor(cora, Mentor(conversation=talk, on=True))
    house.hints.wakes.clear()
    await house.conversing.say(pat, Say(conversation=talk, ref="a", text="Sleep more"))
    assert (Role.PEER, "cora") in house.hints.wakes[0].looks
    mona = await house.moderator()
    (card,) = (await house.walling.view(mona)).conversations
    assert (card.mentoring.by, card.mentoring.mine, card.mentoring.words) == ("Cora", False, ())
    _, _, own = await seen(house, visitor, pat, cora)
    assert [one.text for one in own.mentoring.words] == ["Sleep more"]
    (talks,) = (await house.viewing.desks([pat.id]))[pat.id].conversations
    assert talks.mentor.by == "Cora"
    await house.mentoring.let_go(cora, LetGo(conversation=talk, ref="a"))
    assert [message.text for message in house.hints.said] == ["Sleep more"]
