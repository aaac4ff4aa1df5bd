"""Every process but one is killed: somebody in danger is seen all the same, or a phone rings."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from server.contract.commands import Sync
from server.domain.session import Role
from server.stores.database import Database
from server.stores.tables.core import flags
from tests.journeys.people import SOON, join, people_of
from tests.journeys.service import RunningService
from tests.services.phone import duty_phone

DANGER = "I am going to kill myself tonight"


@pytest.fixture
async def phone():
    async with duty_phone() as duty:
        yield duty


@pytest.fixture
def service(data_dir, sqlite_url, valkey_url, phone):
    pager = {"WARMLINE_PAGER_URL": phone.url, "WARMLINE_PAGER_SECRET": "a secret of the tests"}
    with RunningService(data_dir, sqlite_url, valkey_url, **pager) as running:
        yield running
        print(running.logs())


async def two_minutes_pass(service):
    """In SQL, where the deadlines live: everyone was called, and now the pager is due."""
    late = {"due_at": datetime.now(UTC), "lapses": 2}
    async with Database.open(service.database_url) as db, db.write() as tx:
        await tx.execute(update(flags).values(late))


async def only(service, survivor):
    for name in {"worker", *service.web_names} - {survivor}:
        await asyncio.to_thread(service.kill, name)


async def in_danger(service, people):
    """Vera has said it and Mona has not claimed it. Returns Mona's session and the flag's id."""
    _, mona = await asyncio.to_thread(join, service, "mona", Role.MODERATOR)
    _, pat = await asyncio.to_thread(join, service, "pat", Role.PEER)
    vera, _, page, talk = await people.paired(mona, pat)
    await vera.say(talk, DANGER)
    (flag,) = await page.until(lambda: list(page.flags.values()))
    return mona, flag.id


@pytest.mark.parametrize("survivor", ["worker", "web1"])
async def test_the_one_process_that_lives_calls_the_pager(service, phone, survivor):
    await asyncio.to_thread(service.start, web=2)
    async with people_of(service) as people:
        _, flag = await in_danger(service, people)
        await only(service, survivor)
        await two_minutes_pass(service)
        async with asyncio.timeout(SOON):
            while not phone.pages:
                await asyncio.sleep(0.1)
    said = json.loads(phone.pages[0][1])
    assert (said["flag"], said["level"] >= 3) == (flag, True)


async def test_the_one_web_process_that_lives_shows_it_on_the_wall(service):
    await asyncio.to_thread(service.start, web=2)
    async with people_of(service) as people:
        mona, flag = await in_danger(service, people)
        await only(service, "web2")
        page = await people.staff(Role.MODERATOR, mona, service.origin("web2"), ready=False)
        await page.ask(Sync())
        await page.until(lambda: flag in page.flags)
