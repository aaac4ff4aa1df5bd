"""A small line that speaks the contract with python-socketio, and can be told to make mistakes."""

import asyncio
import itertools
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
import socketio
from aiohttp import web

from moderation.verdict import Level
from server.contract import events as tell
from server.contract.flag_views import FlagCard
from server.contract.health_views import Health
from server.contract.namespaces import NAMESPACES
from server.contract.staff_views import (
    DeskConversation,
    DeskView,
    OfferCard,
    WallView,
)
from server.contract.views import Line, VisitView
from server.domain.conversation import Phase
from server.domain.duty import DutyState
from server.domain.flag import FlagKind, FlagState
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.visit import VisitState

AT = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
HEALTH = Health(
    closed=None,
    waiting=0,
    longest_wait_seconds=0,
    peers_ready=0,
    peers_busy=0,
    peers_held=0,
    unanswerable=0,
    moderators=(),
    worker_seen=True,
    models={},
)


@dataclass
class Talking:
    """A conversation and its two people; `peer` is None while the visitor waits."""

    id: str
    pseudonym: str
    visitor: str
    peer: str | None = None
    over: bool = False
    lines: list = field(default_factory=list)
    receipts: dict = field(default_factory=dict)
    speakers: list = field(default_factory=list)


@dataclass
class SmallLine:
    """`mistake(line, talking)` gives the copies of a line that are sent, and to whom."""

    mistake: object = None
    withheld: str = "\0"  # texts with this word are kept back
    flagged: str = "\0"
    refuse_first: Code | None = None
    cut_after: int = 0  # messages after which the visitor's connection breaks, once
    talkings: dict = field(default_factory=dict)
    sids: dict = field(default_factory=dict)  # of a person: (namespace, sid)
    people: dict = field(default_factory=dict)  # of a sid
    duties: dict = field(default_factory=dict)
    cards: dict = field(default_factory=dict)
    transports: dict = field(default_factory=dict)  # of a person
    held: dict = field(default_factory=dict)
    moderators: set = field(default_factory=set)
    ids: object = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self):
        self.io = socketio.AsyncServer(
            async_mode="aiohttp", cors_allowed_origins="*", transports=["websocket"]
        )
        for role in NAMESPACES:
            self.io.on("connect", self.connect, namespace=f"/{role}")
            for command in NAMESPACES[role].commands:
                self.io.on(command.event, self.handler(role, command), namespace=f"/{role}")

    async def connect(self, sid, environ, auth=None):
        request = environ["aiohttp.request"]
        person = auth["token"] if auth else request.cookies.get("session")
        if person is None:
            raise socketio.exceptions.ConnectionRefusedError("sign_in")
        self.people[sid], self.transports[person] = person, request.transport
        self.sids[person] = sid

    def handler(self, role, command):
        async def handle(sid, body):
            try:
                asked = msgspec.convert(body, command)
                answer = await getattr(self, command.event)(role, self.people[sid], asked)
                return msgspec.to_builtins(tell.Accepted(body=answer))
            except Refusal as refusal:
                return msgspec.to_builtins(
                    tell.Refused(code=refusal.code, retry_after=refusal.retry_after)
                )

        return handle

    async def tell(self, role, person, event):
        if person in self.sids:
            body = msgspec.to_builtins(event)
            await self.io.emit(event.event, body, to=self.sids[person], namespace=f"/{role}")

    async def sync(self, role, person, asked):
        views = {Role.VISITOR: self.visit, Role.PEER: self.desk, Role.MODERATOR: self.wall}
        return views[role](person)

    def visit(self, person):
        talking = next((t for t in self.talkings.values() if t.visitor == person), None)
        if talking is None:
            return VisitView(closed=None)
        state = VisitState.TALKING if talking.peer else VisitState.WAITING
        return VisitView(
            closed=None,
            state=VisitState.ENDED if talking.over else state,
            pseudonym=talking.pseudonym,
            conversation=talking.id,
            last_seq=len(talking.lines),
        )

    def desk(self, person):
        duty = self.duties.get(person, DutyState.OFF)
        mine = [t for t in self.talkings.values() if t.peer == person and not t.over]
        waiting = [t for t in self.talkings.values() if t.peer is None and not t.over]
        offers = waiting[:1] if duty is DutyState.READY else []
        return DeskView(
            duty=duty,
            offers=tuple(map(self.offer, offers)),
            conversations=tuple(map(self.on_desk, mine)),
        )

    def offer(self, talking):
        return OfferCard(
            id=talking.id,
            pseudonym=talking.pseudonym,
            language="en",
            topic=None,
            distress=None,
            level=Level.L0,
            waiting_since=AT,
            expires_at=AT + timedelta(seconds=20),
        )

    def on_desk(self, talking):
        return DeskConversation(
            id=talking.id,
            backstage=None,
            pseudonym=talking.pseudonym,
            language="en",
            topic=None,
            distress=None,
            phase=Phase.OPEN,
            level=Level.L0,
            last_seq=len(talking.lines),
            backstage_seq=0,
            company=(),
        )

    def wall(self, person):
        return WallView(
            duty=DutyState.READY,
            flags=tuple(self.cards.values()),
            conversations=(),
            health=HEALTH,
        )

    async def begin(self, role, person, asked):
        if not self.moderators:
            raise Refusal(Code.CLOSED, retry_after=0.05)
        number = next(self.ids)
        self.talkings[f"c{number}"] = Talking(f"c{number}", f"Quiet Fern {number}", person)
        await self.renew_desks()
        return self.visit(person)

    async def renew_desks(self):
        for peer in self.duties:
            await self.tell(Role.PEER, peer, tell.DeskRenewed(view=self.desk(peer)))

    async def go_ready(self, role, person, asked):
        if role is Role.MODERATOR:
            self.moderators.add(person)
        else:
            self.duties[person] = DutyState.READY
            await self.tell(role, person, tell.DeskRenewed(view=self.desk(person)))

    async def go_off(self, role, person, asked):
        self.moderators.discard(person)
        self.duties.pop(person, None)

    async def accept_offer(self, role, person, asked):
        talking = self.talkings[asked.offer]
        if talking.peer is not None:
            raise Refusal(Code.NOT_NOW)
        talking.peer, self.duties[person] = person, DutyState.TALKING
        self.duties[person] = DutyState.TALKING
        await self.renew_desks()
        await self.tell(
            Role.VISITOR, talking.visitor, tell.VisitRenewed(view=self.visit(talking.visitor))
        )

    async def decline_offer(self, role, person, asked):
        raise Refusal(Code.NOT_NOW)

    async def say(self, role, person, asked):
        if self.refuse_first is not None:
            code, self.refuse_first = self.refuse_first, None
            raise Refusal(code, retry_after=0.01)
        talking = self.talkings[asked.conversation]
        if asked.ref not in talking.receipts:
            await self.keep(talking, role, person, asked)
        return talking.receipts[asked.ref]

    async def keep(self, talking, role, person, asked):
        seq = len(talking.lines) + 1
        withheld = self.withheld in asked.text
        line = Line(seq=seq, at=AT, role=role, name="", text=asked.text, withheld=withheld)
        talking.lines.append(line)
        talking.speakers.append(person)
        talking.receipts[asked.ref] = tell.Receipt(seq=seq, at=AT, withheld=withheld)
        if self.flagged in asked.text:
            await self.flag(talking, seq)
        if self.cut_after and seq == self.cut_after:
            self.cut_after = 0
            self.transports[talking.visitor].abort()
        await self.deliver(talking, person, line)

    async def deliver(self, talking, speaker, line):
        to = talking.peer if speaker == talking.visitor else talking.visitor
        copies = [(to, talking.id, line)]
        if self.mistake is not None:
            copies = self.mistake(self, copies)
        for listener, conversation, copy in copies:
            role = self.role_of(listener)
            if listener is None:
                continue
            shown = replace_words(copy) if copy.withheld else copy
            await self.tell(role, listener, tell.Heard(conversation=conversation, line=shown))

    def role_of(self, person):
        visitors = {talking.visitor for talking in self.talkings.values()}
        return Role.VISITOR if person in visitors else Role.PEER

    async def flag(self, talking, seq):
        card = FlagCard(
            id=f"f-{talking.id}",
            kind=FlagKind.WORRY,
            conversation=talking.id,
            pseudonym=talking.pseudonym,
            state=FlagState.RAISED,
            level=Level.L2,
            seq=seq,
            concerns=("suicide",),
            reasons=("Says so.",),
            words="",
            raised_by="screen",
            raised_at=AT,
            clock_from=AT,
            due_at=None,
            lapses=0,
            alerting=None,
            claimed_by=None,
            mine=False,
            outcome=None,
            complete=True,
        )
        await self.put(self.cards.get(card.id, card))

    async def put(self, card):
        self.cards[card.id] = card
        for moderator in self.moderators:
            await self.tell(
                Role.MODERATOR, moderator, tell.WallRenewed(duty=DutyState.READY, flags=(card,))
            )

    async def claim_flag(self, role, person, asked):
        await self.put(msgspec.structs.replace(self.cards[asked.flag], state=FlagState.CLAIMED))

    async def resolve_flag(self, role, person, asked):
        await self.put(msgspec.structs.replace(self.cards[asked.flag], state=FlagState.RESOLVED))

    async def received(self, role, person, asked):
        talking = self.talkings[asked.conversation]
        assert person in {talking.visitor, talking.peer}

    async def catch_up(self, role, person, asked):
        talking = self.talkings[asked.conversation]
        lines = [
            msgspec.structs.replace(replace_words(line) if line.withheld else line, mine=mine)
            for line, speaker in zip(talking.lines, talking.speakers, strict=True)
            if line.seq > asked.after
            for mine in [speaker == person]
        ]
        return tell.Tail(conversation=talking.id, lines=tuple(lines[:2]), more=len(lines) > 2)

    async def end(self, role, person, asked):
        talking = self.talkings[asked.conversation]
        talking.over, self.duties[person] = True, DutyState.WRAP_UP
        renewed = tell.VisitRenewed(view=self.visit(talking.visitor))
        await self.tell(Role.VISITOR, talking.visitor, renewed)

    async def wrap_up(self, role, person, asked):
        self.duties[person] = DutyState.READY
        await self.renew_desks()

    async def leave(self, role, person, asked):
        for talking in self.talkings.values():
            talking.over = talking.over or talking.visitor == person

    async def sign_in(self, request):
        body = await request.json()
        assert body["password"] == "secret"
        answer = web.json_response({"id": "s", "name": body["name"], "roles": []})
        answer.set_cookie("session", body["name"])
        return answer

    @asynccontextmanager
    async def serving(self):
        app = web.Application()
        app.router.add_post("/api/sign-in", self.sign_in)
        self.io.attach(app)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
        finally:
            await asyncio.wait_for(self.io.shutdown(), 5)
            await runner.cleanup()


def replace_words(line):
    return msgspec.structs.replace(line, text="")


async def make_staff(roles, count):
    names = itertools.count(1)
    return [(f"{roles[0]}-{next(names)}", "secret") for _ in range(count)]
