"""Where the words of the chat fail, hang or are of another release, who waits is told so."""

import asyncio

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.browser.visitor.conftest import Site, new_page, talk
from tests.browser.visitor.foreign import shot

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them
WORDS = "**/words/**"
PHONE = {"width": 320, "height": 640}
NO_ANSWER = "No answer came. Please try again."
OUT_OF_DATE = "This page is out of date. Please load it again."


async def told(page: Page, text: str) -> None:
    """Beside it the numbers still stand."""
    note = page.locator("#begin-trouble")
    await expect(note).to_contain_text(text)
    await expect(note).to_be_in_viewport()
    await expect(page.locator(".urgent a[href='tel:999']")).to_be_visible()
    await expect(page.locator("#lines a[href='tel:116123']")).to_be_visible()


async def test_words_that_hang_are_said_not_to_come_and_asked_for_anew(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport=PHONE)
    hanging: list[Route] = []

    async def hang(route: Route) -> None:
        hanging.append(route)

    await page.route(WORDS, hang)
    await page.reload()
    await page.click("#begin")
    await told(page, NO_ANSWER)
    assert len(hanging) == 1
    await shot(page, "words-hang")
    await page.unroute(WORDS, hang)
    await page.click("#begin-trouble button")
    await expect(page.locator("h1:visible")).to_have_text("Is this all right for you?")


async def test_who_reloads_in_a_visit_and_gets_no_words_may_try_again_or_wait(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)

    async def fail(route: Route) -> None:
        await route.fulfill(status=503)

    await page.route(WORDS, fail)
    await page.reload()
    await told(page, NO_ANSWER)
    await expect(page.locator("#begin-trouble button")).to_have_text("Try again")
    await page.unroute(WORDS, fail)
    await expect(page.locator(".log .notice")).to_contain_text("Your peer is here.")


async def test_a_page_of_another_release_offers_to_load_it_again(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport=PHONE)

    async def another(route: Route) -> None:
        await route.fulfill(status=404)

    await page.route(WORDS, another)
    await page.reload()
    await page.click("#begin")
    await told(page, OUT_OF_DATE)
    await shot(page, "words-out-of-date")
    await page.unroute(WORDS, another)
    async with asyncio.timeout(60), page.expect_navigation():
        await page.click("text=Load the page again")
    await page.click("#begin")
    await expect(page.locator("h1:visible")).to_have_text("Is this all right for you?")
