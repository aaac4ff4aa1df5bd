"""A visitor, a peer and a moderator: three windows that belong together."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.windows import Window

FIRST = "I am so tired of all this."


@dataclass(frozen=True, slots=True)
class Line:
    visitor: Window
    robin: Window
    sam: Window

    def shot(self, step: str) -> None:
        for window in (self.visitor, self.robin, self.sam):
            window.shot(step)


def together(
    windows, service, *, peer: str = "Robin", moderator: str = "Sam", country: str | None = None
) -> Line:
    """A visitor and a peer who talk, and a moderator on duty."""
    line = Line(windows.phone(), windows.open("robin"), windows.open("sam"))
    staffing.entered(line.sam, service, [Role.MODERATOR], moderator)
    staffing.goes_on_duty(line.sam.page)
    robin = staffing.entered(line.robin, service, [Role.PEER], peer)
    staffing.goes_ready(robin)
    visitor = visiting.begins(line.visitor, country=country)
    staffing.takes(robin)
    visiting.writes(visitor, FIRST)
    expect(staffing.said(robin, FIRST)).to_be_visible()
    return line


def opens_conversation(sam: Page, visitor: Page) -> None:
    sam.get_by_role("table").get_by_role("button", name=visiting.pseudonym(visitor)).click()
