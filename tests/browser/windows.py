"""Browser windows on the real pages, which remember what they asked of whom and what went wrong."""

import os
import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebSocket

from tests.dev.checkout import ROOT

PATIENCE = 60_000  # milliseconds; the machine may be busy with other tests
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
SHOTS = ROOT / "build" / "screenshots"
NEUTRAL = "<!doctype html><title>Weather</title><h1>Weather</h1>"
EXPECTED = re.compile(r"Failed to load resource: .* status of (401|403|404|409|423|429)")


class Window:
    """One browser window of one person. Its storage and cookies are its own."""

    def __init__(self, context: BrowserContext, name: str, origin: str) -> None:
        self.context = context
        self.name = name
        self.origin = origin
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.heard: list[str] = []
        self.left_for: list[str] = []
        context.set_default_timeout(PATIENCE)
        # A pattern, not a function: of what is ours the browser then asks nobody.
        ours = re.escape(urlsplit(origin).netloc)
        context.route(re.compile(rf"^(?!data:|\w+://{ours}(?:[/?#]|$))"), self._elsewhere)
        context.on("request", self._note_request)
        context.on("page", self._listen)
        self.page = context.new_page()

    def _is_ours(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme == "data" or parts.netloc == urlsplit(self.origin).netloc

    def _elsewhere(self, route) -> None:
        """To leave for a neutral page is no request of ours; nothing leaves this machine."""
        if route.request.is_navigation_request() and route.request.resource_type == "document":
            self.left_for.append(route.request.url)
            route.fulfill(body=NEUTRAL, content_type="text/html")
        else:
            route.abort()

    def _note_request(self, request: Request) -> None:
        self.asked.append(request.url)
        if not self._is_ours(request.url) and not request.is_navigation_request():
            self.complaints.append(f"asked {request.url}")

    def _listen(self, page: Page) -> None:
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("websocket", self._note_socket)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.search(message.text):
            self.complaints.append(f"console: {message.text} {message.location}")

    def _note_socket(self, socket: WebSocket) -> None:
        if urlsplit(socket.url).netloc != urlsplit(self.origin).netloc:
            self.complaints.append(f"socket to {socket.url}")
        socket.on("framereceived", lambda frame: self.heard.append(str(frame)))

    def has_heard(self, words: str) -> bool:
        """Whether its sockets ever got these words, shown or not."""
        return any(words in frame for frame in self.heard)

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.origin + path)
        return self.page

    def another_tab(self) -> Page:
        """Of the same person: what the first one has in its session storage as well."""
        with self.context.expect_page() as opened:
            self.page.evaluate("window.open(location.href)")
        return opened.value

    def shot(self, step: str, scheme: str = "light") -> None:
        """A picture of what this person sees now, if somebody will look: WARMLINE_SHOTS=1."""
        if "WARMLINE_SHOTS" not in os.environ:
            return
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.emulate_media(color_scheme=scheme)
        self.page.screenshot(path=SHOTS / f"{step}-{self.name}.png", animations="disabled")


class Windows:
    def __init__(self, browser: Browser, origin: str) -> None:
        self._browser = browser
        self._origin = origin
        self.all: list[Window] = []

    def open(self, name: str, viewport: dict = DESKTOP, **options) -> Window:
        context = self._browser.new_context(
            viewport=viewport, locale="en-GB", reduced_motion="reduce", **options
        )
        window = Window(context, name, self._origin)
        self.all.append(window)
        return window

    def phone(self, name: str = "visitor", **options) -> Window:
        """With a touch screen: Enter makes a new line there."""
        return self.open(name, PHONE, has_touch=True, is_mobile=True, **options)

    def complaints(self) -> dict[str, list[str]]:
        """What no page may do: errors, and requests to anybody but the service. Told once."""
        found = {window.name: window.complaints[:] for window in self.all if window.complaints}
        for window in self.all:
            window.complaints.clear()
        return found

    def close(self) -> None:
        for window in self.all:
            window.context.close()
        self.all.clear()
