"""People on real sockets of the running service. Every wait is bounded."""

import asyncio
import base64
import json
import os
import urllib.request
from collections import defaultdict
from contextlib import asynccontextmanager, suppress

import aiohttp

from server.contract.commands import Begin, CatchUp, Forget, Say, Sync
from server.contract.duty_commands import GoOff, GoReady
from server.contract.events import (
    DeskRenewed,
    Heard,
    Moved,
    VisitRenewed,
    WallRenewed,
)
from server.contract.staff_commands import AcceptOffer, WrapUp
from server.domain.session import Role
from server.replay.entry import Entry
from server.replay.wire import Declined, Gone, Wire
from tests.journeys.training import learn

PASSWORD = "a long enough one"
SOON = 60.0  # seconds; most waits end within a tenth of one, where nothing else runs


def post(origin, path, body, cookie=""):
    """Returns the answer and the session's cookie."""
    headers = {"Content-Type": "application/json", "Origin": origin, "Cookie": cookie}
    asked = urllib.request.Request(origin + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(asked, timeout=SOON) as answer:
        given = answer.headers.get("Set-Cookie", "").partition(";")[0]
        return json.load(answer), given


def accepted(origin, link, name, password=PASSWORD):
    """A new account from an invitation; returns its id and cookie."""
    token = link.partition("#invitation=")[2]
    me, cookie = post(
        origin, "/api/invitation/accept", {"token": token, "name": name, "password": password}
    )
    if "peer" in me["roles"]:
        learn(lambda path, body: post(origin, path, body, cookie)[0])
    return me["id"], cookie


def join(service, name, *roles, password=PASSWORD):
    return accepted(service.origins[0], service.invite(roles), name, password)


def a_token():
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


class Person:
    """One page: it holds what the page would show."""

    def __init__(self, http, role, origin, *, token=None, cookie=None):
        self.role = role
        self.http = http
        self.origin = origin
        self.token = token
        self.cookie = cookie
        self.view = None
        self.flags = {}
        self.talks = {}
        self.events = []
        self.asked = []
        self.heard = defaultdict(list)
        self.wire = None
        self._news = asyncio.Event()

    async def connect(self, origin=None):
        """Connect, then `sync`, as each page does."""
        self.origin = origin or self.origin
        auth = {"token": self.token} if self.token else None
        entry = Entry(self.origin, self.origin, self.role, auth, self.cookie)
        self.wire = await Wire.open(self.http, entry, self._hear, within=SOON)
        self._renewed(await self.ask(Sync()))
        return self

    async def connect_again(self, origin=None, within=SOON):
        """As a page does it whose server has gone."""
        await self.close()
        async with asyncio.timeout(within):
            while True:
                try:
                    return await self.connect(origin)
                except Gone:
                    await asyncio.sleep(0.05)

    async def ask(self, command, within=SOON):
        self.asked.append(command)
        return await self.wire.ask(command, within=within)

    async def refused(self, command):
        """The code of the refusal, which there must be."""
        try:
            answered = await self.ask(command)
        except Declined as declined:
            return declined
        raise AssertionError(f"{command} was not refused but answered with {answered}")

    async def say(self, talk, text, ref=None):
        ref = ref or base64.urlsafe_b64encode(os.urandom(9)).decode()
        return await self.ask(Say(conversation=talk, ref=ref, text=text))

    async def catch_up(self, talk, after=0):
        lines, more = [], True
        while more:
            tail = await self.ask(CatchUp(conversation=talk, after=after))
            lines += tail.lines
            more, after = tail.more, tail.lines[-1].seq if tail.lines else after
        return lines

    async def until(self, true, within=SOON):
        """Returns what `true` returned, and checks it again whenever something is heard."""
        try:
            async with asyncio.timeout(within):
                while not (found := true()):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"not within {within} s; {self}") from None
        return found

    async def hears(self, talk, text, within=SOON):
        await self.until(lambda: text in self.texts(talk), within)

    def texts(self, talk):
        """What was said by people, in the order in which it was heard."""
        return [line.text for line in self.heard[talk] if line.notice is None]

    def seqs(self, talk):
        return [line.seq for line in self.heard[talk]]

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]

    def has_moved(self):
        return bool(self.of(Moved))

    async def close(self):
        if self.wire is not None:
            with suppress(ConnectionError):
                await self.wire.close()

    def __repr__(self):
        heard = {talk: self.seqs(talk) for talk in self.heard}
        return f"{self.role} at {self.origin}: {self.view!r} heard {heard} {self.events[-5:]}"

    def _hear(self, event):
        self.events.append(event)
        match event:
            case Heard(conversation=talk, line=line):
                self.heard[talk].append(line)
            case VisitRenewed(view=view) | DeskRenewed(view=view):
                self._renewed(view)
            case WallRenewed():
                self._wall(event)
        self._news.set()

    def _renewed(self, view):
        self.view = view
        if self.role is Role.MODERATOR:
            self.flags = {card.id: card for card in view.flags}
            self.talks = {card.id: card for card in view.conversations}

    def _wall(self, renewed):
        self.flags |= {card.id: card for card in renewed.flags}
        self.talks |= {card.id: card for card in renewed.conversations}
        for gone in renewed.flags_gone:
            del self.flags[gone]
        for gone in renewed.conversations_gone:
            del self.talks[gone]


class People:
    """Everybody of one test; they hang up at its end."""

    def __init__(self, service, http):
        self.service = service
        self.http = http
        self.all = []

    async def visitor(self, origin=None, token=None, *, sync=True):
        found = self._add(Role.VISITOR, origin, token=token or a_token())
        return await found.connect() if sync else found

    async def staff(self, role, cookie, origin=None, *, ready=True):
        found = await self._add(role, origin, cookie=cookie).connect()
        if ready:
            await found.ask(GoReady())
        return found

    async def paired(self, moderator, peer, *, visitor_at=None, peer_at=None, moderator_at=None):
        """A visitor and a peer who talk, a moderator on duty, and the conversation's id."""
        mona = await self.staff(Role.MODERATOR, moderator, moderator_at)
        pat = await self.staff(Role.PEER, peer, peer_at)
        vera = await self.visitor(visitor_at)
        talk = await self.talking(vera, pat)
        return vera, pat, mona, talk

    async def talking(self, vera, pat):
        await self.begun(vera)
        (offer,) = await pat.until(lambda: pat.view.offers)
        await pat.ask(AcceptOffer(offer=offer.id))
        talk = vera.view.conversation
        await pat.until(lambda: [one for one in pat.view.conversations if one.id == talk])
        await vera.until(lambda: vera.view.state == "talking")
        return talk

    async def begun(self, vera):
        """The line opens when the moderator and the peer have been counted."""
        vera._renewed(await vera.ask(Begin(consent=True, language="en")))
        return vera.view.conversation

    async def go(self):
        """What a test has opened is closed: the next one begins on an empty line."""
        here = [person for person in self.all if not person.wire.ended.is_set()]
        for person in here:
            if person.role is Role.VISITOR:
                await person.ask(Forget())
        for person in here:
            if person.role is not Role.VISITOR:
                await self._off_shift(person)

    async def _off_shift(self, person):
        if person.role is Role.PEER:
            await person.until(lambda: not person.view.conversations)
            if person.view.wrap_up:
                await person.ask(WrapUp(conversation=person.view.wrap_up))
            await person.until(lambda: person.view.duty != "talking")
        await person.ask(GoOff())

    def _add(self, role, origin, **proof):
        person = Person(self.http, role, origin or self.service.origins[0], **proof)
        self.all.append(person)
        return person


@asynccontextmanager
async def people_of(service):
    async with aiohttp.ClientSession() as http:
        people = People(service, http)
        try:
            yield people
        finally:
            for person in people.all:
                await person.close()
