"""Invented people on the real service, and the account of whoever watches them."""

import asyncio
import json
import signal
import subprocess
import sys
from itertools import repeat

import aiohttp
from sqlalchemy import select

from config.settings import Settings
from server.bootstrap import demo_account
from server.contract.duty_commands import GoReady
from server.contract.staff_views import WallView
from server.demo.accounts import hired
from server.demo.parts import REFERRAL_TAKES
from server.demo.play import perform
from server.demo.scenes import Scene, read
from server.domain.referral import ReferralState
from server.domain.session import Role
from server.domain.visit import VisitState
from server.replay.accounts import sign_in
from server.replay.corpus import Turn
from server.replay.entry import Entry
from server.replay.house import House
from server.replay.person import Person
from server.stores.accounts.staff import SqlTeam
from server.stores.database import Database
from server.stores.tables.referrals import referrals
from tests.dev.checkout import ROOT
from tests.journeys.forked import Forked

SOON = 200.0  # the goal is 20; test machines are busy
ENDS_WITHIN = 60.0


def begin(service):
    """As the bootstrap starts it."""
    env = service._environment("demo") | {
        "PORT": service.origins[0].rpartition(":")[2],
        "WARMLINE_DEMO": "1",
    }
    log = service.data_dir / "log" / "demo.log"
    return Forked(("demo",), env, log, log)


async def account(service, part):
    file = service.data_dir / "demo-accounts.json"
    while not file.exists():
        await asyncio.sleep(0.1)
    assert file.stat().st_mode & 0o077 == 0
    found = json.loads(file.read_bytes())[part]
    return found["name"], found["password"]


class Watching:
    """Whoever started the demonstration, at the moderator's wall."""

    def __init__(self, http, service, cookie):
        url = service.origins[0]
        entry = Entry(url, url, Role.MODERATOR, cookie=cookie)
        house = House(http, iter([url]), url, 20.0)
        self.flags, self.talks = {}, {}
        self.person = Person(house, "watching", entry, self.show)

    def show(self, news):
        if isinstance(news, WallView) or hasattr(news, "flags"):
            self.flags |= {card.id: card for card in news.flags}
            self.talks |= {talk.id: talk for talk in news.conversations}

    def alive(self):
        states = {talk.state for talk in self.talks.values()}
        return self.flags and {VisitState.TALKING, VisitState.WAITING} <= states


async def watched(service):
    url = service.origins[0]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        cookie = await sign_in(http, url, await account(service, "you"))
        watching = Watching(http, service, cookie)
        await watching.person.link.up()
        await watching.person.link.ask(GoReady())
        while not watching.alive():
            await asyncio.sleep(0.2)
        await watching.person.link.down()


async def enabled(service):
    async with Database.open(service.database_url) as db:
        return {one.name for one in await SqlTeam(db).everybody() if not one.disabled}


async def test_soon_people_talk_somebody_waits_a_flag_is_up_and_at_the_end_all_are_gone(
    sqlite_service,
):
    service = sqlite_service
    await asyncio.to_thread(service.start)
    demo = await asyncio.to_thread(begin, service)
    try:
        async with asyncio.timeout(SOON):
            await watched(service)
        assert demo.poll() is None
        demo.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(demo.wait, ENDS_WITHIN) == 0
    finally:
        demo.kill()
    assert await enabled(service) == {"Demo"}  # the last administrator stays
    log = (service.data_dir / "log" / "demo.log").read_text()
    assert "Traceback" not in log


SHORT = Scene(
    id="short",
    turns=(Turn("visitor", "Is there a helpline?"), Turn("peer", "I will ask for it.")),
    refer="youth",
)


class Hasty:
    """Nobody here thinks for long; only a referral gets its time."""

    def __init__(self, chance):
        pass

    async def pause(self, least, most):
        await asyncio.sleep(0.05 if least < REFERRAL_TAKES else most)

    async def writing(self, text):
        await asyncio.sleep(0.05)


async def confirmed(url):
    is_confirmed = referrals.c.state == ReferralState.CONFIRMED
    async with Database.open(url) as db:
        while True:
            async with db.read() as tx:
                if await tx.scalar(select(referrals.c.id).where(is_confirmed)):
                    return
            await asyncio.sleep(0.5)


async def test_a_referral_is_offered_accepted_and_carried_to_its_end(sqlite_service, monkeypatch):
    service = sqlite_service
    await asyncio.to_thread(service.start)
    monkeypatch.setattr("server.demo.play.endless", lambda chance: repeat(SHORT))
    monkeypatch.setattr("server.demo.play.Tempo", Hasty)
    settings = Settings(
        database_url=service.database_url,
        data_dir=service.data_dir,
        origins=service.origins,
        port=service.origins[0].rpartition(":")[2],
    )
    playing = asyncio.create_task(perform(settings))
    try:
        async with asyncio.timeout(SOON):
            await confirmed(service.database_url)
        assert not playing.done()
    finally:
        playing.cancel()
        await asyncio.wait([playing], timeout=ENDS_WITHIN)
    assert playing.cancelled()


async def test_the_second_demonstration_has_the_same_accounts(data_dir, sqlite_url):
    settings = Settings(database_url=sqlite_url, data_dir=data_dir)
    async with hired(settings) as first:
        pass
    async with hired(settings) as second:
        assert second == first


async def test_a_name_that_is_taken_gets_a_number(data_dir, sqlite_url):
    settings = Settings(database_url=sqlite_url, data_dir=data_dir)
    async with hired(settings):
        pass
    (data_dir / "demo-accounts.json").unlink()
    async with hired(settings) as again:
        assert {account.name for account in again.values()} >= {"Demo 2", "Robin 2"}


async def test_whoever_started_it_is_told_how_to_sign_in(data_dir, sqlite_url):
    settings = Settings(database_url=sqlite_url, data_dir=data_dir)
    async with hired(settings) as accounts:
        [line] = demo_account.told(data_dir, 0)

    assert accounts["you"].name in line
    assert accounts["you"].password in line


def test_the_demonstration_does_not_start_where_nobody_asked_for_it(data_dir):
    env = {"PATH": "", "WARMLINE_DATA_DIR": str(data_dir)}
    words = [sys.executable, "-m", "server.cli", "demo"]
    told = subprocess.run(words, check=False, cwd=ROOT, env=env, capture_output=True, text=True)

    assert told.returncode == 2
    assert "WARMLINE_DEMO=1" in told.stderr


def test_the_scenes_begin_with_flags_and_hold_a_referral():
    scenes = read()
    assert {"worried-about-a-friend", "a-young-visitor"} <= {scene.id for scene in scenes[:3]}
    assert any(scene.refer for scene in scenes)
