"""The page before the chat: with and without JavaScript, small screens, large letters."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.visitor.conftest import Site, new_page

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def sideways(page: Page) -> int:
    return int(await page.evaluate(SIDEWAYS))


async def test_without_javascript_the_numbers_are_there_and_the_way_out_works(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, java_script_enabled=False)
    await expect(page.locator("#lines a[href='tel:116123']")).to_be_visible()
    await expect(page.locator(".urgent a[href='tel:999']")).to_be_visible()
    await expect(page.locator("noscript")).to_be_visible()
    await expect(page.locator("#begin")).to_be_hidden()
    await page.click("#leave")
    await expect(page.locator("body")).to_have_text("weather")


async def test_the_way_out_is_first_for_the_keyboard_large_and_always_in_view(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport={"width": 360, "height": 640})
    await page.keyboard.press("Tab")
    await expect(page.locator("#leave")).to_be_focused()
    await page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    await expect(page.locator("#leave")).to_be_in_viewport()
    box = await page.locator("#leave").bounding_box()
    assert box
    assert box["height"] >= 44
    assert box["width"] >= 44


@pytest.mark.parametrize("letters", [16, 32])
async def test_nothing_needs_sideways_scrolling_at_320_pixels(
    browser: Browser, site: Site, letters: int
) -> None:
    page = await new_page(browser, site, viewport={"width": 320, "height": 568})
    await page.evaluate(f"document.documentElement.style.fontSize = '{letters}px'")
    assert await sideways(page) == 0
    await page.click("#begin")
    await expect(page.locator("h1:visible")).to_have_text("Is this all right for you?")
    assert await sideways(page) == 0


async def test_a_number_to_call_is_on_the_first_screen_of_a_phone(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport={"width": 360, "height": 640})
    await expect(page.locator(".urgent a[href='tel:999']")).to_be_in_viewport()


async def test_nobody_goes_on_without_agreeing_and_the_box_is_asked_for_in_words(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await page.click("#begin")
    await page.click("text=Go on")
    await expect(page.locator(".screen [role=alert]")).to_contain_text("tick the box")
    await expect(page.locator("h1:visible")).to_have_text("Is this all right for you?")


async def test_every_question_may_be_skipped(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await page.click("#begin")
    await page.check("input[type=checkbox]")
    await page.click("text=Go on")
    await page.click("text=Go on")
    await page.click("text=Go to the line")
    await expect(page.locator(".place")).to_be_visible()
    begun = next(body for name, body in site.line.asked if name == "begin")
    assert begun == {
        "consent": True,
        "language": "en",
        "region": None,
        "topic": None,
        "distress": None,
        "wish": None,
        "veto": None,
        "follows": None,
    }


async def test_socket_io_is_fetched_only_when_the_chat_starts(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await page.wait_for_load_state("networkidle")
    fetched = "performance.getEntriesByType('resource').map((one) => one.decodedBodySize)"
    before = sum(await page.evaluate(fetched))
    assert site.line.sids == []
    await page.click("#begin")
    async with asyncio.timeout(60):  # asked anew by us: the page's own policy forbids eval
        while sum(await page.evaluate(fetched)) <= before + 30_000:
            await asyncio.sleep(0.05)


async def test_nothing_is_loaded_from_anywhere_else(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.reload(wait_until="networkidle")
    home = re.escape(site.url)
    assert asked
    assert [url for url in asked if not re.match(f"{home}|data:", url)] == []
