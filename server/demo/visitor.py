"""An invented visitor: comes, waits, talks with whoever takes them, goes."""

import asyncio
import secrets
from contextlib import suppress
from typing import Any, Final

from server.contract.commands import AnswerReferral, Begin, Feedback, Leave
from server.contract.views import VisitView
from server.demo.cast import Cast
from server.demo.scenes import Scene
from server.demo.voice import OVER, Voice, speak
from server.domain.referral import ReferralState
from server.domain.session import Role
from server.domain.visit import LIVE, VisitState
from server.replay.entry import Entry
from server.replay.person import Person

WAITS: Final = 900.0  # seconds in the queue; then they give up, as people do
LINGERS: Final = 90.0  # seconds after the last word, if nobody ends it
GOODBYE: Final = 1.5


class Visitor:
    def __init__(self, cast: Cast, scene: Scene) -> None:
        house = cast.house
        token = {"token": secrets.token_urlsafe(32)}
        entry = Entry(next(house.urls), house.origin, Role.VISITOR, auth=token)
        self._person = Person(house, f"visitor {scene.id}", entry, self._show)
        self._cast = cast
        self._scene = scene
        self._view = VisitView(closed=None)
        self._changed = asyncio.Event()

    async def visit(self) -> None:
        """To its end, which others may bring about at any moment."""
        try:
            await self._person.link.up()
            await self._begin()
            await self._talk(self._view.conversation or "")
        except OVER:
            await self._cast.tempo.pause(1, 3)
        finally:
            await self._go()

    async def _begin(self) -> None:
        scene = self._scene
        topic = scene.topic if scene.topic in self._cast.topics else None
        begin = Begin(consent=True, language="en", topic=topic, distress=scene.distress)
        self._show(await self._person.link.ask(begin))
        self._cast.enter(self._view.conversation or "", self._view.pseudonym, scene)

    async def _talk(self, conversation: str) -> None:
        voice = Voice(self._person, conversation, self._cast.tempo)
        await speak(voice, "visitor", self._scene.opening, by_script=True)
        if not await self._is_taken():
            return
        company = [one.name for one in self._view.company if one.role is Role.PEER]
        ours = self._cast.peers.issuperset(company)
        await speak(voice, "visitor", self._scene.after, by_script=ours)
        await self._linger()
        await self._person.link.ask(Feedback(helped=3))

    async def _is_taken(self) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(WAITS):
                while self._view.state in {VisitState.WAITING, VisitState.OFFERED}:
                    await self._news()
        return self._view.state is VisitState.TALKING

    async def _linger(self) -> None:
        """Until somebody ends it; a referral that comes is accepted."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGERS):
                while self._view.state in LIVE:
                    await self._answer_referral()
                    await self._news()

    async def _answer_referral(self) -> None:
        card = self._view.referral
        if card is not None and card.state is ReferralState.OFFERED:
            await self._cast.tempo.pause(3, 6)
            await self._person.link.ask(AnswerReferral(referral=card.id, accept=True))

    async def _news(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    async def _go(self) -> None:
        self._cast.leave(self._view.pseudonym)
        with suppress(TimeoutError, *OVER):
            async with asyncio.timeout(GOODBYE):
                if self._view.state in LIVE:
                    await self._person.link.ask(Leave())
        await self._person.link.down()

    def _show(self, news: Any) -> None:
        if isinstance(news, VisitView):
            self._view = news
            self._changed.set()
