"""A line that a test leads by hand: it speaks the contract and keeps everything in memory."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
import socketio

from moderation.verdict import Level
from server.contract import events, views
from server.contract.referral_views import LaterCode
from server.contract.values import Body
from server.domain.conversation import Phase, Standing
from server.domain.later import LaterAnswer
from server.domain.message import Notice
from server.domain.opening import Door
from server.domain.referral import ReferralState
from server.domain.session import Role
from server.domain.visit import VisitState

OPEN = Door()
TALK = "talk-1"
CODE = "701Q-M8TR-0PX2"
ROBIN = views.Company(role=Role.PEER, name="Robin", standing=Standing.SPEAKER, present=True)
SAMARITANS = views.ResourceCard(
    id="gb-samaritans",
    name="Samaritans",
    country="GB",
    languages=("en",),
    topics=("general_crisis",),
    contacts=(views.Contact(method="phone", dial="116123", hours="24/7", open_now=True),),
    website=None,
    checked_on="2026-06-02",
    stale=False,
)


def said(seq: int, text: str, **more: Any) -> views.Line:
    line = views.Line(seq=seq, at=datetime.now(UTC), role=Role.PEER, name="Robin", text=text)
    return msgspec.structs.replace(line, **more)


@dataclass(slots=True)
class FakeLine:
    """`silent` leaves `say` and `leave` without an answer; `refuses` answers `say` with a code."""

    view: views.VisitView = field(default_factory=lambda: views.VisitView(closed=None))
    lines: list[views.Line] = field(default_factory=list)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    sids: list[str] = field(default_factory=list)
    came: int = 0  # how often a page has come in
    door: Door = OPEN
    told: list[tuple[str, LaterAnswer]] = field(default_factory=list)
    silent: bool = False
    refuses: str | None = None
    sio: socketio.AsyncServer = field(
        default_factory=lambda: socketio.AsyncServer(
            async_mode="aiohttp", transports=["websocket"], cors_allowed_origins="*"
        )
    )

    def attach(self, app: Any) -> None:
        self.sio.register_namespace(Door(self))
        self.sio.attach(app)

    async def tell(self, event: events.Event, to: str | None = None) -> None:
        body = msgspec.to_builtins(event)
        await self.sio.emit(event.event, body, to=to, namespace="/visitor")

    async def renew(self, **changes: Any) -> None:
        self.view = msgspec.structs.replace(self.view, **changes)
        await self.tell(events.VisitRenewed(view=self.view))

    async def hear(self, text: str, **more: Any) -> None:
        line = said(len(self.lines) + 1, text, **more)
        self.lines.append(line)
        self.view = msgspec.structs.replace(self.view, last_seq=line.seq)
        await self.tell(events.Heard(conversation=TALK, line=line))

    async def unsay(self, seq: int) -> None:
        """As the server does: the words are gone, and a line of its own says which."""
        self.lines = [
            msgspec.structs.replace(line, text="", unsaid=True) if line.seq == seq else line
            for line in self.lines
        ]
        await self.hear("", role=Role.SERVICE, name="", notice=Notice.UNSAID, unsays=seq)

    async def match(self) -> None:
        await self.renew(state=VisitState.TALKING, wait=None, company=(ROBIN,))
        await self.hear("", role=Role.SERVICE, name="", notice=Notice.PEER_JOINED)

    async def help(self, level: Level) -> None:
        card = views.HelpCard(level=level, emergency=("999",), resources=(SAMARITANS,))
        await self.tell(events.HelpOffered(card=card))

    async def refer(
        self,
        state: ReferralState,
        summary: str = "",
        resource: views.ResourceCard = SAMARITANS,
    ) -> None:
        at = datetime.now(UTC)
        card = views.ReferralCard(
            id="referral-1",
            state=state,
            resource=resource,
            offered_at=at,
            expires_at=at,
            summary=summary,
        )
        await self.renew(referral=card)

    async def hear_back(self, _: str, code: str, answer: LaterAnswer) -> None:
        """What is told later, on the plain page."""
        self.told.append((code, answer))

    async def cut(self) -> None:
        for sid in list(self.sids):
            await self.sio.disconnect(sid, namespace="/visitor")

    def times(self, command: str) -> int:
        return sum(1 for name, _ in self.asked if name == command)

    async def answer(self, command: str, body: dict[str, Any]) -> dict[str, Any]:
        self.asked.append((command, body))
        if self.silent and command in {"say", "leave"}:
            await asyncio.Event().wait()
        match command:
            case "sync":
                return _yes(self.view)
            case "begin":
                wait = views.Wait(place=3, minutes=20)
                began = {"pseudonym": "Amber Fern", "conversation": TALK, "phase": Phase.OPEN}
                self.view = msgspec.structs.replace(
                    self.view, state=VisitState.WAITING, wait=wait, **began
                )
                return _yes(self.view)
            case "take_code":
                return _yes(LaterCode(code=CODE, until=datetime.now(UTC)))
            case "say":
                return await self._say(body)
            case "catch_up":
                rest = tuple(line for line in self.lines if line.seq > body["after"])
                return _yes(events.Tail(conversation=TALK, lines=rest, more=False))
            case "unsay" if self.refuses:
                return msgspec.to_builtins({"ok": False, "code": self.refuses, "retry_after": None})
            case "unsay":
                await self.unsay(body["seq"])
            case "leave":
                self.view = msgspec.structs.replace(self.view, state=VisitState.LEFT)
                await self.tell(events.VisitRenewed(view=self.view))
        return _yes(None)

    async def _say(self, body: dict[str, Any]) -> dict[str, Any]:
        if self.refuses:
            return msgspec.to_builtins({"ok": False, "code": self.refuses, "retry_after": None})
        known = next((line for line in self.lines if line.ref == body["ref"]), None)
        if known is None:
            mine = {"role": Role.VISITOR, "name": "Amber Fern", "mine": True, "ref": body["ref"]}
            known = said(len(self.lines) + 1, body["text"], **mine)
            self.lines.append(known)
        return _yes(events.Receipt(seq=known.seq, at=known.at, withheld=known.withheld))


class Door(socketio.AsyncNamespace):
    def __init__(self, line: FakeLine) -> None:
        super().__init__("/visitor")
        self.line = line

    async def trigger_event(self, event: str, *args: Any) -> Any:
        sid = args[0]
        if event == "connect":
            assert len(args[2]["token"]) == 43
            self.line.sids.append(sid)
            self.line.came += 1
        elif event == "disconnect":
            self.line.sids.remove(sid)
        else:
            return await self.line.answer(event, args[1])
        return None


def _yes(body: Body | None) -> dict[str, Any]:
    return {"ok": True, "body": msgspec.to_builtins(body)}
