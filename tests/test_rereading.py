"""A changed lexicon goes live without a restart, and a bad one never does."""

import asyncio
import shutil
import threading

import pytest
from structlog.testing import capture_logs

from config.places import ROOT
from moderation.lexicon.kept import Kept
from moderation.lexicon.own import OwnCheck
from moderation.passage import Passage
from moderation.reading.normalise import normalise
from moderation.verdict import Level
from server.rereading import live_lexicons, live_screen
from tests import readings

FRESH, SAID = '"me quiero morir"', "hoy tengo la luna azul"


@pytest.fixture
def config_dir(tmp_path):
    return shutil.copytree(ROOT / "config", tmp_path / "config")


@pytest.fixture
def refusals():
    return []


@pytest.fixture
def live(config_dir, tmp_path, refusals):
    readings.screen()
    shutil.copytree(readings.CACHE, tmp_path / "cache")  # so that only what changes is prepared
    return live_screen(config_dir, Kept(tmp_path / "cache"), OwnCheck(), refusals.append)


def change(config_dir, old, new):
    path = config_dir / "lexicons" / "es.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


async def test_a_changed_lexicon_goes_live_and_a_bad_one_never(live, config_dir, refusals):
    assert live.now(Passage(SAID)).level is Level.L0
    change(config_dir, FRESH, '"tengo la luna azul"')
    await live.look()
    assert live.now(Passage(SAID)).level is Level.L2
    assert refusals == [0]

    change(config_dir, 'severity = 4\nreason = "An', 'severity = 9\nreason = "An')
    with capture_logs() as logs:
        await live.look()
    assert live.now(Passage(SAID)).level is Level.L2
    assert refusals == [0, 1]
    assert [log["log_level"] for log in logs] == ["error", "error"]
    assert "es.toml:" in logs[1]["event"]

    change(config_dir, "severity = 9", "severity = 4")
    await live.look()
    assert refusals == [0, 1, 0]


async def test_what_has_not_changed_is_not_read_again(live):
    before = live.now
    await live.look()
    assert live.now is before


async def test_the_policy_stays_what_it_was_at_the_start(live, config_dir):
    policy = live.now.policy
    table = config_dir / "policy.toml"
    table.write_text(table.read_text("utf-8").replace('["GB", ', "["), "utf-8")
    change(config_dir, FRESH, '"tengo la luna azul"')
    await live.look()
    assert live.now(Passage(SAID)).level is Level.L2
    assert live.now.policy is policy


async def test_messages_are_screened_while_a_lexicon_is_read(live, config_dir):
    change(config_dir, FRESH, '"tengo la luna azul"')
    begun, may_end, again = asyncio.Event(), threading.Event(), live._again
    loop = asyncio.get_running_loop()

    def held_up(now):
        loop.call_soon_threadsafe(begun.set)
        assert may_end.wait(100)
        return again(now)

    live._again = held_up
    looking = asyncio.create_task(live.look())
    await begun.wait()
    assert live.now(Passage("i want to die")).level is Level.L2
    may_end.set()
    await looking
    assert live.now(Passage(SAID)).level is Level.L2


async def test_a_lexicon_that_is_gone_is_no_reason_to_stop(live, config_dir, refusals):
    shutil.rmtree(config_dir / "lexicons")
    await live.look()
    assert live.now(Passage("i want to die")).level is Level.L2
    assert refusals[-1] > 0


async def test_what_reads_the_lexicons_alone_has_the_changed_ones_too(config_dir):
    lexicons, said = live_lexicons(config_dir, Kept()), normalise("no tengo la luna azul")
    assert not lexicons.now.excused(said)
    change(config_dir, FRESH, '"tengo la luna azul"')
    await lexicons.look()
    assert lexicons.now.excused(said)
