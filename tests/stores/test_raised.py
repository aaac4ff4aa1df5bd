"""What is open is read as often as it must be seen; what did not change is not read again."""

import pytest

from moderation.verdict import Level
from server.domain.flag import FlagState, Outcome
from tests.stores.line import a_line


@pytest.fixture
async def talks(line):
    """Two conversations in which somebody spoke of danger."""
    made = []
    for names in (("vera", "paul"), ("viktor", "pia")):
        visitor, _, talk = await line.paired(*names)
        await line.worries(visitor, talk)
        made.append((visitor, talk))
    return made


@pytest.fixture
async def mona(line):
    return await line.moderator("mona")


async def flags_by_talk(line):
    return {flag.conversation: flag for flag in (await line.raised()).flags}


async def test_only_the_flag_that_changed_is_made_anew(line, talks, mona):
    (_, first), (_, second) = talks
    before = await flags_by_talk(line)
    await line.alerts.claim(before[first].id, mona, line.clock())
    after = await flags_by_talk(line)
    assert (after[first].state, after[first].claimed_by) == (FlagState.CLAIMED, "mona")
    assert after[second] is before[second]


async def test_what_another_process_changed_is_seen(line, talks, database_url, data_dir):
    (visitor, talk), _ = talks
    await line.raised()
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        await other.worries(visitor, talk, level=Level.L4)
    flag = (await flags_by_talk(line))[talk]
    assert (flag.level, flag.words) == (Level.L4, "I can't go on")


async def test_words_that_were_read_are_gone_with_the_key_of_their_day(line, talks):
    assert all(flag.words for flag in (await line.raised()).flags)
    line.vault.destroy_day(line.clock().date().isoformat())
    bare = (await line.raised()).flags
    assert [flag.words for flag in bare] == ["", ""]
    assert all(flag.reasons for flag in bare)


async def test_what_is_resolved_is_read_no_more(line, talks, mona):
    (_, first), (_, second) = talks
    flag = (await flags_by_talk(line))[first]
    await line.alerts.claim(flag.id, mona, line.clock())
    await line.alerts.resolve(flag.id, mona, Outcome.FALSE_ALARM, "a song", line.clock())
    assert set(await flags_by_talk(line)) == {second}
