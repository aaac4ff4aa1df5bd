"""A page that stayed open across an update: what it does not know takes nothing away."""

import msgspec
import pytest
from playwright.async_api import Browser, expect

from server.contract import events
from tests.browser.visitor.conftest import Site, new_page, say, talk, wait_in_line

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def tell_newer(site: Site, **changes: object) -> None:
    """What only a newer server says: words that no type of ours allows."""
    view = msgspec.to_builtins(site.line.view) | changes
    await site.line.sio.emit(events.VisitRenewed.event, {"view": view}, namespace="/visitor")


async def test_in_a_state_that_the_page_does_not_know_one_goes_on_talking(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await page.fill("#words", "half a sentence")
    await tell_newer(site, state="thinking")
    await expect(page.get_by_text("something new here")).to_be_visible()
    await expect(page.get_by_role("link", name="Load the page again")).to_be_visible()
    await expect(page.locator("#words")).to_have_value("half a sentence")
    await say(page, "still here")
    await expect(page.locator(".log .mine")).to_contain_text("still here")
    await page.click("text=Load the page again")
    await expect(page.locator(".log .mine")).to_contain_text("still here")


async def test_in_a_state_that_the_page_does_not_know_one_goes_on_waiting(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await wait_in_line(page)
    await tell_newer(site, state="nearly")
    await expect(page.get_by_text("something new here")).to_be_visible()
    await expect(page.locator(".queue a[href='tel:999']")).to_be_visible()
    await expect(page.locator("#words")).to_be_visible()


async def test_a_notice_that_the_page_does_not_know_takes_no_line_away(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    line = {"seq": 2, "at": "2026-12-01T10:00:00Z", "role": "service", "name": "", "text": ""}
    rest = {"ref": "", "mine": False, "withheld": False, "careful": False, "hushed": False}
    strange = {**line, **rest, "notice": "moon_rose", "notes": []}
    heard = {"conversation": site.line.view.conversation, "line": strange}
    await site.line.sio.emit(events.Heard.event, heard, namespace="/visitor")
    await expect(page.locator(".log .notice").last).to_contain_text("something new here")


async def test_a_screen_that_cannot_be_drawn_leaves_the_numbers(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await tell_newer(site, company=None)
    await expect(page.locator("#chat a[href='tel:999']").first).to_be_visible()
    await expect(page.get_by_role("link", name="Load the page again")).to_be_visible()
