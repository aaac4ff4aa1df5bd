"""The line before a peer: numbers in sight, a place that is kept, a way out that is meant."""

import asyncio

import pytest
from playwright.async_api import Browser, Page, expect

from moderation.verdict import Level
from server.contract import views
from server.domain.visit import VisitState
from tests.browser.seeing import IN_SIGHT
from tests.browser.visitor.conftest import Site, new_page, say, talk, wait_in_line

pytestmark = pytest.mark.asyncio(loop_scope="session")

SOUNDS = """(() => {
  window.notes = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) {
    window.notes.push(this.context.state);
    return start.apply(this, at);
  };
})()"""
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
ICON = "document.querySelector('link[rel=icon]').getAttribute('href')"


async def test_numbers_and_the_first_open_lines_stand_under_the_place(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport={"width": 360, "height": 740})
    await wait_in_line(page)
    await expect(page.locator(".place ~ * , .queue").first).to_be_visible()
    await expect(page.locator(".queue a[href='tel:999']")).to_be_visible()
    lines = page.locator(".queue .lines li")
    assert 1 <= await lines.count() <= 3
    await expect(lines.first.locator("a")).to_have_count(1)


async def test_leaving_the_line_is_asked_for_and_has_a_goodbye_of_its_own(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await wait_in_line(page)
    await page.click("text=Leave the line")
    await page.click("text=No, stay")
    assert site.line.times("leave") == 0
    await page.click("text=Leave the line")
    await page.click("text=Yes, leave the line")
    await expect(page.locator("h1:visible")).to_have_text("You have left the line")
    await expect(page.get_by_text("Did it help to talk?")).to_have_count(0)
    await expect(page.locator("#chat a[href='tel:116123']")).to_be_visible()


async def test_who_has_talked_is_asked_how_it_was_also_after_a_reload(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.renew(state=VisitState.LEFT)
    await expect(page.get_by_text("Did it help to talk?")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("Did it help to talk?")).to_be_visible()


async def test_who_was_away_for_too_long_reads_why_and_goes_back_with_one_press(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await wait_in_line(page)
    await site.line.renew(state=VisitState.LAPSED, wait=None)
    await expect(page.locator("h1:visible")).to_have_text("We could not reach you")
    await expect(page.locator("#chat a[href='tel:116123']")).to_be_visible()
    await page.click("text=Back into the line")
    assert site.line.times("resume") == 1
    await site.line.renew(state=VisitState.WAITING, wait=views.Wait(place=1))
    await expect(page.locator(".place")).to_have_text("You are next.")


@pytest.mark.parametrize("talking", [False, True])
async def test_everything_can_be_deleted_at_once_while_waiting_and_in_a_talk(
    browser: Browser, site: Site, talking: bool
) -> None:
    page = await new_page(browser, site)
    await (talk(page, site) if talking else wait_in_line(page))
    await page.click(".menu >> text=More")
    await page.click("text=Delete everything now")
    await page.click("text=Yes, delete it")
    await expect(page.locator("h1:visible")).to_have_text("Your chat is deleted")
    assert site.line.times("forget") == 1


async def test_the_chime_sounds_when_a_peer_comes_also_after_a_reload(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await page.add_init_script(SOUNDS)
    await page.reload()
    await wait_in_line(page)
    await page.check(".queue input[type=checkbox]")
    await page.reload()
    await expect(page.locator(".queue input[type=checkbox]")).to_be_checked()
    await page.click(".place")  # any press lets a page sound
    await site.line.match()
    await expect(page.locator(".log .notice")).to_be_visible()
    await page.wait_for_timeout(500)
    assert await page.evaluate("window.notes") == ["running", "running"]


async def test_a_tab_in_the_background_shows_that_a_peer_is_here_and_says_nothing_of_what(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await wait_in_line(page)
    plain = await page.evaluate(ICON)
    await page.evaluate(HIDE, True)
    await site.line.match()
    await expect(page).to_have_title("● Chat")
    assert await page.evaluate(ICON) != plain
    await page.evaluate(HIDE, False)
    await expect(page).to_have_title("Chat")
    assert await page.evaluate(ICON) == plain


async def test_a_copy_is_saved_only_where_somebody_wants_one(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.hear("Hello, I am Robin")
    await say(page, "It is my exam")
    await expect(page.locator(".log .mine")).to_contain_text("Sent")
    await site.line.renew(state=VisitState.ENDED)
    await expect(page.get_by_text("There is no copy on this phone or computer")).to_be_visible()
    await page.click("text=Save a copy of this chat")
    await expect(page.get_by_role("dialog")).to_contain_text("Everyone who uses this device")
    assert "Robin: Hello, I am Robin" in await _saved(page)


async def _saved(page: Page) -> str:
    async with page.expect_download() as coming:
        await page.click("text=Save the copy")
    path = await (await coming.value).path()
    return path.read_text()


@pytest.mark.parametrize(("width", "height"), [(320, 568), (360, 640)])
async def test_on_a_small_phone_the_first_card_leaves_the_place_and_the_box_in_sight(
    browser: Browser, site: Site, width: int, height: int
) -> None:
    page = await new_page(browser, site, viewport={"width": width, "height": height})
    await wait_in_line(page)
    await site.line.help(Level.L1)
    card = page.locator(".card.warm")
    await expect(card.locator("a[href='tel:116123']")).to_be_in_viewport(ratio=1)
    await expect(page.locator("#words")).to_be_in_viewport(ratio=1)
    assert await page.locator(".place").evaluate(IN_SIGHT)
    await expect(card.get_by_text("one more person")).to_be_hidden()
    await card.get_by_role("button", name="Show more help").click()
    await expect(card.get_by_role("region")).to_be_focused()
    await expect(card.get_by_text("one more person")).to_be_visible()
    await expect(card.locator("a[href='tel:999']")).to_be_visible()


async def test_on_a_larger_screen_the_first_card_is_whole(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await wait_in_line(page)
    await site.line.help(Level.L1)
    card = page.locator(".card.warm")
    await expect(card.locator("a[href='tel:999']")).to_be_visible()
    await expect(card.get_by_role("button", name="Show more help")).to_be_hidden()


async def test_who_begins_anew_leaves_no_line_of_the_old_visit_behind(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    fresh = site.line.view
    await talk(page, site)
    (old,) = site.line.sids
    await site.line.renew(state=VisitState.LEFT)
    site.line.view = fresh  # of the new visit the line knows nothing yet
    await page.click("text=Talk again")
    await expect(page.locator("input[type=checkbox]")).to_be_visible()
    async with asyncio.timeout(30):
        while len(site.line.sids) != 1 or site.line.sids == [old] or site.line.came < 2:
            await page.wait_for_timeout(50)
    await page.wait_for_timeout(2500)  # a line that comes back does so after about a second
    (new,) = site.line.sids
    assert new != old
    assert site.line.came == 2
