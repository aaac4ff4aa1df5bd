"""The same stories, with pages that show their screens: a snapshot and what it was told since."""

from contextlib import suppress

import msgspec
from msgspec.structs import replace

from server.contract.commands import Sync
from server.contract.events import Accepted, WallRenewed
from server.contract.staff_views import DeskView, WallView
from server.contract.views import VisitView
from server.domain.session import Role
from server.transport.audience import who
from tests.lost.mortal import Crashed
from tests.lost.page import Page
from tests.lost.processes import Web
from tests.lost.world import World
from tests.transport.test_renewing import comparable, merged

VIEWS = {Role.VISITOR: VisitView, Role.PEER: DeskView, Role.MODERATOR: WallView}


class Screen(Page):
    """`view` is what it shows; None before its first answer to `sync`."""

    view = None

    async def connects(self, web):
        await super().connects(web)
        self.view = None
        reply = await self.ask(Sync()) if self.is_up else None
        if isinstance(reply, Accepted):
            self.view = reply.body

    def sees(self, name, body):
        if self.view is None:
            return
        if name in ("visit", "desk"):
            self.view = msgspec.convert(body["view"], VIEWS[self.session.role])
        elif name == "wall":
            news = msgspec.convert(body, WallRenewed)
            self.view = replace(merged(self.view, news), asked=news.asked)

    async def is_true(self):
        """As a page would show it that has just come."""
        if self.is_up and self.view is not None:
            read = self.web.process.line.renewing._pages
            shown, fresh = comparable(self.view), comparable(await read(who(self.session)))
            other = [name for name in fresh if fresh[name] != shown[name]]
            assert not other, f"the screen of {self.session.id}: {other}"


class SeeingWeb(Web):
    async def looks(self):
        """What has stirred is read and told, as by the process itself."""
        renewing = self.process.line.renewing
        with suppress(Crashed):
            while renewing.is_asked:
                await renewing.flush()
            await self.process.settled()


class Screens(World):
    page, web = Screen, SeeingWeb

    async def has_arrived(self):
        """The reconcile pass looks everywhere; then everybody sees the truth."""
        await super().has_arrived()
        for _ in range(2):  # marks are told by the page when they rest
            for web in self.webs:
                web.process.line.renewing.look_everywhere()
            await self.settles()
        for page in self.pages.values():
            await page.is_true()
