"""A visitor takes back what they said: nobody reads it any more, and no risk is undone by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.verdict import Action, Level, Verdict
from server.domain.flag import ASKED as BY_PEER
from server.domain.flag import Outcome
from server.domain.flag_context import Cause
from server.domain.ids import PersonId, VisitId
from server.domain.incident import Ending, SignedOff
from server.domain.message import Notice
from server.domain.opinion import Opinion, Turn
from server.domain.refusal import Code, Refusal
from server.stores.keys.sealing import DESTROYED
from server.stores.rows.unsaid import LONGEST
from server.stores.tables.core import messages
from server.stores.tables.unsaid import unsaid
from server.stores.talk.opinions import SqlOpinions
from server.stores.watch.sign_offs import SqlSignOffs
from tests.stores.line import LEAVES, notices, worrying

ASKED = Verdict(actions=Action.SECOND_OPINION)
NAME = "My name is Ada Brook"


async def takes_back(line, who, kept):
    message = kept.message
    return await line.talks.unsay(who, message.conversation, message.seq, line.clock())


async def texts(line, reader, talk):
    return [one.text for one in await line.talks.tail(reader.id, talk, 0, 100) if not one.notice]


async def sealed(line, kept):
    here = (messages.c.conversation == kept.message.conversation) & (
        messages.c.seq == kept.message.seq
    )
    (row,) = await line.rows(messages, here)
    return row.sealed


async def read_by_the_screen(line, opinion=None):
    """The second opinion, on all that waits for one."""
    opinions = SqlOpinions(line.db, line.sealer, line.new_id)
    for turn in (Turn.QUICK, Turn.DEEP):
        waiting = await opinions.pending(turn, 9)
        formed = [(m, replace(opinion or CALM, turn=turn)) for m, _ in waiting]
        if formed:
            await opinions.settle(await line.lead(), formed, line.clock())


CALM = Opinion((), Level.L0, withhold=False, raising=None)


async def swept(line):
    fence = await line.leases.take("retention", "me", 10**7)
    await line.forgetting.past(fence, line.clock())


async def test_nobody_reads_it_any_more_and_everybody_learns_that_it_was_taken_back(line):
    vera, pat, talk = await line.paired()
    said = await line.say(vera, talk, NAME)
    wake = await takes_back(line, vera, said)
    assert notices(wake) == [Notice.UNSAID]
    assert wake.said[0].unsays == said.message.seq
    for reader in (vera, pat):
        *_, taken, notice = await line.talks.tail(reader.id, talk, 0, 100)
        assert (taken.text, taken.unsaid, taken.unsays) == ("", True, None)
        assert (notice.unsaid, notice.unsays) == (False, said.message.seq)
    assert await line.seqs(talk) == list(range(1, notice.seq + 1))


async def test_its_words_are_gone_at_once_where_the_screen_has_read_them(line):
    vera, _, talk = await line.paired()
    said = await line.say(vera, talk, NAME)
    await read_by_the_screen(line)
    await takes_back(line, vera, said)
    assert await sealed(line, said) == DESTROYED


async def test_the_screen_reads_it_to_the_end_and_then_it_is_gone(line):
    vera, pat, talk = await line.paired()
    said = await line.say(vera, talk, "I have a plan", verdict=ASKED)
    await takes_back(line, vera, said)
    await swept(line)
    assert await sealed(line, said) != DESTROYED
    await read_by_the_screen(line, Opinion((), Level.L3, withhold=False, raising=line.raising()))
    flag = await line.only_flag()
    assert (flag.level, flag.words) == (Level.L2, "can't go on")
    assert "I have a plan" not in await texts(line, pat, talk)
    await swept(line)
    assert await sealed(line, said) == DESTROYED


async def test_it_waits_an_hour_at_most_for_a_model_that_is_not_there(line):
    vera, _, talk = await line.paired()
    said = await line.say(vera, talk, NAME, verdict=ASKED)
    await takes_back(line, vera, said)
    line.clock.passes(seconds=LONGEST.total_seconds() + 1)
    await swept(line)
    assert await sealed(line, said) == DESTROYED


async def test_taking_it_back_undoes_no_level_and_no_flag(line):
    vera, pat, talk = await line.paired()
    said = await line.worries(vera, talk, "I can't go on", level=Level.L3)
    await read_by_the_screen(line)
    await takes_back(line, vera, said)
    flag = await line.only_flag()
    assert (flag.level, flag.words, flag.unsaid) == (Level.L3, "I can't go on", True)
    assert flag.reasons
    assert (await line.desk(pat)).talks[0].talk.level is Level.L3


async def test_what_a_flag_of_l2_quotes_goes_when_it_is_signed_off(line):
    vera, _, talk = await line.paired()
    mona = await line.moderator()
    said = await line.worries(vera, talk)
    await read_by_the_screen(line)
    await takes_back(line, vera, said)
    assert (await line.only_flag()).words == "I can't go on"
    await signed_off(line, vera, talk, mona)
    flag = await line.flag_row()
    assert flag.sealed == DESTROYED
    assert flag.reasons


async def test_what_a_lighter_flag_quotes_goes_with_it(line):
    vera, _, talk = await line.paired()
    said = await line.worries(vera, talk, level=Level.L1)
    await read_by_the_screen(line)
    await takes_back(line, vera, said)
    flag = await line.only_flag()
    assert (flag.words, flag.level) == ("", Level.L1)


async def test_it_is_no_longer_among_what_was_said_before_a_lighter_flag(line):
    vera, _, talk = await line.paired()
    said = await line.say(vera, talk, NAME)
    await line.worries(vera, talk, level=Level.L1)
    assert [one.text for one in (await line.only_flag()).before] == [NAME]
    await read_by_the_screen(line)
    await takes_back(line, vera, said)
    flag = await line.only_flag()
    assert (flag.before, flag.words) == ((), "I can't go on")


FOUND = (Cause("suicide", "inline", share=0.87),)


async def test_what_found_the_danger_stays_with_a_flag_that_quotes_it_no_more(line):
    vera, _, talk = await line.paired()
    said = await line.say(vera, talk, NAME)
    raising = replace(line.raising(Level.L1, "so tired"), causes=FOUND)
    worry = await line.say(vera, talk, "so tired", verdict=worrying(Level.L1), raising=raising)
    await read_by_the_screen(line)
    await takes_back(line, vera, said)
    flag = await line.only_flag()
    assert (flag.before, flag.words, flag.causes) == ((), "so tired", FOUND)
    await takes_back(line, vera, worry)
    flag = await line.only_flag()
    assert (flag.words, flag.causes) == ("", FOUND)


async def peer_worries(line, pat, talk, level):
    raising = replace(line.raising(level, HINT), concerns=(BY_PEER,))
    await line.alerts.ask(pat, talk, raising, line.clock())


HINT = "She has pills beside her"


@pytest.mark.parametrize("level", [Level.L1, Level.L3])
@pytest.mark.parametrize("screened", [False, True])
async def test_what_the_peer_wrote_to_moderators_is_not_the_visitor_s_to_take_back(
    line, level, screened
):
    vera, pat, talk = await line.paired()
    mona = await line.moderator()
    said = await (line.worries if screened else line.say)(vera, talk, NAME)
    await read_by_the_screen(line)
    await peer_worries(line, pat, talk, max(level, Level.L2) if screened else level)
    await takes_back(line, vera, said)
    assert (await line.only_flag()).words == HINT
    await signed_off(line, vera, talk, mona)
    row = await line.flag_row()
    assert row.sealed != DESTROYED


async def resolved(line, mona):
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    await line.alerts.resolve(flag.id, mona, Outcome.CONFIRMED, "Looked.", line.clock())


async def signed_off(line, vera, talk, mona):
    await resolved(line, mona)
    await line.end(vera, talk)
    signed = SignedOff(PersonId(mona.id), line.clock(), Ending.SAFE, "")
    await SqlSignOffs(line.db, line.sealer).sign(talk, signed)


@pytest.mark.parametrize("level", [Level.L2, Level.L3])
@pytest.mark.parametrize("ends", ["first", "last"])
async def test_where_nobody_signs_off_it_goes_when_it_is_resolved_and_over(line, level, ends):
    vera, _, talk = await line.paired()
    mona = await line.moderator()
    said = await line.worries(vera, talk, level=level)
    await read_by_the_screen(line)
    await takes_back(line, vera, said)
    steps = [lambda: line.end(vera, talk), lambda: resolved(line, mona)]
    for step in steps if ends == "first" else reversed(steps):
        await swept(line)
        assert (await line.flag_row()).sealed != DESTROYED
        await step()
    await swept(line)
    assert ((await line.flag_row()).sealed == DESTROYED) is (level < Level.L3)


async def test_twice_is_once(line):
    vera, _, talk = await line.paired()
    said = await line.say(vera, talk, NAME)
    await takes_back(line, vera, said)
    assert notices(await takes_back(line, vera, said)) == []
    assert await line.count(unsaid) == 1


@pytest.mark.parametrize("who", ["peer", "stranger", "afterwards"])
async def test_nobody_takes_back_what_is_not_theirs_or_is_over(line, who):
    vera, pat, talk = await line.paired()
    said = await line.say(vera, talk, NAME)
    by = {"peer": pat, "stranger": await line.visitor("wim"), "afterwards": vera}[who]
    if who == "afterwards":
        await line.end(pat, talk, LEAVES)
    with pytest.raises(Refusal) as refused:
        await takes_back(line, by, said)
    assert refused.value.code is Code.NOT_FOUND


async def test_deleting_everything_takes_what_was_taken_back_as_well(line):
    vera, pat, talk = await line.paired()
    said = await line.say(vera, talk, NAME)
    await takes_back(line, vera, said)
    await line.end(pat, talk, LEAVES)
    line.clock.passes(seconds=timedelta(minutes=1).total_seconds())
    await line.forgetting.forget(VisitId(vera.id))
    assert await line.count(unsaid) == 0
