"""A moderator stops letting people in, and opens again: what visitors and moderators see."""

import re

import pytest
from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers

KIND = "We are back at eight. Take good care of yourself until then."


@pytest.fixture
def sam(windows, service):
    """A moderator who answers too, so that the line is open."""
    window = windows.open("moderator")
    page = staffing.entered(window, service, [Role.PEER, Role.MODERATOR], "Sam")
    page.get_by_role("link", name="Wall").click()
    staffing.goes_on_duty(page)
    page.get_by_role("link", name="Desk").click()
    staffing.goes_ready(page)
    page.get_by_role("link", name="Wall").click()
    return window


def test_intake_is_paused_with_one_click_and_opened_with_one_click(windows, sam):
    waiting, reading, later = (
        windows.phone("waiting"),
        windows.phone("reading"),
        windows.phone("later"),
    )
    page = visiting.begins(waiting)
    answering = visiting.reads(reading)
    visiting.consents(answering)
    wall = sam.page.get_by_role("group", name="Intake")
    sam.shot("intake-1-open")
    wall.get_by_role("button", name="Pause intake").click()
    expect(wall.get_by_text(re.compile("Sam paused intake at"))).to_be_visible()
    expect(sam.page.get_by_text("Intake is paused: nobody new is let in.")).to_be_visible()
    sam.shot("intake-2-paused")
    # Who is still answering the questions is told; who waits keeps waiting.
    title = answering.get_by_role("heading", name="Many people need us right now")
    expect(title).to_be_visible()
    reading.shot("intake-3-told")
    expect(page.get_by_text("Here you are called")).to_be_visible()
    _own_words(sam, wall, later)
    _is_open_again(wall, answering, later)


def _own_words(sam, wall, later):
    wall.get_by_role("button", name="Open intake").click()
    wall.get_by_text("What visitors read while it is paused").click()
    wall.get_by_label("While intake is paused, visitors read").select_option("own")
    expect(wall.get_by_text("Write them before you pause.")).to_be_visible()
    wall.get_by_label("Your words to visitors").fill(KIND)
    sam.shot("intake-4-own-words")
    wall.get_by_role("button", name="Pause intake").click()
    expect(wall.get_by_text(f"Visitors read: “{KIND}”")).to_be_visible()
    page = later.open()
    expect(page.get_by_text(KIND)).to_be_visible()
    expect(page.get_by_role("button", name="Start a chat")).to_have_count(0)
    expect(page.get_by_role("heading", name="Open now")).to_be_visible()
    assert barriers(page, narrowest=320) == []
    assert barriers(sam.page, narrowest=320) == []
    page.set_viewport_size({"width": 320, "height": 640})
    later.shot("intake-5-320")
    page.get_by_role("heading", name="Open now").scroll_into_view_if_needed()
    later.shot("intake-6-320")


def _is_open_again(wall, answering, later):
    wall.get_by_role("button", name="Open intake").click()
    question = answering.get_by_role("heading", name="What would you like to talk about?")
    expect(question).to_be_visible()
    later.page.get_by_role("link", name="Look again").click()
    expect(later.page.get_by_role("button", name="Start a chat")).to_be_visible()
