"""Chance draws what has ended, for somebody who was not in it; two open it, one labels it once."""

from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.domain.ids import VisitId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.sampling import Labelled, Stratum
from server.stores import audit
from server.stores.tables.house import audit as audit_table
from server.stores.tables.samples import samples as sample_table
from server.stores.tables.watch import glasses as glass_table
from server.stores.watch.glasses import SqlGlasses
from server.stores.watch.samples import SqlSamples

HOUR = timedelta(hours=1)


@pytest.fixture
def samples(line):
    return SqlSamples(line.db, line.sealer, line.new_id, lambda: 0.0)


@pytest.fixture
def glasses(line):
    return SqlGlasses(line.db, line.sealer, line.new_id)


@pytest.fixture
async def mona(line):
    return await line.moderator()


async def ended(line, name="vera", peer="pat"):
    visitor, answering, talk = await line.paired(name, peer)
    await line.say(visitor, talk, "Hello")
    await line.end(answering, talk)
    return talk


async def opened(line, samples, glasses):
    """Its id; Mona has drawn it and Mike has agreed."""
    await samples.draw("mona", line.clock(), HOUR)
    (row,) = await line.rows(glass_table)
    await glasses.approve(row.id, "mike", line.clock(), HOUR, tell=Notice.SAMPLED)
    return row.id


async def test_what_is_drawn_waits_for_a_second_person_and_its_chance_is_kept(
    line, samples, glasses, mona
):
    for name, peer in (("vera", "pat"), ("wim", "paul")):
        await ended(line, name, peer)
    await samples.draw(mona.id, line.clock(), HOUR)
    (row,) = await line.rows(sample_table)
    assert (row.stratum, row.probability, row.drawn_for) == (Stratum.CALM, 0.5, "mona")
    (glass,) = await line.rows(glass_table)
    with pytest.raises(StepNotAllowed):
        await glasses.approve(glass.id, mona.id, line.clock(), HOUR, tell=None)
    with pytest.raises(Refusal) as refused:
        await samples.draw(mona.id, line.clock(), HOUR)
    assert refused.value.code is Code.TAKEN
    entry = (await line.rows(audit_table))[-1]
    assert (entry.did, entry.reason) == ("draw_sample", "1 of 2")


async def test_nothing_is_drawn_that_is_open_forgotten_or_one_s_own(line, samples, mona):
    visitor, _, talk = await line.paired()
    await line.say(visitor, talk, "Hello")
    for who in ("mona", "pat"):
        with pytest.raises(Refusal) as refused:
            await samples.draw(who, line.clock(), HOUR)
        assert refused.value.code is Code.NOT_FOUND
    await line.visits.leave("vera", line.clock())
    with pytest.raises(Refusal):
        await samples.draw("pat", line.clock(), HOUR)
    await line.forgetting.forget(VisitId("vera"))
    with pytest.raises(Refusal):
        await samples.draw(mona.id, line.clock(), HOUR)


async def test_it_is_labelled_once_by_who_read_it_and_while_it_is_open(
    line, samples, glasses, mona
):
    await ended(line)
    await line.moderator("mike")
    glass = await opened(line, samples, glasses)
    with pytest.raises(Refusal):
        await samples.label(glass, "mike", Level.L2, line.clock())
    await samples.label(glass, mona.id, Level.L2, line.clock())
    with pytest.raises(StepNotAllowed):
        await samples.label(glass, mona.id, None, line.clock())
    assert await samples.labelled(line.clock()) == [Labelled(Stratum.CALM, 1.0, needed=True)]
    assert await samples.glasses(line.clock()) == {glass: True}
    assert await audit.verify(line.db) is None


async def test_after_its_time_nothing_is_labelled(line, samples, glasses, mona):
    await ended(line)
    glass = await opened(line, samples, glasses)
    line.clock.passes(hours=1)
    with pytest.raises(StepNotAllowed):
        await samples.label(glass, mona.id, None, line.clock())


async def test_the_label_outlives_the_words_as_a_bare_number(line, samples, glasses, mona):
    await ended(line)
    glass = await opened(line, samples, glasses)
    await samples.label(glass, mona.id, None, line.clock())
    await line.forgetting.forget(VisitId("vera"))
    (row,) = await line.rows(sample_table)
    assert (row.conversation, row.needed) == (None, False)


async def test_the_visitor_is_told_that_chance_drew_it(line, samples, glasses, mona):
    talk = await ended(line)
    await opened(line, samples, glasses)
    tail = await line.talks.tail("vera", talk, 0, 9)
    assert tail[-1].notice is Notice.SAMPLED
