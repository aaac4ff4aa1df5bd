"""Whose numbers these are: a guess that says so, a choice at any time, and nobody's as theirs."""

import pytest
from playwright.async_api import Browser, Page, expect

from moderation.verdict import Level
from tests.browser.visitor.conftest import Site, new_page, talk, wait_in_line

pytestmark = pytest.mark.asyncio(loop_scope="session")
COUNTRY = "Which country are you in?"
UNKNOWN = "We do not know which country you are in"


def picker(page: Page, within: str = "#chat"):
    return page.locator(within).get_by_role("combobox", name=COUNTRY)


async def asks_for_topic(page: Page) -> None:
    await page.click("#begin")
    await page.check("input[type=checkbox]")
    await page.click("text=Go on")
    await expect(picker(page)).to_be_visible()


async def test_no_country_is_taken_for_chosen_by_the_language_of_a_browser(
    browser: Browser, site: Site
) -> None:
    """Staff read it as chosen, and name that country's number."""
    page = await new_page(browser, site, locale="es-ES")
    await page.goto(f"{site.url}?language=en")
    await asks_for_topic(page)
    await expect(picker(page)).to_have_value("")
    await expect(picker(page).locator("option:checked")).to_have_text("I would rather not say")
    await expect(picker(page).locator("option")).to_have_count(241)
    await page.click("text=Go on")
    await page.click("text=Go to the line")
    await expect(page.locator(".place")).to_be_visible()
    begun = next(body for name, body in site.line.asked if name == "begin")
    assert begun["region"] is None


async def test_who_named_no_country_reads_whose_number_it_is_and_chooses_on_the_card(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, locale="en")
    await talk(page, site)
    await site.line.help(Level.L4)
    card = page.locator(".card.warm")
    await expect(card).to_contain_text("Emergency number (United Kingdom)")
    await expect(card).to_contain_text(UNKNOWN)
    await picker(page, ".card.warm").select_option("ES")
    await expect(card).to_contain_text("Emergency number (Spain)")
    await expect(card.locator("a[href='tel:112']")).to_be_visible()
    await expect(card.locator("a[href='tel:999']")).to_have_count(0)
    assert ("choose_country", {"region": "ES"}) in site.line.asked


async def test_the_help_lines_in_the_chat_are_of_any_country(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site, locale="en")
    await wait_in_line(page)
    await page.click("#chat button:has-text('Help lines')")
    await expect(page.locator(".dialog")).to_contain_text(UNKNOWN)
    await picker(page, ".dialog").select_option("DE")
    await expect(page.locator(".dialog a[href='tel:08001110111']")).to_be_visible()
    await expect(page.locator(".dialog")).not_to_contain_text(UNKNOWN)


async def test_without_a_script_the_list_is_one_link_away(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site, java_script_enabled=False, locale="en")
    await page.click(".urgent >> text=Choose your country")
    await page.select_option("select[name=country]", "IE")
    await page.click("text=Show its help lines")
    await expect(page.locator("#lines")).to_contain_text("Emergency number (Ireland)")
    await page.click("text=Go to the first page")
    await expect(page.locator(".urgent")).to_contain_text("Emergency number (Ireland)")
    await expect(page.locator(".urgent")).not_to_contain_text("United Kingdom")
