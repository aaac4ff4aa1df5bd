from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from config.everything import Everything
from config.hours import DAYS, Hours, Span
from config.places import ROOT
from server.contract.room_views import RoomCard
from server.domain.opening import Door
from server.transport.pages.headers import security_headers
from server.transport.pages.routes import Telling, pages_routes
from tests import readings
from tests.browser.visitor.fake_line import FakeLine
from tests.servers.chromium import FLAGS

EVENINGS = Hours(spans=(Span("18:00", "22:00", days=DAYS),))
NEUTRAL = "/weather"  # on this server, so that no network is needed
expect.set_options(timeout=60_000)


@dataclass
class Site:
    """The pages as they are, and a line that the test leads."""

    url: str
    line: FakeLine


async def weather(_: web.Request) -> web.Response:
    return web.Response(text="weather")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        await browser.new_context(locale="en-GB")  # what `new_page` opens pages in
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def site(browser: Browser) -> AsyncIterator[Site]:
    line = FakeLine()
    server = TestServer(_app(line))
    await server.start_server()
    yield Site(str(server.make_url("/")), line)
    await _close_all(browser)  # first: a server that closes waits for open sockets
    await server.close()


async def _close_all(browser: Browser) -> None:
    shared, *own = browser.contexts
    for page in shared.pages:
        await page.close()
    for context in own:
        await context.close()


def _app(line: FakeLine) -> web.Application:
    async def is_open() -> Door:
        return line.door

    async def rooms() -> tuple[RoomCard, ...]:
        return line.view.rooms

    app = web.Application(middlewares=[security_headers(["http://127.0.0.1"])])
    app.add_routes(
        pages_routes(
            _everything(),
            ROOT / "web" / "dist",
            is_open,
            rooms,
            Telling(line.hear_back, lambda _: "192.0.2.7"),
            now=lambda: datetime.now(UTC),
            leave_to=NEUTRAL,
        )
    )
    app.router.add_get(NEUTRAL, weather)
    line.attach(app)
    return app


def _everything() -> Everything:
    """With hours of which the service itself says nothing."""
    everything = readings.everything()
    service = msgspec.structs.replace(everything.service, opening=EVENINGS)
    return replace(everything, service=service)


async def new_page(
    browser: Browser, site: Site, *, viewport: ViewportSize | None = None, **options: object
) -> Page:
    """As somebody new: each test has an address of its own, and each tab its own storage.

    A profile of its own, which takes the browser a second, only where there are `options`.
    """
    context = browser.contexts[0]
    if options:
        context = await browser.new_context(**{"locale": "en-GB", **options})  # type: ignore[arg-type]
    page = await context.new_page()
    if viewport is not None:
        await page.set_viewport_size(viewport)
    await page.goto(site.url)
    return page


async def wait_in_line(page: Page) -> None:
    await page.click("#begin")
    await page.check("input[type=checkbox]")
    await page.click("text=Go on")
    await page.click("text=Go on")
    await page.click("text=Go to the line")
    await expect(page.locator(".place")).to_have_text("Your place in the line: 3")


async def talk(page: Page, site: Site) -> None:
    await wait_in_line(page)
    await site.line.match()
    await expect(page.locator(".log .notice")).to_contain_text("Your peer is here.")


async def say(page: Page, text: str) -> None:
    await page.fill("#words", text)
    await page.click("button:has-text('Send')")
