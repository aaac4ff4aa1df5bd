"""The visitor's page in other languages, from the first byte to the goodbye."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from playwright.async_api import Browser, Page, expect

from moderation.verdict import Level
from server.contract import views
from server.contract.room_views import RoomCard
from server.domain.referral import ReferralState
from server.domain.room import RoomState
from server.domain.session import Role
from tests.browser.seeing import AXE, FIND, SIDEWAYS
from tests.browser.visitor.conftest import NEUTRAL, Site, new_page
from tests.browser.visitor.fake_line import SAMARITANS
from tests.browser.visitor.foreign import english_on, shot
from tests.readings import everything

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them
WALKED = ("ar", "es")  # one that runs from the right to the left, and one from the left
OTHERS = sorted(set(everything().texts.by_language) - {"en", *WALKED})
NARROW = {"width": 320, "height": 740}
PHONE = {"width": 360, "height": 740}


class Walk:
    """Step by step, each looked at on a small phone."""

    def __init__(self, page: Page, language: str, *, strict: bool = False) -> None:
        self.page = page
        self.language = language
        self.strict = strict  # axe looks too
        self.steps = 0

    async def look(self, step: str) -> None:
        self.steps += 1
        await shot(self.page, f"lang-{self.language}-{self.steps:02}-{step}")
        assert await english_on(self.page, self.language) == [], step
        await self.page.set_viewport_size(NARROW)
        assert await self.page.evaluate(SIDEWAYS) == 0, step
        await self.page.set_viewport_size(PHONE)
        if self.strict:
            assert await self.page.evaluate(FIND, {}) == [], step

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
    await page.evaluate("scrollTo(0, 0)")
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
    await page.click(".card.warm .put-away")
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


@pytest.mark.parametrize("language", WALKED)
async def test_from_the_first_byte_to_the_goodbye_nothing_is_english(
    browser: Browser, site: Site, language: str
) -> None:
    page = await new_page(browser, site, viewport=PHONE, reduced_motion="reduce", bypass_csp=True)
    await page.goto(f"{site.url}?language={language}")
    await page.evaluate(AXE.read_text())
    direction = everything().texts.by_language[language].direction
    await expect(page.locator("html")).to_have_attribute("dir", direction)
    walk = Walk(page, language, strict=True)
    await to_the_line(walk)
    await through_a_talk(walk, site)
    await to_the_goodbye(walk)
    assert site.line.asked[1][1]["language"] == "en", "the line that peers answer"
    await page.click("#leave")
    await page.wait_for_url(f"**{NEUTRAL}")


@pytest.mark.parametrize("language", OTHERS)
async def test_the_browser_s_own_language_is_chosen_by_itself(
    browser: Browser, site: Site, language: str
) -> None:
    page = await new_page(browser, site, viewport=PHONE, locale=f"{language}-CH")
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await to_the_line(Walk(page, language))


async def test_another_language_is_one_tap_away_and_stays_on_the_way_back(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport=NARROW)
    await page.click("text=Español")
    await expect(page.locator("html")).to_have_attribute("lang", "es")
    await expect(page.locator("nav [aria-current]")).to_have_text("Español")
    await page.click("#begin")
    await page.click(".row a.plain")
    await expect(page.locator("#reading")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "es")
    assert await page.context.cookies() == []


async def test_a_group_in_the_language_of_the_page_is_all_in_it(
    browser: Browser, site: Site
) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=20)
    room = RoomCard(
        id="r1",
        topic="loss",
        language="es",
        state=RoomState.SCHEDULED,
        opens_at=soon,
        closes_at=soon + timedelta(hours=1),
        capacity=6,
        taken=2,
        at_door=0,
        near=True,
    )
    site.line.view = msgspec.structs.replace(site.line.view, rooms=(room,))
    page = await new_page(browser, site, viewport=PHONE)
    await page.goto(f"{site.url}?language=es")
    walk = Walk(page, "es")
    await page.click("[data-room]")
    await expect(page.locator("p[role=status]").first).to_contain_text("4")
    await walk.look("group")


async def test_the_page_to_tell_later_is_all_in_the_language_of_its_address(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport=PHONE)
    await page.goto(f"{site.url}later?language=ar")
    await Walk(page, "ar").look("later")


@pytest.mark.parametrize("level", [Level.L2, Level.L3, Level.L4])
@pytest.mark.parametrize("language", sorted({*WALKED, *OTHERS}))
async def test_on_a_small_phone_a_line_can_be_called_at_once_in_every_language(
    browser: Browser, site: Site, language: str, level: Level
) -> None:
    page = await new_page(browser, site, viewport=PHONE)
    await page.goto(f"{site.url}?language={language}")
    walk = Walk(page, language)
    await to_the_line(walk)
    await site.line.match()
    await site.line.help(level)
    await shot(page, f"lang-{language}-card-{level.value}")
    await expect(page.locator(".card a[href='tel:116123']")).to_be_in_viewport(ratio=1)
    if level > Level.L2:
        await expect(page.locator(".card a[href='tel:999']")).to_be_in_viewport(ratio=1)


async def test_a_line_that_a_peer_sends_can_be_tapped_in_the_language_of_the_page(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport=PHONE)
    await page.goto(f"{site.url}?language=es")
    await to_the_line(Walk(page, "es"))
    await site.line.match()
    await site.line.hear("Te escuchan:\nSamaritans: 116123\nShout Crisis Text Line: SHOUT → 85258")
    call = page.locator(".log").get_by_role("link", name="Llamar al 116123")
    await expect(call).to_have_attribute("href", "tel:116123")
    await expect(call).to_be_in_viewport(ratio=1)
    text = page.locator(".log a[href='sms:85258']")
    await expect(text).to_contain_text("SHOUT")
    await expect(page.locator(".log .words")).to_have_text("Te escuchan:")
    await shot(page, "lang-es-a-sent-line")


async def test_what_only_looks_like_a_line_leads_nowhere(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site, viewport=PHONE)
    await page.goto(f"{site.url}?language=es")
    await to_the_line(Walk(page, "es"))
    await site.line.match()
    await site.line.hear("Samaritans: 116124\nhttps://samaritans.example/")
    await site.line.hear("Samaritans: 116123", role=Role.VISITOR)
    await expect(page.locator(".log .words")).to_have_count(2)
    await expect(page.locator(".log a")).to_have_count(0)


async def test_whom_only_the_service_tells_has_a_name_in_the_language_and_no_number(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport=PHONE)
    await page.goto(f"{site.url}?language=es")
    await to_the_line(Walk(page, "es"))
    await site.line.match()
    told = (views.Contact(method="sent", hours="Mon–Fri 09:00–17:00 GMT", open_now=True),)
    team = msgspec.structs.replace(SAMARITANS, id="emergency", name="Emergency", contacts=told)
    await site.line.refer(ReferralState.OFFERED, resource=team)
    card = page.locator(".card")
    await expect(card).to_contain_text("Lun–Vie 09:00–17:00 GMT")
    await expect(card).to_contain_text(everything().texts.by_language["es"].lines.emergency)
    await expect(card.locator("a")).to_have_count(0)
