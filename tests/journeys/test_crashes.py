"""Valkey, web processes and the worker crash while people talk: nothing is lost."""

import asyncio
import signal
from contextlib import asynccontextmanager, closing
from itertools import count

import pytest

from server.contract.commands import Say
from server.contract.events import Moved
from server.contract.staff_commands import AcceptOffer
from server.domain.session import Role
from tests.journeys.people import SOON, join, people_of, post
from tests.journeys.service import RunningService
from tests.servers.valkey import ValkeyServer


@pytest.fixture(scope="module")
def service(tmp_path_factory, sqlite_databases):
    """Two web processes and a worker, with a Valkey that may crash."""
    folder, valkey = tmp_path_factory.mktemp("crashes"), ValkeyServer()
    valkey.start()
    with (
        closing(valkey),
        sqlite_databases.fresh(folder) as url,
        RunningService(folder, url, valkey.url) as running,
    ):
        running.valkey = valkey
        running.start(web=2)
        yield running


@pytest.fixture
def running(service):
    yield service
    print(service.logs())


NUMBERS = count(1)


def newcomer(service, name, role):
    """Id and cookie. Nobody has had this name in another test."""
    return join(service, f"{name} {next(NUMBERS)}", role)


@asynccontextmanager
async def a_talk(service, *, moderator_at=None):
    """Vera at the first process, Pat at the second. Afterwards all is mended, and they go."""
    one, two = service.origins
    _, mona = await asyncio.to_thread(newcomer, service, "mona", Role.MODERATOR)
    _, pat = await asyncio.to_thread(newcomer, service, "pat", Role.PEER)
    async with people_of(service) as people:
        places = {"visitor_at": one, "peer_at": two, "moderator_at": moderator_at or two}
        yield people, *await people.paired(mona, pat, **places)
        service.valkey.revive()
        await asyncio.to_thread(service.mend)
        await people.go()


def has_each_once(person, talk, texts):
    """In the order in which they were said, no line twice."""
    assert person.texts(talk) == texts
    assert person.seqs(talk) == sorted(set(person.seqs(talk)))


async def test_valkey_crashes_amid_a_talk(running):
    async with a_talk(running) as (people, vera, pat, mona, talk):
        await vera.say(talk, "one")
        await pat.hears(talk, "one")
        running.valkey.kill()
        texts = ["one", "two", "three", "four"]
        for text in texts[1:]:
            await vera.say(talk, text)
        await pat.hears(talk, "four")
        await vera.say(talk, "I am going to kill myself tonight")
        await mona.until(lambda: [f for f in mona.flags.values() if f.conversation == talk])
        await is_put_out_without_valkey(running, people)
        running.valkey.start()
        await pat.until(lambda: pat.texts(talk)[-1] != "four")
        for name in running.web_names:  # each hears of the others again
            await asyncio.to_thread(running.wait_ready, name)
        await vera.say(talk, "again")
        await pat.hears(talk, "again")
        for person in (vera, pat):
            has_each_once(person, talk, [*texts, "I am going to kill myself tonight", "again"])


async def is_put_out_without_valkey(running, people):
    """Whoever is disabled at one process is put out at the other too."""
    _, ada = await asyncio.to_thread(newcomer, running, "ada", Role.ADMINISTRATOR)
    who, rita = await asyncio.to_thread(newcomer, running, "rita", Role.PEER)
    page = await people.staff(Role.PEER, rita, running.origins[1], ready=False)
    disabling = {"id": who, "disabled": True}
    await asyncio.to_thread(post, running.origins[0], "/api/staff/disable", disabling, ada)
    await asyncio.wait_for(page.wire.ended.wait(), SOON)


async def test_a_web_process_is_killed_between_commit_and_delivery(running):
    """Without Valkey nobody else hears of what it has acknowledged, and then it is gone."""
    async with a_talk(running) as (_, vera, pat, _mona, talk):
        await vera.say(talk, "before")
        await pat.hears(talk, "before")
        last = vera.seqs(talk)[-1]
        running.valkey.kill()
        receipts = [await vera.say(talk, f"acknowledged {n}", ref=f"a{n}") for n in range(3)]
        running.kill("web1", signal.SIGKILL)
        await vera.connect_again(running.origins[1])
        tail = await vera.catch_up(talk, last)
        assert [line.seq for line in tail] == [one.seq for one in receipts]
        assert [line.ref for line in tail] == ["a0", "a1", "a2"]
        again = await vera.say(talk, "acknowledged 2", ref="a2")  # its page never saw the answer
        assert again.seq == receipts[2].seq
        await pat.hears(talk, "acknowledged 2")
        has_each_once(pat, talk, ["before", *(f"acknowledged {n}" for n in range(3))])
        assert vera.view.state == "talking"


async def test_a_web_process_that_stops_sends_its_pages_elsewhere_and_is_gone(running):
    async with a_talk(running) as (_, vera, pat, _mona, talk):
        saying = asyncio.create_task(keeps_saying(vera, talk, running.origins[1]))
        await vera.until(lambda: len(vera.texts(talk)) > 3)
        assert await asyncio.to_thread(running.kill, "web1", signal.SIGTERM) == 0
        assert vera.of(Moved)
        said = await saying
        await pat.hears(talk, said[-1])
        has_each_once(pat, talk, said)


async def keeps_saying(vera, talk, elsewhere):
    """As a page does: what was not answered is said again, with its own ref, at the other one."""
    said = []
    for n in range(12):
        command = Say(conversation=talk, ref=f"k{n}", text=f"word {n}")
        try:
            await vera.ask(command)
        except Exception:  # whatever ended it: the page reconnects
            await vera.connect_again(elsewhere)
            await vera.ask(command)
        said.append(command.text)
        await asyncio.sleep(0.15)
    return said


async def test_another_worker_takes_over_from_one_that_was_killed(running):
    running.begin("worker2")
    async with a_talk(running) as (people, vera, pat, _, talk):
        assert vera.view.state == "talking"
        running.kill("worker", signal.SIGKILL)
        _, paul = await asyncio.to_thread(newcomer, running, "paul", Role.PEER)
        page = await people.staff(Role.PEER, paul)
        vic = await people.visitor()
        await people.begun(vic)
        (offer,) = await page.until(lambda: page.view.offers)
        await page.ask(AcceptOffer(offer=offer.id))
        await vic.until(lambda: vic.view.state == "talking")
        await vera.say(talk, "still here")
        await pat.hears(talk, "still here")


async def test_a_worker_that_is_stopped_leaves_the_lead_at_once(running):
    async with a_talk(running) as (people, *_):
        running.begin("worker2")
        assert await asyncio.to_thread(running.kill, "worker", signal.SIGTERM) == 0
        _, paul = await asyncio.to_thread(newcomer, running, "paul", Role.PEER)
        page = await people.staff(Role.PEER, paul)
        vic = await people.visitor()
        await people.begun(vic)
        await page.until(lambda: page.view.offers)
