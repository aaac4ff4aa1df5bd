"""The house's own phrases stand until somebody takes them out, and each step is an entry."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from moderation.verdict import Concern, Level, Severity
from server.domain.own_phrase import OwnPhrase, told
from server.domain.refusal import Code, Refusal
from server.stores.tables.house import audit
from server.stores.tables.rules import own_phrases
from server.stores.watch.own_phrases import MOST, SqlOwnPhrases
from tests.stores.line import LEAVES


@pytest.fixture
def phrases(line):
    return SqlOwnPhrases(line.db, line.sealer)


def phrase(line, words="the old bridge", id="p1", **more):
    said = {"reason": "Names a place.", "source": "Our line", "note": "", "by": "ada"}
    kinds = {"concern": Concern.SUICIDE, "severity": Severity.MODERATE, "wherever": False}
    return OwnPhrase(id, "en", words, at=line.clock(), **{**kinds, **said, **more})


async def entries(line):
    async with line.db.read() as tx:
        rows = await tx.execute(select(audit.c.did, audit.c.about, audit.c.reason))
        return [tuple(row) for row in rows if row.did.endswith("phrase")]


async def refused(work):
    with pytest.raises(Refusal) as refusal:
        await work
    return refusal.value.code


async def test_what_was_added_stands_and_is_an_entry_without_its_words(line, phrases):
    one = phrase(line)
    await phrases.add(one)

    assert await phrases.all() == (one,)
    assert await entries(line) == [("add_phrase", "p1", "suicide 2")]


async def test_the_same_does_not_stand_twice_however_grave(line, phrases):
    await phrases.add(phrase(line))
    graver = phrase(line, id="p2", severity=Severity.HIGH)
    assert await refused(phrases.add(graver)) is Code.TAKEN
    await phrases.add(replace(graver, concern=Concern.ABUSE))
    assert len(await phrases.all()) == 2


async def test_there_are_no_more_than_a_message_can_be_read_for(line, phrases):
    async with line.db.write() as tx:
        row = {name: getattr(phrase(line), name) for name in OwnPhrase.__slots__}
        many = [{**row, "id": f"p{at}", "phrase": f"bridge {at}"} for at in range(MOST)]
        await tx.execute(own_phrases.insert(), many)
    assert await refused(phrases.add(phrase(line, id="one more"))) is Code.FULL


async def test_what_is_taken_out_is_gone_once_and_may_come_back(line, phrases):
    await phrases.add(phrase(line))
    await phrases.take_out("p1", "max", line.clock())

    assert await phrases.all() == ()
    assert await refused(phrases.take_out("p1", "max", line.clock())) is Code.NOT_FOUND
    assert (await entries(line))[1:] == [("take_out_phrase", "p1", "")]
    await phrases.add(phrase(line, id="p2"))
    assert [one.id for one in await phrases.all()] == ["p2"]


async def test_only_visitors_words_that_can_be_read_still_are_counted(line, phrases):
    vera, pat, talk = await line.paired()
    await line.say(vera, talk, "see you at the old bridge")
    await line.say(pat, talk, "which old bridge?")
    zoe, kim, other = await line.paired("zoe", "kim")
    await line.say(zoe, other, "what was deleted")
    await line.end(kim, other, LEAVES)
    await line.forgetting.forget("zoe")
    since = line.clock() - timedelta(days=30)

    read = [one async for one in phrases.said_since(since, 10)]
    assert read == [(talk, ["see you at the old bridge"])]
    line.clock.passes(days=40)
    late = line.clock() - timedelta(days=30)
    assert [one async for one in phrases.said_since(late, 10)] == []


async def test_a_lost_day_key_leaves_out_its_conversations_alone(line, phrases):
    vera, _, talk = await line.paired()
    await line.say(vera, talk, "under a key that is lost")
    lost = line.clock().date().isoformat()
    line.clock.passes(days=1)
    zoe, _, other = await line.paired("zoe", "kim")
    await line.say(zoe, other, "still there")
    line.vault.destroy_day(lost)

    since = line.clock() - timedelta(days=30)
    assert [one async for one in phrases.said_since(since, 10)] == [(other, ["still there"])]


async def test_where_a_flag_was_raised_is_known(line, phrases):
    vera, _, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L2)

    assert await phrases.flagged_since(line.clock() - timedelta(days=1)) == {talk}
    assert await phrases.flagged_since(line.clock() + timedelta(days=1)) == frozenset()


@pytest.mark.parametrize(
    ("found", "of", "shown"),
    [(0, 100, 0), (4, 100, None), (5, 100, 5), (97, 100, None), (100, 100, 100), (0, 0, 0)],
)
def test_a_count_that_points_at_few_is_not_told(found, of, shown):
    assert told(found, of) == shown
