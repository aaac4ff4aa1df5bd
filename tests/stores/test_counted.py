"""What is counted outlives what is forgotten, without whose it was."""

from dataclasses import replace
from datetime import timedelta

from moderation.verdict import Level
from server.domain.flag import Outcome
from server.stores.happenings import SqlHappenings
from server.stores.tables.core import conversations
from server.stores.tables.house import bare_facts
from tests.stores.line import LEAVES

NAMES = ("vera", "pat", "mona", "talk-vera", "can't go on")


async def an_evening(line):
    visitor, peer, talk = await line.paired(distress=9)
    await line.worries(visitor, talk, level=Level.L2)
    mona, flag = await line.moderator(), await line.only_flag()
    line.clock.passes(seconds=40)
    await line.alerts.claim(flag.id, mona, line.clock())
    await line.alerts.resolve(flag.id, mona, Outcome.HANDED_ON, "Spoke", line.clock())
    await line.refer(mona, talk)
    await line.end(peer, talk)
    await line.wrap_up(peer, talk, "a note")
    await line.answers("vera", "thanks")


async def happened(line):
    found = await SqlHappenings(line.db).since(line.clock() - timedelta(days=1))
    whole = [replace(f, at=f.at.replace(minute=0, second=0, microsecond=0)) for f in found.flagged]
    return tuple(whole), found.referrals, found.felt, found.wrapped


async def test_a_report_counts_what_was_forgotten_meanwhile(line):
    await an_evening(line)
    before = await happened(line)
    assert [len(each) for each in before] == [1, 1, 1, 1]
    await line.forgetting.forget("vera")
    assert await line.count(conversations) == 0
    assert await happened(line) == before


async def test_what_is_kept_names_nobody_and_quotes_nobody(line):
    await an_evening(line)
    await line.forgetting.forget("vera")
    rows = await line.rows(bare_facts)
    assert {row.kind for row in rows} == {"Flagged", "Judged", "Referred", "Felt", "Wrapped"}
    assert not any(name in row.facts for row in rows for name in NAMES)
    assert all((row.at.minute, row.at.second) == (0, 0) for row in rows)


async def test_a_flag_that_stays_bare_is_counted_once(line):
    visitor, peer, talk = await line.paired()
    await line.worries(visitor, talk)
    await line.end(peer, talk, LEAVES)
    await line.forgetting.forget("vera")
    assert await line.count(bare_facts) == 0
    flagged, *_ = await happened(line)
    assert len(flagged) == 1
