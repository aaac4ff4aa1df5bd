"""Invented staff and visitors on the running service, for ever."""

import asyncio
from contextlib import suppress
from functools import partial
from itertools import repeat
from random import Random
from typing import Final

import aiohttp

from config.service import load_service
from config.settings import BadSettings, Settings
from server import loop
from server.demo.accounts import HOST, PEERS, SUPERVISOR, Accounts, hired
from server.demo.cast import Cast
from server.demo.parts import Host, Talker
from server.demo.peer import Part, Peer
from server.demo.scenes import endless
from server.demo.supervisor import Supervisor
from server.demo.tempo import Tempo
from server.demo.visitor import Visitor
from server.replay.accounts import sign_in
from server.replay.house import CannotReplay, House

VISITORS: Final = 5  # at a time; more than there are peers, so that somebody always waits
PATIENCE: Final = 60.0
EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - compared only


def run(settings: Settings) -> None:
    """Until SIGTERM or SIGINT. Raises BadSettings where nobody has asked for a demonstration."""
    if not settings.demo:
        raise BadSettings(
            "This lets invented people into the line. Where that is wanted, and nobody real "
            "comes, set WARMLINE_DEMO=1."
        )
    loop.run(partial(_run, settings))


async def _run(settings: Settings) -> None:
    await loop.until_stopped(perform(settings), ending=_nothing)


async def _nothing() -> None:
    """Whoever plays says goodbye when cancelled."""


async def perform(settings: Settings) -> None:
    """Until cancelled."""
    jar = aiohttp.DummyCookieJar()  # many people, each with a cookie of their own
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(cookie_jar=jar, timeout=timeout) as http:
        host = EVERYWHERE.get(settings.host, settings.host)
        url = f"http://{host}:{settings.port}"
        await _until_served(http, url)
        async with hired(settings) as accounts:
            house = House(http, repeat(url), settings.origins[0], PATIENCE)
            await _play(settings, house, url, accounts)


async def _until_served(http: aiohttp.ClientSession, url: str) -> None:
    """The web process starts beside this one."""
    async with asyncio.timeout(PATIENCE):
        while True:
            with suppress(aiohttp.ClientError, OSError):
                async with http.get(f"{url}/healthz") as answer:
                    if answer.ok:
                        return
            await asyncio.sleep(0.1)


async def _play(settings: Settings, house: House, url: str, accounts: Accounts) -> None:
    async def cookie(part: str) -> str:
        account = accounts[part]
        return await sign_in(house.http, url, (account.name, account.password), house.origin)

    service, cast = load_service(settings.config_dir), _cast(settings, house, accounts)
    name = accounts[SUPERVISOR].name
    supervisor = Supervisor(cast, name, await cookie(SUPERVISOR), service.region)
    parts: dict[str, Part] = {part: Talker(cast, supervisor) for part in PEERS}
    parts[HOST] = Host(cast, supervisor.is_waited_for)
    peers = [
        Peer(cast, accounts[part].name, await cookie(part), role) for part, role in parts.items()
    ]
    async with asyncio.TaskGroup() as group:
        group.create_task(supervisor.work())
        for peer in peers:
            group.create_task(peer.work())
        for number in range(VISITORS):
            group.create_task(_visitors(cast, number))


def _cast(settings: Settings, house: House, accounts: Accounts) -> Cast:
    chance = Random(settings.process)  # noqa: S311 - no secret: pauses, and who comes when
    return Cast(
        house=house,
        tempo=Tempo(chance),
        scenes=endless(chance),
        peers=frozenset(accounts[part].name for part in (*PEERS, HOST)),
        topics=frozenset(topic.id for topic in load_service(settings.config_dir).topics),
    )


async def _visitors(cast: Cast, place: int) -> None:
    """One after another; the first ones come soon."""
    await asyncio.sleep(0.5 + place)
    while True:
        with suppress(CannotReplay):  # not let in, or nobody is there: the next one tries
            await Visitor(cast, next(cast.scenes)).visit()
        await cast.tempo.pause(3, 10)
