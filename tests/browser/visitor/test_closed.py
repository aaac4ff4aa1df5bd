"""The closed page: why, and when the next hours begin where the visitor is."""

from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, expect

from server.contract import views
from server.domain.intake import PauseReason
from server.domain.opening import Closed, Door
from tests.browser.visitor.conftest import Site, new_page

pytestmark = pytest.mark.asyncio(loop_scope="session")
SIX = datetime(2026, 11, 24, 18, tzinfo=UTC)
IN_TOKYO = {"timezone_id": "Asia/Tokyo", "locale": "en-GB"}


async def test_the_next_hours_are_told_in_the_visitors_own_time_zone(
    browser: Browser, site: Site
) -> None:
    site.line.door = Door(Closed.NO_PEER, opens_at=SIX)
    page = await new_page(browser, site, **IN_TOKYO)
    await expect(page.locator("time")).to_contain_text("at 3:00")


async def test_without_a_script_they_are_told_with_the_zone_of_the_service(
    browser: Browser, site: Site
) -> None:
    site.line.door = Door(Closed.NO_PEER, opens_at=SIX)
    page = await new_page(browser, site, java_script_enabled=False, **IN_TOKYO)
    await expect(page.locator("time")).to_contain_text("18:00 (UTC)")


async def test_who_is_still_answering_the_questions_reads_it_too(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, **IN_TOKYO)
    await page.click("#begin")
    await expect(page.locator("input[type=checkbox]")).to_be_visible()
    pause = views.PauseCard(reason=PauseReason.OWN, words="Back soon.")
    await site.line.renew(closed=Closed.INTAKE_PAUSED, pause=pause, opens_at=SIX)
    await expect(page.get_by_text("Back soon.")).to_be_visible()
    await expect(page.locator("time")).to_contain_text("at 3:00")
    await site.line.renew(closed=None, pause=None, opens_at=None)
    await expect(page.locator("input[type=checkbox]")).to_be_visible()
