"""Messages wait for their second opinion durably, and none of them is forgotten or in the way."""

import pytest
from sqlalchemy import text

from moderation.verdict import Action, Level, Verdict
from server.domain.opinion import Opinion, Turn
from server.stores.tables.core import AWAITING, messages
from server.stores.tables.house import risk_changes
from server.stores.talk.opinions import SqlOpinions
from tests.stores.line import Statements, a_line

ASKED = Verdict(actions=Action.SECOND_OPINION)


@pytest.fixture
def opinions(line):
    return SqlOpinions(line.db, line.sealer, line.new_id)


async def test_only_what_was_sent_to_the_model_waits_the_oldest_first(line, opinions):
    vera, _, talk = await line.paired()
    for number in range(3):
        line.clock.passes(seconds=1)
        await line.say(vera, talk, f"sent {number}", verdict=ASKED)
        await line.say(vera, talk, f"not sent {number}")
    waiting = await opinions.pending(Turn.DEEP, 2, alone=True)
    assert [message.text for message, _ in waiting] == ["sent 0", "sent 1"]
    assert [before for _, before in waiting] == ["", "not sent 0"]


async def test_where_many_wait_visitors_come_before_those_who_answer_them(line, opinions):
    vera, pat, talk = await line.paired()
    for who, words in ((pat, "first"), (vera, "second"), (pat, "third"), (vera, "fourth")):
        line.clock.passes(seconds=1)
        await line.say(who, talk, words, verdict=ASKED)
    for most, read in ((1, "second"), (3, "second fourth first"), (9, "second fourth first third")):
        waiting = await opinions.pending(Turn.DEEP, most, alone=True)
        assert [message.text for message, _ in waiting] == read.split()


async def test_what_waits_still_waits_after_a_restart(line, database_url, data_dir):
    vera, _, talk = await line.paired()
    await line.say(vera, talk, "waiting", verdict=ASKED)
    async with a_line(database_url, data_dir / "keys", line.clock, "again") as again:
        opinions = SqlOpinions(again.db, again.sealer, again.new_id)
        assert [m.text for m, _ in await opinions.pending(Turn.DEEP, 5, alone=True)] == ["waiting"]


async def test_words_that_nobody_can_read_any_more_hold_up_nobody_else(line, opinions):
    """The key was destroyed or damaged: there is nothing to have an opinion on."""
    vera, _, talk = await line.paired()
    broken = (await line.say(vera, talk, "broken", verdict=ASKED)).message
    await line.say(vera, talk, "whole", verdict=ASKED)
    here = (messages.c.conversation == talk) & (messages.c.seq == broken.seq)
    async with line.db.write() as tx:
        await tx.execute(messages.update().where(here).values(sealed=b"not what was sealed"))
    assert [m.text for m, _ in await opinions.pending(Turn.DEEP, 5, alone=True)] == ["whole"]
    assert [m.text for m, _ in await opinions.pending(Turn.DEEP, 1, alone=True)] == ["whole"]


async def test_each_rise_is_written_down_with_who_raised_it(line, opinions):
    vera, _, talk = await line.paired()
    await line.say(vera, talk, "hm", verdict=ASKED)
    ((message, _),) = await opinions.pending(Turn.DEEP, 5, alone=True)
    fence, opinion = (
        await line.lead(),
        Opinion((), Level.L2, withhold=False, raising=line.raising()),
    )
    (wake,) = await opinions.settle(fence, [(message, opinion)], line.clock())
    assert wake.wall
    (change,) = await line.rows(risk_changes)
    assert (change.before, change.after, change.by) == (0, 2, "second opinion")
    assert (await line.talk_row(talk)).top_level == 2


async def test_the_question_who_waits_is_answered_from_its_index(line, opinions):
    """Ten times a second it is asked; a line has millions of messages."""
    with Statements(line.db) as asked:
        await opinions.pending(Turn.QUICK, 5)
    assert any(AWAITING in said for said in asked.said)
    if line.db.is_sqlite:
        async with line.db.read() as tx:
            plan = await tx.execute(
                text(f"EXPLAIN QUERY PLAN SELECT seq FROM messages WHERE {AWAITING} ORDER BY at")
            )
            assert any("awaiting_opinion" in str(row) for row in plan)
