"""The visitor's page in other languages, from the first byte to the goodbye."""

import pytest
from playwright.async_api import Browser, Page, expect

from moderation.verdict import Level
from server.domain.referral import ReferralState
from tests.browser.seeing import SIDEWAYS
from tests.browser.visitor.conftest import NEUTRAL, Site, new_page
from tests.browser.visitor.foreign import english_on, shot
from tests.readings import everything

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them
FOREIGN = sorted(code for code in everything().texts.by_language if code != "en")
PHONE = {"width": 360, "height": 740}


class Walk:
    """Step by step, each looked at on a small phone."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.language = language
        self.steps = 0

    async def look(self, step: str) -> None:
        self.steps += 1
        await shot(self.page, f"lang-{self.language}-{self.steps:02}-{step}")
        assert await english_on(self.page, self.language) == [], step
        assert await self.page.evaluate(SIDEWAYS) == 0, step

    async def onward(self) -> None:
        await self.page.click(".row .primary")

    async def dialog(self, nth: int, step: str) -> None:
        """One of the buttons under the composer, and back."""
        await self.page.locator(".menu > button").nth(nth).click()
        await expect(self.page.locator("[role=dialog]")).to_be_visible()
        await self.look(step)
        await self.page.keyboard.press("Escape")


async def to_the_line(walk: Walk) -> None:
    page = walk.page
    await walk.look("reading")
    await page.click("#begin")
    await expect(page.locator("h1:visible")).to_be_visible()
    await walk.onward()
    await walk.look("consent")
    await page.check("input[type=checkbox]")
    await walk.onward()
    await page.click("#chat summary")
    await walk.look("topic")
    await walk.onward()
    await walk.look("distress")
    await walk.onward()
    await expect(page.locator(".place")).to_contain_text("3")
    await page.click(".breathing button")
    await walk.look("line")


async def through_a_talk(walk: Walk, site: Site) -> None:
    page = walk.page
    await site.line.match()
    await expect(page.locator(".log .notice")).to_be_visible()
    await site.line.hear("مرحبا ¡hola! Robin 123")
    await say_in_it(page, "¿Hay alguien? هل من أحد؟ 12")
    await walk.look("talk")
    await site.line.help(Level.L3)
    await site.line.refer(ReferralState.OFFERED, summary="123")
    await expect(page.locator(".card")).to_have_count(2)
    await walk.look("cards")
    await page.click(".card.warm > button")
    for nth, step in enumerate(("lines", "plan", "end", "more")):
        await walk.dialog(nth, step)


async def say_in_it(page: Page, text: str) -> None:
    await page.fill("#words", text)
    await page.click(".composer button")
    await expect(page.locator(".log .mine")).to_have_count(1)


async def to_the_goodbye(walk: Walk) -> None:
    page = walk.page
    await page.locator(".menu > button").nth(2).click()
    await page.click("[role=dialog] .primary")
    await expect(page.locator("form.sheet")).to_be_visible()
    await page.fill("form.sheet textarea", "123")
    await walk.look("goodbye")
    await page.locator("main button:not(.primary):visible").last.scroll_into_view_if_needed()
    await page.keyboard.press("Home")


@pytest.mark.parametrize("language", FOREIGN)
async def test_from_the_first_byte_to_the_goodbye_nothing_is_english(
    browser: Browser, site: Site, language: str
) -> None:
    page = await new_page(browser, site, viewport=PHONE)
    await page.goto(f"{site.url}?language={language}")
    direction = everything().texts.by_language[language].direction
    await expect(page.locator("html")).to_have_attribute("dir", direction)
    walk = Walk(page, language)
    await to_the_line(walk)
    await through_a_talk(walk, site)
    await to_the_goodbye(walk)
    assert site.line.asked[1][1]["language"] == "en", "the line that peers answer"
    await page.click("#leave")
    await page.wait_for_url(f"**{NEUTRAL}")
