"""What is wrong with an installation is seen, and what to do is said."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from config import addresses
from config.places import ROOT
from config.settings import Settings
from server.doctor import machine, neighbours
from server.doctor.examine import findings
from server.doctor.finding import State
from server.domain.paging import Attempt, Owed
from server.stores.database import Database
from server.stores.leases import Leases
from server.stores.processes import SqlProcesses
from server.stores.risk.pages import SqlPages
from server.transport.metrics import Metrics
from tests.readings import CACHE
from tests.services.phone import duty_phone
from tests.stores.line import Clock, a_line

MEGABYTE = 1_000_000


@pytest.fixture
def installed(database_url, valkey_url, data_dir, tmp_path, port):
    """Everything there but the processes."""
    web = tmp_path / "dist"
    web.mkdir()
    (web / "manifest.json").write_text("{}")
    data_dir.chmod(0o700)
    keys = data_dir / "keys"
    keys.mkdir(mode=0o700)
    CACHE.mkdir(parents=True, exist_ok=True)
    return Settings(
        cache_dir=CACHE,
        port=port,
        data_dir=data_dir,
        database_url=database_url,
        redis_url=valkey_url,
        web_dir=web,
    )


def but(settings, **changes):
    return settings.model_copy(update=changes)


async def state_of(part, settings):
    return next(each.state for each in await findings(settings) if each.part == part)


async def a_worker_lives(settings, at):
    async with Database.open(settings.database_url.get_secret_value()) as db:
        await SqlProcesses(db).alive("worker-1", "worker", {"detoxify": "absent"}, at)


async def test_an_installation_that_runs_is_well(installed):
    await a_worker_lives(installed, datetime.now(UTC))
    found = {each.part: each for each in await findings(installed)}

    assert not [each for each in found.values() if each.state is State.BROKEN]
    assert "detoxify=absent" in found["worker"].words
    assert found["database"].state is found["Valkey"].state is found["clock"].state is State.WELL


async def test_whatever_is_not_well_says_what_to_do(installed):
    found = await findings(but(installed, web_dir=ROOT / "nowhere"))

    assert all(each.advice for each in found if each.state is not State.WELL)


async def test_a_task_of_which_each_round_fails_is_named(installed):
    async with Database.open(installed.database_url.get_secret_value()) as db:
        held = Leases(db, lambda: datetime.now(UTC))
        await held.take("retention", "worker-1", 10)
        await held.fared("retention", "worker-1", now_well=False)
    assert await state_of("task: retention", installed) is State.BROKEN


async def test_a_worker_that_was_not_seen_for_half_a_minute_is_missed(installed):
    await a_worker_lives(installed, datetime.now(UTC) - timedelta(seconds=45))

    assert await state_of("worker", installed) is State.BROKEN


async def test_a_database_without_our_tables_is_seen(empty_database_url, installed):
    empty = but(installed, database_url=Settings(database_url=empty_database_url).database_url)

    assert await state_of("database", empty) is State.BROKEN


async def test_a_database_that_does_not_answer_hides_nothing_else(installed):
    nowhere = Settings(database_url="postgresql://nobody@127.0.0.1:9/none").database_url
    found = {each.part: each.state for each in await findings(but(installed, database_url=nowhere))}

    assert found["database"] is State.BROKEN
    assert found["Valkey"] is State.WELL


async def test_a_valkey_that_is_not_there_is_seen(installed, tmp_path):
    nowhere = Settings(redis_url=f"unix://{tmp_path}/none.sock").redis_url

    assert await state_of("Valkey", but(installed, redis_url=nowhere)) is State.BROKEN


async def test_a_valkey_to_which_words_go_in_the_clear_is_seen(installed, monkeypatch):
    assert (await neighbours.valkey(installed)).state is State.WELL
    monkeypatch.setattr(addresses, "HERE", frozenset())
    here = installed.redis_url.get_secret_value()
    found = await neighbours.valkey(installed)
    assert found.state is (State.WELL if here.startswith("unix") else State.LOOK)


@pytest.mark.parametrize("seen", [1, 0])
async def test_a_proxy_that_was_not_named_is_seen(seen):
    metrics = Metrics()
    metrics.unnamed_proxy.set(seen)

    async def figures(_):
        return web.Response(body=metrics.text())

    app = web.Application()
    app.router.add_get("/metrics", figures)
    async with TestServer(app) as server:
        found = [each async for each in neighbours.proxy(Settings(port=server.port))]
    assert [each.state for each in found] == [State.LOOK] * seen


async def test_where_no_web_process_runs_no_proxy_is_missed(port):
    assert [each async for each in neighbours.proxy(Settings(port=port))] == []


async def test_a_database_that_others_may_read_is_seen(installed):
    file = installed.data_dir / "warmline.sqlite"
    file.touch()
    for folder, mode, state in (
        (0o755, 0o644, "BROKEN"),
        (0o755, 0o600, "WELL"),
        (0o700, 0o644, "WELL"),
    ):
        installed.data_dir.chmod(folder)
        file.chmod(mode)
        assert machine.data(installed).state is State[state]


async def test_keys_that_others_may_read_are_seen(installed):
    key = installed.keys_dir / "2030-01-01.key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o644)
    assert machine.keys(installed).state is State.BROKEN

    key.chmod(0o600)
    assert machine.keys(installed).state is State.WELL
    installed.keys_dir.chmod(0o750)
    assert machine.keys(installed).state is State.BROKEN


@pytest.mark.parametrize("kept", [b"", bytes(41), b"k" * 1000])
async def test_a_days_keys_that_are_damaged_are_seen(installed, kept):
    (installed.keys_dir / "2030-01-01.key").write_bytes(b"k" * 41)
    (installed.keys_dir / "2030-01-02.key").write_bytes(kept)
    for path in installed.keys_dir.iterdir():
        path.chmod(0o600)
    found = machine.keys(installed)
    assert found.state is State.BROKEN
    assert "2030-01-02" in found.words
    assert "2030-01-01" not in found.words


@pytest.mark.parametrize(
    ("free", "state"), [(50, State.BROKEN), (500, State.LOOK), (5000, State.WELL)]
)
def test_a_disk_that_fills_up_is_seen(monkeypatch, tmp_path, free, state):
    usage = SimpleNamespace(free=free * MEGABYTE)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: usage)

    assert machine.disk(Settings(data_dir=tmp_path)).state is state


def test_a_clock_that_is_apart_from_the_databases_is_seen():
    ours = datetime(2030, 1, 1, tzinfo=UTC)

    assert neighbours.compared(ours, ours + timedelta(seconds=2)).state is State.WELL
    assert neighbours.compared(ours, ours - timedelta(hours=1)).state is State.BROKEN


def test_a_broken_config_file_is_named_with_its_line(tmp_path):
    found = list(machine.config_files(Settings(config_dir=tmp_path)))

    assert all(each.state is State.BROKEN for each in found)
    assert any("service.toml:1" in each.words for each in found)


def test_pages_that_were_not_built_are_seen(tmp_path):
    assert machine.pages(Settings(web_dir=tmp_path)).state is State.BROKEN


def test_detoxify_is_asked_for_only_where_it_is_configured(tmp_path, monkeypatch):
    monkeypatch.setattr(machine.importlib.util, "find_spec", lambda _: None)

    assert machine.detoxify(Settings()).state is State.WELL
    assert machine.detoxify(Settings(detoxify_dir=tmp_path)).state is State.BROKEN


async def test_another_program_on_our_port_is_seen(installed):
    async def rude(reader, writer):
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(rude, "127.0.0.1", installed.port):
        assert (await neighbours.web(installed)).state is State.BROKEN
    assert (await neighbours.web(installed)).state is State.LOOK


async def test_no_pager_at_all_is_said(installed):
    assert await state_of("pager", installed) is State.LOOK


async def test_half_a_pager_is_broken(installed):
    halves = Settings(pager_url="http://127.0.0.1:9/page", pager_mail_to=("a@b.example",))
    half = but(installed, pager_url=halves.pager_url, pager_mail_to=halves.pager_mail_to)
    words = [each.words for each in await findings(half) if each.part == "pager"]
    assert "WARMLINE_PAGER_SECRET is missing" in words
    assert "WARMLINE_PAGER_MAIL_URL, WARMLINE_PAGER_MAIL_FROM is missing" in words


async def test_a_way_of_the_pager_is_tried_and_rings_only_when_told(installed):
    async with duty_phone() as phone:
        given = Settings(pager_url=phone.url, pager_secret="a secret of the tests")
        here = but(installed, pager_url=given.pager_url, pager_secret=given.pager_secret)
        assert await state_of("pager: webhook", here) is State.WELL
        assert phone.pages == []
        found = await findings(here, ringing=True)
        assert "did it ring?" in found[-1].words
        assert b'"flag":"test"' in phone.pages[0][1]
    assert await state_of("pager: webhook", here) is State.BROKEN


@pytest.mark.parametrize(("mail_too", "state"), [(False, State.BROKEN), (True, State.LOOK)])
async def test_a_pager_whose_last_page_was_not_taken_is_said(installed, mail_too, state):
    """It was found out when somebody in danger had waited for it."""
    clock = Clock()
    clock.at = datetime.now(UTC)
    url = installed.database_url.get_secret_value()
    async with a_line(url, installed.keys_dir, clock) as line:
        visitor, _, talk = await line.paired()
        await line.worries(visitor, talk)
        pages, owed = SqlPages(line.db), Owed(await line.only_flag(), "webhook", 1)
        await pages.paged(owed, Attempt(clock.at, delivered=False, status="500"), None)
        if mail_too:
            taken = Attempt(clock.at, delivered=True, status="250")
            await pages.paged(replace(owed, channel="mail"), taken, None)
    (said,) = [one for one in await findings(installed) if one.part == "pager: webhook"]
    assert said.state is state
    assert said.words == f"its last page, at {clock.at:%Y-%m-%d %H:%M} UTC, was not taken: 500"
