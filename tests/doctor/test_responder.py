"""An outside responder that is not wholly there, or does not believe us, is seen."""

import pytest

from config.places import ROOT
from config.settings import Settings
from server.doctor.finding import State
from server.doctor.responder import responder
from tests.services.team import crisis_team

SECRET = "a secret of the tests"
NAMED = """
[responder]
source = "Agreed."
reviewed = 2026-11-30
signed_off = false
name = "Mobile crisis team"
languages = ["en"]
ask_seconds = 15
"""


@pytest.fixture
def named(tmp_path):
    """The configuration as it is shipped, with a responder."""
    folder = tmp_path / "config"
    folder.mkdir()
    for one in (ROOT / "config").iterdir():
        (folder / one.name).symlink_to(one)
    (folder / "referral.toml").unlink()
    shipped = (ROOT / "config" / "referral.toml").read_text(encoding="utf-8")
    (folder / "referral.toml").write_text(shipped + NAMED, encoding="utf-8")
    return folder


async def found(**settings):
    return [(one.state, one.words) async for one in responder(Settings(**settings))]


async def test_where_there_is_none_nothing_is_said():
    assert await found() == []


async def test_half_a_responder_is_broken_and_what_is_missing_is_named(named):
    ((state, words),) = await found(config_dir=named)
    assert state is State.BROKEN
    assert "WARMLINE_RESPONDER_URL, WARMLINE_RESPONDER_SECRET is missing" in words
    ((state, words),) = await found(responder_url="http://127.0.0.1:9/x", responder_secret=SECRET)
    assert "[responder] in referral.toml is missing" in words


async def test_one_that_answers_is_well_and_is_told_of_nobody(named):
    async with crisis_team() as team:
        given = {"config_dir": named, "responder_url": team.url, "responder_secret": SECRET}
        ((state, words),) = await found(**given)
        assert (state, words) == (State.WELL, "answers (200)")
        assert team.sent == []
        team.status.append(403)
        ((state, words),) = await found(**given)
        assert (state, words) == (State.BROKEN, "does not believe us (403)")
    ((state, words),) = await found(**given)
    assert state is State.BROKEN
