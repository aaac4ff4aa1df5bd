"""What a mentor and a new peer see, and who is told what while words wait."""

import itertools

import pytest

from moderation.passage import Speaker
from moderation.verdict import Action, Level, Verdict
from server.contract.commands import Say
from server.contract.mentor_commands import LetGo, Mentor, ProposeWords, StopWords
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.services.watch.mentoring import SayingDue
from tests.stores.line import FADING


@pytest.fixture
async def pair(house):
    """A visitor, a peer on probation whom Mona mentors, and what they talk in."""
    mona, (_, pat, talk) = await house.moderator(), await house.paired()
    await house.on_probation("pat")
    await house.supervision.read(mona, talk, house.clock())
    await house.mentoring.mentor(mona, Mentor(conversation=talk, on=True))
    house.hints.told.clear()
    return mona, pat, talk


async def test_while_words_wait_the_visitor_is_told_that_somebody_writes_and_no_more(house, pair):
    mona, pat, talk = pair
    receipt = await house.conversing.say(pat, Say(conversation=talk, ref="a", text="Sleep more"))
    assert receipt.seq == 0
    (_, wake), typing = house.hints.told
    assert (wake.said, wake.talks, wake.wall) == ([], set(), True)
    assert wake.looks == {(Role.PEER, "pat")}
    assert typing == ("typing", talk, "pat", True)
    assert [passage.text for passage in house.screened] == ["Sleep more"]
    (on_wall,) = (await house.walling.view(mona)).conversations
    (on_desk,) = (await house.viewing.desks([pat.id]))[pat.id].conversations
    assert on_wall.mentoring.words == on_desk.mentor.words
    assert (on_wall.mentoring.mine, on_desk.mentor.by, on_desk.mentor.seconds) == (True, "Mona", 6)
    await house.mentoring.let_go(mona, LetGo(conversation=talk, ref="a"))
    assert [message.text for message in house.hints.said] == ["Sleep more"]


async def test_another_moderator_sees_who_mentors_and_not_the_words(house, pair):
    _, pat, talk = pair
    await house.conversing.say(pat, Say(conversation=talk, ref="a", text="Sleep more"))
    mike = await house.moderator("mike")
    (card,) = (await house.walling.view(mike)).conversations
    assert (card.mentoring.by, card.mentoring.mine, card.mentoring.words) == ("Mona", False, ())


async def test_what_was_stopped_shows_the_mentor_s_word_on_the_desk(house, pair):
    mona, pat, talk = pair
    await house.conversing.say(pat, Say(conversation=talk, ref="a", text="Sleep more"))
    stopped = StopWords(
        conversation=talk, ref="a", word=" Ask first. ", instead="How do you sleep?"
    )
    await house.mentoring.stop_words(mona, stopped)
    (card,) = (await house.viewing.desks([pat.id]))[pat.id].conversations
    (words,) = card.mentor.words
    assert (words.stopped, words.word, words.instead) == (True, "Ask first.", "How do you sleep?")


async def test_a_proposal_stands_beside_the_words_and_holds_nothing_up(house, pair):
    mona, pat, talk = pair
    await house.conversing.say(pat, Say(conversation=talk, ref="a", text="Sleep more"))
    proposal = ProposeWords(conversation=talk, ref="a", word="Ask.", instead="How do you sleep?")
    await house.mentoring.propose_words(mona, proposal)
    (card,) = (await house.viewing.desks([pat.id]))[pat.id].conversations
    (words,) = card.mentor.words
    assert (words.stopped, words.text, words.instead) == (False, "Sleep more", "How do you sleep?")
    house.clock.passes(seconds=6)
    await SayingDue(house.first_reads, house.hints, house.clock).round()
    assert [message.text for message in house.hints.said] == ["Sleep more"]
    with pytest.raises(StepNotAllowed):
        await house.mentoring.propose_words(mona, proposal)


async def test_the_mentor_s_own_words_pass_the_screen_and_a_stop_stops_all_the_same(house, pair):
    mona, pat, talk = pair
    await house.conversing.say(pat, Say(conversation=talk, ref="a", text="Sleep more"))
    house.screened.clear()
    house.verdict = Verdict(actions=Action.WITHHOLD)
    said = {"conversation": talk, "ref": "a", "word": "You idiot.", "instead": "Stupid words"}
    for asked, does in (
        (ProposeWords(**said), house.mentoring.propose_words),
        (StopWords(**said), house.mentoring.stop_words),
    ):
        with pytest.raises(Refusal) as refused:
            await does(mona, asked)
        assert refused.value.code is Code.NOT_NOW
    assert {(one.text, one.speaker) for one in house.screened} == {
        ("You idiot.", Speaker.MODERATOR)
    }
    (card,) = (await house.viewing.desks([pat.id]))[pat.id].conversations
    (words,) = card.mentor.words
    assert (words.stopped, words.word, words.instead) == (True, "", "")


async def test_words_that_can_t_be_read_here_hold_up_nobody_else_s(house, pair):
    _, pat, talk = pair
    await house.conversing.say(pat, Say(conversation=talk, ref="a", text="Sleep more"))
    house.clock.passes(seconds=10)

    class TwoDue:
        """The first of them is sealed with a key that this process does not have."""

        async def due(self, at):
            return ["elsewhere", *await house.first_reads.due(at)]

        async def say_due(self, conversation, at):
            if conversation == "elsewhere":
                raise KeyError
            return await house.first_reads.say_due(conversation, at)

    await SayingDue(TwoDue(), house.hints, house.clock).round()
    assert [message.text for message in house.hints.said] == ["Sleep more"]


def test_it_fades_with_conversations_and_with_training():
    waits = [[FADING.seconds(had, level) for level in Level] for had in range(6)]
    for before, after in itertools.pairwise(waits):
        assert all(late <= early for early, late in zip(before, after, strict=True))
    assert waits[0] == [9, 8, 7, 6, 6]
    assert waits[-1] == [0, 0, 0, 0, 0]
