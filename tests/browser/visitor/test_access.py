"""axe over every step of the visitor's page: phone and desk, light and dark."""

import pytest
from playwright.async_api import Browser, Page, expect

from moderation.verdict import Level
from server.domain.referral import ReferralState
from tests.browser.seeing import AXE, FIND, SCHEMES, WIDTHS
from tests.browser.visitor.conftest import Site, new_page, say

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them


async def violations(page: Page) -> list[str]:
    """Of what is on the page now, on a phone and at a desk, light and dark."""
    found = []
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 740})
        for scheme, rules in SCHEMES.items():
            await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{width} px, {scheme}: {one}" for one in await page.evaluate(FIND, rules)]
    await page.emulate_media(color_scheme="light")
    return found


async def test_axe_finds_nothing(browser: Browser, site: Site) -> None:
    page = await new_page(
        browser,
        site,
        reduced_motion="reduce",
        bypass_csp=True,  # axe comes in from outside; everything else in this folder runs under it
    )
    await page.evaluate(AXE.read_text())
    assert await violations(page) == []
    await page.click("#begin")
    await page.check("input[type=checkbox]")
    assert await violations(page) == []
    await page.click("text=Go on")
    assert await violations(page) == []
    await page.click("text=Go on")
    assert await violations(page) == []
    await page.click("text=Go to the line")
    await expect(page.locator(".place")).to_be_visible()
    assert await violations(page) == []
    await site.line.match()
    await say(page, "hello")
    await expect(page.locator(".log .mine")).to_contain_text("Sent")
    await site.line.help(Level.L3)
    await site.line.refer(ReferralState.OFFERED)
    await expect(page.locator(".card")).to_have_count(2)
    assert await violations(page) == []
    await page.click(".menu >> text=Help lines")
    assert await violations(page) == []
    await page.keyboard.press("Escape")
    await page.click("text=End chat")
    await page.click("text=Yes, end it")
    await expect(page.locator("h1:visible")).to_have_text("Thank you for talking with us")
    assert await violations(page) == []
