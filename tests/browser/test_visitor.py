"""The visitor's page on the running service: leaving, the keyboard, small screens, no script."""

import pytest
from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers, has_focus, tab_to
from tests.browser.windows import PHONE

WORRY = "I do not want to be alive any more."


@pytest.fixture(scope="module")
def chromium(whole_chromium):
    """Without a script one leaves over a redirection, which the lighter one lets nobody answer."""
    return whole_chromium


@pytest.fixture(scope="module")
def sam(kept_windows, service):
    """On duty as a moderator, and ready as a peer: the line is open."""
    page = staffing.entered(kept_windows.open("sam"), service, [Role.MODERATOR, Role.PEER], "Sam")
    staffing.goes_on_duty(page)
    page.get_by_role("link", name="Desk").click()
    staffing.goes_ready(page)
    page.get_by_role("link", name="Wall").click()
    return page


def leave_by_button(page):
    page.get_by_role("link", name="Leave this page").click()


def leave_by_shift(page):
    for _ in range(3):
        page.keyboard.press("Shift")


def test_who_waits_at_the_top_of_the_scale_has_the_card_and_is_not_told_that_a_peer_is_here(
    windows, sam
):
    page = visiting.begins(windows.phone(), distress=10)
    card = page.locator(".card.warm")
    expect(card.get_by_role("heading", name="That sounds hard")).to_be_visible()
    expect(card.get_by_role("link", name="Call 116123")).to_be_visible()
    card.get_by_role("button", name="Show more help").click()
    expect(card.get_by_role("link", name="Call 999")).to_be_visible()
    expect(card).not_to_contain_text("peer is here")
    leave_by_button(page)


@pytest.mark.parametrize("leave", [leave_by_button, leave_by_shift])
def test_who_leaves_is_gone_for_everybody_and_leaves_nothing_behind(windows, sam, leave):
    visitor = windows.phone()
    page = visiting.begins(visitor)
    visiting.writes(page, "Somebody is coming in.")
    pseudonym = visiting.pseudonym(page)
    expect(sam.get_by_role("table").filter(has_text=pseudonym)).to_have_count(1)
    leave(page)
    page.wait_for_url(lambda url: not url.startswith(visitor.origin))
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    assert len(visitor.left_for) == 1
    expect(sam.get_by_text(pseudonym)).to_have_count(0)
    page.go_back()
    expect(page.get_by_text(pseudonym)).to_have_count(0)
    visitor.open()
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]
    expect(page.get_by_text("Somebody is coming in.")).to_have_count(0)


def test_the_keyboard_alone_is_enough_to_start_to_write_and_to_leave(windows, sam):
    visitor = windows.open("visitor")
    page = visiting.reads(visitor)
    page.keyboard.press("Tab")
    assert has_focus(page) == "Leave this page"  # it is the first
    tab_to(page, "Start a chat")
    page.keyboard.press("Enter")
    tab_to(page, "I have read this")
    page.keyboard.press("Space")
    for words in ("Go on", "Go on", "Go to the line"):
        tab_to(page, words)
        page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Write your first message")).to_be_visible()
    tab_to(page, "Write your first message")
    page.keyboard.type("I can only use the keys.")
    page.keyboard.press("Enter")
    expect(visiting.said(page, "I can only use the keys.")).to_be_visible()
    tab_to(page, "Leave this page")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()


def test_the_chat_goes_on_in_one_tab_at_a_time(windows, sam):
    visitor = windows.phone()
    first = visiting.begins(visitor)
    visiting.writes(first, "Hello?")
    second = visitor.another_tab()
    expect(visiting.said(second, "Hello?")).to_be_visible()
    elsewhere = "This chat is open in another tab or window."
    expect(first.get_by_text(elsewhere)).to_be_visible()
    expect(second.get_by_text(elsewhere)).to_have_count(0)
    first.get_by_role("button", name="Use it here").click()
    expect(first.get_by_text(elsewhere)).to_have_count(0)
    expect(second.get_by_text(elsewhere)).to_be_visible()
    expect(visiting.said(first, "Hello?")).to_have_count(1)
    leave_by_button(first)


def test_without_a_script_the_page_still_helps(windows, sam):
    visitor = windows.open("visitor", PHONE, java_script_enabled=False)
    page = visitor.open()
    expect(page.get_by_text("The chat is open now.")).to_be_visible()
    expect(page.get_by_role("link", name="Call 999").first).to_be_visible()
    expect(page.get_by_role("link", name="Call 116123").first).to_be_visible()
    expect(page.get_by_role("button", name="Start a chat")).to_have_count(0)
    visitor.shot("40-no-script")
    leave_by_button(page)
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()


def test_no_step_is_barred_to_anybody(windows, sam):
    found = []
    visitor = windows.phone()

    def look(step):
        found.extend(f"{step}: {one}" for one in barriers(visitor.page, narrowest=320))

    page = visiting.reads(visitor)
    look("reading")
    page.get_by_role("button", name="Start a chat").click()
    look("consent")
    page.get_by_role("checkbox", name="I have read this").check()
    page.get_by_role("button", name="Go on").click()
    look("topic")
    visiting.tells_topic(page, "Worry or panic")
    look("distress")
    visiting.joins(page)
    look("queue")
    sam.get_by_role("link", name="Desk").click()
    staffing.takes(sam)
    visiting.writes(page, WORRY)
    expect(page.get_by_role("link", name="Call 999").first).to_be_visible()
    expect(page.get_by_text("Delivered")).to_be_visible()
    look("help card")
    visitor.shot("42-help-card-dark", "dark")
    page.get_by_role("button", name="End chat").click()
    look("ending")
    page.get_by_role("button", name="Yes, end it").click()
    expect(page.get_by_role("heading", name="Thank you for talking with us")).to_be_visible()
    look("afterwards")
    staffing.tells_how_it_went(sam)
    sam.get_by_role("button", name="Done, I'm ready").click()
    assert found == []
