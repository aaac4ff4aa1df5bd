"""What people outside must be able to do, through the proxy and nothing else."""

import asyncio
import ssl
from contextlib import asynccontextmanager, suppress
from itertools import count

import aiohttp

from server.domain.session import Role
from tests.cluster.cluster import Public
from tests.journeys.people import PASSWORD, People
from tests.journeys.training import lessons

NUMBERS = count(1)


async def a_talk_through(public: Public) -> None:
    """Words both ways, a flag, a web process that dies, and what outsiders may not see."""
    async with outside(public) as people:
        mona = await hired(people, public, "mona", Role.MODERATOR)
        pat = await hired(people, public, "pat", Role.PEER)
        vera, pat, mona, talk = await people.paired(mona, pat)
        await vera.say(talk, "hello")
        await pat.hears(talk, "hello")
        await pat.say(talk, "I am here")
        await vera.hears(talk, "I am here")
        await vera.say(talk, "I want to end my life tonight")
        await mona.until(lambda: [f for f in mona.flags.values() if f.conversation == talk])
        await nobody_is_lost_when_a_process_dies(public, (vera, pat, mona), talk)
        await hidden(people.http, public)
        await people.go()


async def nobody_is_lost_when_a_process_dies(public: Public, everybody, talk: str) -> None:
    """The proxy sends whoever was there to another."""
    vera, pat, _ = everybody
    public.service.kill("web1")
    for person in everybody:
        await person.connect_again()
    await vera.say(talk, "still here")
    await vera.until(lambda: "still here" in vera.texts(talk))
    tail = await pat.catch_up(talk)
    assert [line.text for line in tail if line.notice is None] == [
        "hello",
        "I am here",
        "I want to end my life tonight",
        "still here",
    ]
    public.service.begin("web1")
    await asyncio.to_thread(public.service.wait_ready, "web1")


async def hidden(http: aiohttp.ClientSession, public: Public) -> None:
    """The page is for everybody, what is meant for the operator's own machines is not."""
    for path, status in {"/": 200, "/metrics": 404, "/readyz": 404, "/healthz": 404}.items():
        async with http.get(public.url + path) as answer:
            assert answer.status == status, f"{path} answered {answer.status}"


async def hired(people: People, public: Public, name: str, role: Role) -> str:
    """Invited and signed in through the proxy: the cookie."""
    link = await asyncio.to_thread(public.service.invite, [role])
    token = link.partition("#invitation=")[2]
    asked = {"token": token, "name": f"{name} {next(NUMBERS)}", "password": PASSWORD}
    url, origin = f"{public.url}/api/invitation/accept", {"Origin": public.url}
    async with people.http.post(url, json=asked, headers=origin) as answer:
        assert answer.status == 200, f"an invitation was answered with {answer.status}"
        given = answer.headers["Set-Cookie"]
        assert "Secure" in given
    cookie = given.partition(";")[0]
    if role is Role.PEER:
        await trained(people, public, origin | {"Cookie": cookie})
    return cookie


async def trained(people: People, public: Public, headers: dict[str, str]) -> None:
    lesson = lessons()
    path, body = next(lesson)
    with suppress(StopIteration):
        while True:
            async with people.http.post(public.url + path, json=body, headers=headers) as answer:
                assert answer.status == 200, f"{path} was answered with {answer.status}"
                path, body = lesson.send(await answer.json())


@asynccontextmanager
async def outside(public: Public):
    """People who know the service by its certificate."""
    known = ssl.create_default_context(cafile=public.certificate)
    connector = aiohttp.TCPConnector(ssl=known, limit=0)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as http:
        people = People(public, http)
        try:
            yield people
        finally:
            for person in people.all:
                await person.close()
