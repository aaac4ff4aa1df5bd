"""axe over every step of the visitor's page: phone and desk, light and dark."""

import pytest
from playwright.async_api import Browser, Page, expect

from config.places import ROOT
from moderation.verdict import Level
from server.domain.referral import ReferralState
from tests.browser.visitor.conftest import Site, new_page, say

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them
AXE = (ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN = "axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"


async def violations(page: Page) -> list[str]:
    await page.evaluate(AXE)
    found = await page.evaluate(RUN)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
async def test_axe_finds_nothing(browser: Browser, site: Site, width: int, scheme: str) -> None:
    page = await new_page(
        browser,
        site,
        viewport={"width": width, "height": 740},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,  # axe comes in from outside; everything else in this folder runs under it
    )
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
