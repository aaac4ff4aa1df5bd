"""What people write, and who and where they are, is planted in every input and found nowhere."""

import asyncio
import json
import secrets
import shutil
import signal
import sqlite3
import urllib.error
import urllib.request
from pathlib import Path

import aiohttp
import pytest
from redis.asyncio import Redis

from moderation.verdict import Level
from server.contract.care_commands import Assess, WritePlan
from server.contract.commands import AnswerReferral, Feedback, Forget, Leave, Say
from server.contract.referral_commands import TakeCode
from server.contract.staff_commands import (
    AskModerator,
    ClaimFlag,
    ConfirmReferral,
    End,
    FindResources,
    HandOver,
    OfferReferral,
    Read,
    ResolveFlag,
    SetLevel,
    Whisper,
    WrapUp,
)
from server.domain.flag import Outcome
from server.domain.refusal import Code
from server.domain.safety_plan import PlanStep
from server.domain.session import Role
from server.replay.wire import Declined
from tests.journeys import rooms
from tests.journeys.people import PASSWORD, People, accepted, join
from tests.journeys.service import RunningService

ADDRESS = "203.0.113.77"
# The team's names are in its tables. A `ref` is the page's own number for a message: random.
NO_SECRETS = {f"name of {name}" for name in ("mona", "pat", *rooms.HOSTS)} | {"ref"}


class Canaries:
    """A word that nothing else holds, for each input."""

    def __init__(self):
        self.planted = {}

    def __call__(self, where):
        return self.planted.setdefault(where, f"canary{secrets.token_hex(8)}")

    def sung(self, found):
        """Which of them are in these bytes."""
        return {where for where, word in self.planted.items() if word.encode() in found}


@pytest.fixture
def canary():
    return Canaries()


@pytest.fixture
def running(data_dir, sqlite_url, own_valkey):
    more = {"WARMLINE_LOG_LEVEL": "debug", "WARMLINE_TRUSTED_PROXIES": "127.0.0.1"}
    with RunningService(data_dir, sqlite_url, own_valkey.url, **more) as service:
        service.valkey = own_valkey
        service.start()
        yield service


async def test_nothing_of_what_is_planted_is_found_anywhere(running, canary, tmp_path):
    canary.planted["address"] = ADDRESS
    canary.planted["password"] = PASSWORD
    headers = {
        "User-Agent": canary("browser"),
        "X-Forwarded-For": ADDRESS,
        "Accept-Language": canary("accepted language"),
    }
    async with aiohttp.ClientSession(headers=headers) as http:
        people = People(running, http)
        await an_evening(running, people, canary)
        await errors(running, people, canary, tmp_path)
        for person in people.all:
            await person.close()
    assert await found(running, canary) == {}
    assert canary.sung(in_files(running, but="log")) == NO_SECRETS  # this search finds things
    sealed = everything_sealed(running)
    assert len(sealed) > 8
    await retention(running)
    assert not (sealed & set(everything_sealed(running)))
    assert [part for part in sealed if part in in_files(running, but="log")] == []
    assert await found(running, canary) == {}


async def an_evening(service, people, canary):
    """Every input that takes words."""
    staff = await asyncio.to_thread(make_staff, service, canary)
    vera, pat, mona, talk = await people.paired(staff["mona"], staff["pat"])
    canary.planted["visitor's token"] = vera.token
    await vera.say(talk, f"my words {canary('message')}", ref=canary("ref"))
    await pat.say(talk, f"and mine {canary('answer')}")
    await vera.say(talk, f"I want to kill myself tonight {canary('crisis')}")
    await vera.say(talk, f"fuck you, you stupid idiot, i hate you {canary('insult')}")
    await pat.ask(AskModerator(conversation=talk, reason=canary("reason to ask")))
    plan = WritePlan(conversation=talk, ref="p", step=PlanStep.SAFER, text=canary("plan"))
    await vera.ask(plan)
    await pat.ask(Assess(conversation=talk, protects=canary("what protects")))
    (flag,) = await mona.until(lambda: list(mona.flags.values()))
    await mona.ask(Read(conversation=talk))
    await mona.ask(Whisper(conversation=talk, ref="w", text=canary("whisper")))
    await mona.ask(ClaimFlag(flag=flag.id))
    level = SetLevel(conversation=talk, level=Level.L2, reason=canary("reason of a level"))
    await mona.ask(level)
    await referred(vera, mona, talk, canary)
    why = {"outcome": Outcome.CONFIRMED, "reason": canary("reason of an outcome")}
    await mona.ask(ResolveFlag(flag=flag.id, **why))
    await pat.ask(End(conversation=talk))
    await vera.until(lambda: vera.view.state == "ended")
    await vera.ask(Feedback(helped=3, distress=4, text=canary("feedback")))
    await pat.ask(WrapUp(conversation=talk, note=canary("note"), topics=("loss",)))
    await who_forgets(people, canary)
    await rooms.an_hour(service, people, mona, canary)


def make_staff(service, canary):
    """Their names are the team's own: on the pages, and in the tables of the team."""
    made = {"mona": [Role.MODERATOR], "pat": [Role.PEER]}
    found = {}
    for name, roles in made.items():
        _, found[name] = join(service, f"{name} {canary(f'name of {name}')}", *roles)
        canary.planted[f"cookie of {name}"] = found[name].partition("=")[2]
    link = service.invite([Role.PEER])
    canary.planted["invitation"] = link.partition("#invitation=")[2]
    accepted(service.origins[0], link, "someone")
    service.nobody_tires()
    return found


async def referred(vera, mona, talk, canary):
    resources = (await mona.ask(FindResources(country="GB", text=canary("search")[:5]))).resources
    resources = resources or (await mona.ask(FindResources(country="GB"))).resources
    why = canary("reason of a referral")
    offer = OfferReferral(
        conversation=talk, resource=resources[0].id, reason=why, summary=canary("summary")
    )
    await mona.ask(offer)
    referral = await vera.until(lambda: vera.view.referral)
    await vera.ask(AnswerReferral(referral=referral.id, accept=True, summary=canary("approved")))
    code = (await vera.ask(TakeCode(referral=referral.id))).code
    canary.planted |= {"code": code, "letters of the code": code.replace("-", "")}
    await mona.ask(HandOver(referral=referral.id, reference=canary("reference")))
    await mona.ask(ConfirmReferral(referral=referral.id, reference=canary("their number")))


async def who_forgets(people, canary):
    vic = await people.visitor()
    canary.planted["another's token"] = vic.token
    talk = await people.begun(vic)
    await vic.say(talk, f"forget {canary('forgotten words')}")
    await vic.ask(Leave())
    await vic.ask(Forget())


async def errors(service, people, canary, tmp_path):
    """Whatever may go wrong with words in hand."""
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
    canary.planted["wrong password"] = word = canary("password typed wrong")
    bodies = {
        "/api/sign-in": json.dumps({"name": canary("unknown name"), "password": word}),
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


async def found(service, canary):
    """Where any of them is: what is left of a person behind the pages."""
    places = {
        "log": canary.sung(service.logs().encode()),
        "metrics": canary.sung(await asyncio.to_thread(metrics, service)),
        "arguments": canary.sung(arguments(service)),
        "valkey": canary.sung(await in_valkey(service)),
        "files": canary.sung(in_files(service, but="log")) - NO_SECRETS,
    }
    return {place: sung for place, sung in places.items() if sung}


def metrics(service):
    with urllib.request.urlopen(f"{service.origins[0]}/metrics", timeout=60) as answer:
        return answer.read()


def arguments(service):
    return b"".join(
        Path(f"/proc/{service.pid(name)}/cmdline").read_bytes() for name in ("web1", "worker")
    )


async def in_valkey(service):
    held = b""
    async with Redis.from_url(service.valkey.url) as valkey:
        async for key in valkey.scan_iter():
            held += key + (await valkey.dump(key) or b"")
    return held


def in_files(service, *, but):
    """Every byte under the data directory: each table, each column, the WAL."""
    files = [path for path in service.data_dir.rglob("*") if path.is_file()]
    kept = [path for path in files if but not in path.relative_to(service.data_dir).parts]
    return b"".join(path.read_bytes() for path in kept)


SEALED = {
    "messages": "sealed",
    "flags": "sealed",
    "flags ": "resolution",
    "risk_changes": "reason",
    "referrals": "sealed",
    "wrap_ups": "sealed",
    "visits": "feedback",
    "conversations": "wrapped_key",
}


def everything_sealed(service):
    with sqlite3.connect(service.data_dir / "warmline.sqlite") as db:
        rows = [
            row[0]
            for table, column in SEALED.items()
            for row in db.execute(f"select {column} from {table}")
        ]
    db.close()
    return {row for row in rows if row}


async def retention(service):
    """A day later: what has ended is past its time. A worker that starts looks at once."""
    await asyncio.to_thread(service.kill, "worker", signal.SIGTERM)
    with sqlite3.connect(service.data_dir / "warmline.sqlite") as db:
        db.execute("update visits set state = 'ended' where state = 'waiting'")
        db.execute(
            "update conversations set phase = 'closed', forget_at = '2026-01-01 00:00:00.000000'"
        )
        db.execute("update flags set state = 'resolved'")
    db.close()
    service.begin("worker")
    async with asyncio.timeout(100):
        while everything_sealed(service):
            await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)  # the sweep follows the commit
