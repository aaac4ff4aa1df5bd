"""What a visitor does, in the words of the page."""

import re

from playwright.sync_api import Page, expect

from tests.browser.windows import Window


def reads(window: Window) -> Page:
    page = window.open()
    expect(page.get_by_role("button", name="Start a chat")).to_be_visible()
    return page


def consents(page: Page) -> None:
    page.get_by_role("button", name="Start a chat").click()
    page.get_by_role("checkbox", name="I have read this").check()
    page.get_by_role("button", name="Go on").click()


def tells_topic(page: Page, topic: str, country: str | None = None) -> None:
    page.get_by_role("combobox", name="What would you like to talk about?").select_option(topic)
    if country:
        page.get_by_role("combobox", name="Which country are you in?").select_option(country)
    page.get_by_role("button", name="Go on").click()


def tells_distress(page: Page, distress: int) -> None:
    page.get_by_role("radio", name=str(distress), exact=True).check()


def joins(page: Page) -> None:
    page.get_by_role("button", name="Go to the line").click()
    expect(page.get_by_text("Here you are called")).to_be_visible()


def begins(
    window: Window,
    *,
    topic: str = "Feeling low",
    distress: int = 6,
    country: str | None = None,
) -> Page:
    """From the first page to a place in the queue."""
    page = reads(window)
    consents(page)
    tells_topic(page, topic, country)
    tells_distress(page, distress)
    joins(page)
    return page


def box(page: Page):
    return page.locator("#words")


def writes(page: Page, words: str) -> None:
    box(page).fill(words)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(said(page, words)).to_have_count(1)
    expect(box(page)).to_have_value("")


def writes_once(page: Page, words: str) -> None:
    """Where what is written may take the page somewhere else."""
    box(page).fill(words)
    page.get_by_role("button", name="Send", exact=True).click()


def said(page: Page, words: str):
    """The lines of the conversation with these words."""
    return page.get_by_role("log").get_by_text(words)


def lines(page: Page):
    return page.get_by_role("log").get_by_role("listitem")


def everything_said(page: Page) -> list[str]:
    """Line by line, without what became of each."""
    return [re.sub(r" · (Sent|Delivered)", "", line) for line in lines(page).all_inner_texts()]


def pseudonym(page: Page) -> str:
    return page.get_by_text("Here you are called").locator("strong").inner_text()
