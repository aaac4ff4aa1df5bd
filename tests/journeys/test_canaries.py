"""What people write, and who and where they are, is planted in every input and found nowhere."""

import asyncio
import json
import shutil
import urllib.error
import urllib.request

import aiohttp
import pytest

from config.places import ROOT
from server.contract.account_requests import SignIn
from server.contract.commands import Forget, Leave, Say
from server.domain.refusal import Code
from server.domain.session import Role
from server.replay.wire import Declined
from tests.journeys import quarrels, rooms, staffroom
from tests.journeys.crisis import a_crisis
from tests.journeys.people import PASSWORD, People, accepted, join
from tests.journeys.planting import Asking, Canaries, spared, wordy
from tests.journeys.searching import everything_sealed, found, in_files, retention
from tests.journeys.service import RunningService

ADDRESS = "203.0.113.77"
TEAM = {
    "mona": (Role.MODERATOR, Role.COACH),
    "max": (Role.MODERATOR,),
    "pat": (Role.PEER,),
    "pia": (Role.PEER,),
    "ada": (Role.ADMINISTRATOR,),
}
# The team's names are in its tables. A `ref` is the page's own number for a message: random.
NO_SECRETS = {f"name of {name}" for name in (*TEAM, *rooms.HOSTS)} | {
    "ref",
    "PauseIntake.words",  # for every visitor to read, and in the audit what they read
}


@pytest.fixture
def canary():
    return Canaries()


@pytest.fixture
def running(data_dir, sqlite_url, own_valkey, tmp_path):
    more = {
        "WARMLINE_LOG_LEVEL": "debug",
        "WARMLINE_TRUSTED_PROXIES": "127.0.0.1",
        "WARMLINE_CONFIG_DIR": str(takes_applications(tmp_path / "config")),
    }
    with RunningService(data_dir, sqlite_url, own_valkey.url, **more) as service:
        service.valkey = own_valkey
        service.start()
        yield service


def takes_applications(config):
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    table = config / "joining.toml"
    table.write_text(table.read_text().replace("open = false", "open = true"))
    return config


async def test_nothing_of_what_is_planted_is_found_anywhere(running, canary, tmp_path):
    canary.planted["address"] = ADDRESS
    canary.planted["password"] = PASSWORD
    headers = {
        "User-Agent": canary("browser"),
        "X-Forwarded-For": ADDRESS,
        "Accept-Language": canary("accepted language"),
    }
    async with aiohttp.ClientSession(headers=headers) as http:
        people, asking = People(running, http), Asking(running.origins[0])
        await an_evening(people, asking, canary)
        await errors(people, asking, canary, tmp_path)
        for person in people.all:
            await person.close()
    asked = [*asking.asked, *(command for one in people.all for command in one.asked)]
    assert wordy() - spared() - canary.fields(asked) == set()
    assert spared() <= wordy()
    assert await found(running, canary, NO_SECRETS) == {}
    assert canary.sung(in_files(running, but="log")) == NO_SECRETS  # this search finds things
    sealed = everything_sealed(running)
    assert len(sealed) > 8
    await retention(running)
    assert not (sealed & set(everything_sealed(running)))
    assert [part for part in sealed if part in in_files(running, but="log")] == []
    assert await found(running, canary, NO_SECRETS) == {}


async def an_evening(people, asking, canary):
    """Every input that takes words."""
    service = people.service
    staff = await asyncio.to_thread(make_staff, service, canary)
    vera, pat, mona, talk = await people.paired(staff["mona"]["cookie"], staff["pat"]["cookie"])
    canary.planted["visitor's token"] = vera.token
    await a_crisis(vera, pat, mona, talk, canary)
    await staffroom.an_office_day(asking, staff, talk, canary)
    here = (mona, staff["max"]["cookie"], pat, staff["pia"])
    await quarrels.an_afternoon(people, here, asking, canary)
    await who_forgets(people, canary)
    await rooms.an_hour(service, people, mona, canary)


def make_staff(service, canary):
    """Their ids and cookies. Their names are the team's own: on the pages, and in its tables."""
    found = {}
    for name, roles in TEAM.items():
        id_, cookie = join(service, canary.named(name), *roles)
        found[name] = {"id": id_, "cookie": cookie}
        canary.planted[f"cookie of {name}"] = cookie.partition("=")[2]
    link = service.invite([Role.PEER])
    canary.planted["invitation"] = link.partition("#invitation=")[2]
    accepted(service.origins[0], link, "someone")
    service.nobody_tires()
    return found


async def who_forgets(people, canary):
    vic = await people.visitor()
    canary.planted["another's token"] = vic.token
    talk = await people.begun(vic)
    await vic.say(talk, f"forget {canary('forgotten words')}")
    await vic.ask(Leave())
    await vic.ask(Forget())


async def errors(people, asking, canary, tmp_path):
    """Whatever may go wrong with words in hand."""
    service = people.service
    vera = await people.visitor()
    talk = await people.begun(vera)
    long = (canary("too long") + " ") * 100
    with pytest.raises(Declined):
        await vera.say(talk, long)
    with pytest.raises(Declined):
        await vera.ask(Say(conversation=talk, ref=canary("bad ref") + " x", text="hi"))
    await without_keys(service, vera, talk, canary, tmp_path)
    await vera.wire._socket.send_str(f'42/visitor,["{canary("unknown event")}", {{"a": 1}}]')
    await vera.wire._socket.send_str(f'42/visitor,7["say", "{canary("no object")}"')
    await asyncio.wait_for(vera.wire.ended.wait(), 60)
    word = canary("password typed wrong")
    await asking.refused(SignIn(name=canary("unknown name"), password=word))
    await asyncio.to_thread(rough_requests, service.origins[0], canary)


async def without_keys(service, vera, talk, canary, tmp_path):
    """A bug or a broken disk: nothing can be sealed, and what is said can't be kept."""
    keys = service.data_dir / "keys"
    await asyncio.to_thread(shutil.move, keys, tmp_path / "elsewhere")
    keys.mkdir()
    codes = set()
    async with asyncio.timeout(60):
        while Code.INTERNAL not in codes:
            try:
                await vera.say(talk, f"I will kill myself tonight {canary('never kept')}")
            except Declined as declined:
                codes.add(declined.code)
            await asyncio.sleep(0.6)
    for path in (tmp_path / "elsewhere").iterdir():
        shutil.move(path, keys / path.name)


def rough_requests(origin, canary):
    bodies = {
        "/api/invitation/look": json.dumps({"token": canary("unknown invitation")}),
        "/api/invitation/accept": "{" + canary("no json"),
        f"/{canary('path')}?{canary('query')}": "{}",
    }
    for path, body in bodies.items():
        ask(origin + path, body.encode(), Origin=origin)
    ask(f"{origin}/{canary('page')}?q={canary('search words')}", Referer=canary("referer"))
    ask(f"{origin}/", Cookie=f"warmline_session={canary('guessed cookie')}")


def ask(url, body=None, **headers):
    asked = urllib.request.Request(url, body, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            answer.read()
    except urllib.error.HTTPError as refused:
        refused.read()
