"""Leaving: at once, without a trace in the tab, and the server knows."""

from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, expect

from tests.browser.visitor.conftest import NEUTRAL, Site, new_page, talk

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them


async def test_leaving_empties_the_page_ends_the_visit_and_clears_the_tab(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await page.fill("#words", "half a thought")
    entries = await page.evaluate("history.length")
    await page.click("#leave")
    await page.wait_for_url(f"**{NEUTRAL}")
    assert site.line.times("leave") == 1
    assert await page.evaluate("history.length") == entries
    await page.goto(site.url)
    assert await page.evaluate("Object.keys(sessionStorage)") == []
    await expect(page.locator("#reading")).to_be_visible()


async def test_three_taps_of_shift_leave_and_are_counted_aloud(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, locale="en-GB")  # the clock is its whole profile's
    await talk(page, site)
    await page.clock.set_fixed_time(datetime.now(UTC))  # a busy machine takes more than 5 s
    await page.keyboard.press("Shift")
    await expect(page.locator("#dots-spoken")).to_contain_text("two more times")
    await expect(page.locator("#dots")).to_have_text("●○○")
    await page.keyboard.press("Shift")
    await expect(page.locator("#dots-spoken")).to_contain_text("once more")
    await page.keyboard.press("Shift")
    await page.wait_for_url(f"**{NEUTRAL}")
    assert site.line.times("leave") == 1


async def test_capital_letters_do_not_leave(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await page.focus("#words")
    for letter in "HELP":
        await page.keyboard.press(f"Shift+{letter}")
    await expect(page.locator("#words")).to_have_value("HELP")
    await expect(page.locator("#dots")).to_be_empty()


async def test_leaving_does_not_wait_for_a_server_that_is_silent(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    site.line.silent = True
    await page.click("#leave")
    await page.wait_for_url(f"**{NEUTRAL}")


async def test_leaving_stays_in_reach_over_an_open_question(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await page.click("text=End chat")
    await expect(page.locator("[role=dialog]")).to_be_visible()
    await page.click("#leave")
    await page.wait_for_url(f"**{NEUTRAL}")
