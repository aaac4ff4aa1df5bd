"""What a flag quotes: its words, the two messages before them, and what found them."""

from dataclasses import replace

from moderation.verdict import Level
from server.domain.flag_context import Cause, SaidBefore
from server.domain.opinion import Opinion, Turn
from server.domain.session import Role
from server.stores.rows.flag_words import SHORT
from server.stores.talk.opinions import SqlOpinions
from tests.stores.line import LEAVES, worrying
from tests.stores.rooming import Rooming

ASKS = "Are you thinking of suicide?"
FOUND = (Cause("suicide", "context", ASKS), Cause("suicide", "inline", share=0.87))


async def answers(line, who, talk, text="yes", level=Level.L2, **more):
    raising = replace(line.raising(level, text), causes=FOUND)
    return await line.say(who, talk, text, verdict=worrying(level), raising=raising, **more)


async def test_a_yes_is_shown_with_the_question_that_it_answers(line):
    visitor, peer, talk = await line.paired()
    await line.say(peer, talk, "Hi, I am Pat.")
    await line.say(visitor, talk, "I can't see a way on.")
    await line.say(peer, talk, ASKS)
    await answers(line, visitor, talk)
    flag = await line.only_flag()
    assert flag.words == "yes"
    assert flag.before == (
        SaidBefore(Role.VISITOR, "I can't see a way on."),
        SaidBefore(Role.PEER, ASKS),
    )
    assert flag.causes == FOUND


async def test_of_what_was_said_before_the_end_is_kept_where_a_question_stands(line):
    visitor, peer, talk = await line.paired()
    await line.say(peer, talk, "I am here. " * 40 + ASKS)
    await answers(line, visitor, talk)
    (before,) = (await line.only_flag()).before
    assert before.text.endswith(ASKS)
    assert len(before.text) == SHORT + 1


async def test_what_is_found_later_renews_what_was_said_before(line):
    visitor, peer, talk = await line.paired()
    await answers(line, visitor, talk, "I am so tired")
    await line.say(peer, talk, ASKS)
    await answers(line, visitor, talk, "yes", Level.L3)
    flag = await line.only_flag()
    assert [one.text for one in flag.before] == ["I am so tired", ASKS]


async def test_a_second_opinion_shows_what_was_said_before_its_message(line):
    visitor, peer, talk = await line.paired()
    await line.say(peer, talk, ASKS)
    await line.say(visitor, talk, "maybe")
    await line.say(peer, talk, "Thank you for telling me.")
    opinions = SqlOpinions(line.db, line.sealer, line.new_id)
    waiting = await opinions.pending(Turn.QUICK, 5)
    ((message, _),) = [one for one in waiting if one[0].text == "maybe"]
    raising = replace(line.raising(words="maybe"), causes=FOUND)
    opinion = Opinion((), Level.L2, withhold=False, raising=raising, turn=Turn.QUICK)
    await opinions.settle(await line.lead(), [(message, opinion)], line.clock())
    assert [one.text for one in (await line.only_flag()).before] == [ASKS]


async def test_in_a_room_no_flag_quotes_another_visitor(line):
    room = Rooming(line)
    fay, _, vera, will = await room.opened("vera", "will")
    await line.say(fay, room.id, ASKS)
    await line.say(will, room.id, "I have been there.")
    await answers(line, vera, room.id)
    assert [one.text for one in (await line.only_flag()).before] == [ASKS]


async def test_with_the_words_of_a_flag_what_was_said_before_them_is_gone(line):
    visitor, peer, talk = await line.paired()
    await line.say(peer, talk, ASKS)
    await answers(line, visitor, talk)
    await line.end(peer, talk, LEAVES)
    await line.forgetting.forget("vera")
    flag = await line.only_flag()
    assert (flag.words, flag.before, flag.causes) == ("", (), ())
    assert (await line.flag_row()).context is None
