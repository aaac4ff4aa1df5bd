"""A locked console: chats go on, and whoever has its keyboard or its cookie has nothing."""

import re

import pytest
from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers
from tests.browser.three import FIRST, together
from tests.browser.windows import DESKTOP, PHONE

LONG_AGO = "localStorage.setItem('warmline.sign', String(Date.now() - 11 * 60000))"
SECRET = "It is about the funeral on Friday."
LATER = "My sister does not come."
WORRY = "I do not want to be alive any more. It has been like this for many weeks now, every day."
DRAFT = "I was just about to say"
ASKED = """async (path) => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: "{}" });
  return [answer.status, await answer.json()];
}"""


@pytest.fixture(scope="module")
def line(kept_windows, service):
    """They talk from test to test."""
    return together(kept_windows, service)


def locked(page):
    return page.get_by_role("dialog", name="Locked")


def unlocks(page, words=staffing.PASSWORD):
    locked(page).get_by_label("Your password").fill(words)
    locked(page).get_by_role("button", name="Unlock").click()


def box(page):
    return page.get_by_label("Write to ")


def asked(page, path):
    return page.evaluate(ASKED, path)


def holds(page, words):
    """Whether whoever opens the developer tools finds these words in what the page keeps."""
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    return words in page.content() or words in kept


def test_an_idle_console_is_locked_on_the_server_while_the_conversation_goes_on(line):
    robin, visitor = line.robin.page, line.visitor.page
    box(robin).fill(DRAFT)
    robin.evaluate(LONG_AGO)
    expect(locked(robin)).to_be_visible()
    robin.wait_for_function(f"async () => ({ASKED})('/api/board').then((one) => one[0] === 423)")
    visiting.writes(visitor, SECRET)
    expect(visiting.said(visitor, SECRET)).to_have_count(1)
    expect(visitor.get_by_text("Delivered")).to_be_visible()
    expect(locked(robin).get_by_text("1 new message.")).to_be_visible()
    assert not line.robin.has_heard(SECRET)
    for words in (SECRET, FIRST, DRAFT, visiting.pseudonym(visitor)):
        assert not holds(robin, words)
    pictured(line.robin, "86-locked")
    robin.keyboard.press("Escape")
    unlocks(robin, "not the right words")
    expect(locked(robin).get_by_text("This does not fit.")).to_be_visible()
    unlocks(robin)
    expect(locked(robin)).to_have_count(0)
    for words in (FIRST, SECRET):
        expect(staffing.said(robin, words)).to_have_count(1)
    expect(box(robin)).to_have_value(DRAFT)
    robin.get_by_role("button", name="Send").click()
    expect(visiting.said(visitor, DRAFT)).to_have_count(1)


def pictured(window, step):
    for name, viewport in (("phone", PHONE), ("desktop", DESKTOP)):
        window.page.set_viewport_size(viewport)
        window.shot(f"{step}-{name}")
    assert barriers(window.page, narrowest=320) == []


def test_who_takes_the_lock_off_the_page_finds_nothing_behind_it(line):
    robin, visitor = line.robin.page, line.visitor.page
    robin.keyboard.press("Alt+l")
    expect(locked(robin)).to_be_visible()
    robin.wait_for_function(f"async () => ({ASKED})('/api/me').then((one) => one[1].locked)")
    visiting.writes(visitor, LATER)
    robin.evaluate("localStorage.removeItem('warmline.locked')")
    robin.reload()
    expect(locked(robin)).to_be_visible()
    another = line.robin.another_tab()
    expect(locked(another)).to_be_visible()
    another.evaluate("localStorage.removeItem('warmline.locked')")
    expect(locked(robin)).to_be_visible()
    for path in ("/api/board", "/api/account", "/api/shifts/mine", "/api/break-room"):
        assert asked(robin, path) == [423, {"code": "locked"}]
    another.close()
    assert not line.robin.has_heard(LATER)
    robin.reload()
    unlocks(robin)
    expect(staffing.said(robin, LATER)).to_have_count(1)
    expect(staffing.said(robin, FIRST)).to_have_count(1)


def test_a_moderator_s_lock_lets_a_flag_ring_and_says_nothing_of_it(line):
    sam, visitor = line.sam.page, line.visitor.page
    sam.keyboard.press("Alt+l")
    expect(locked(sam)).to_be_visible()
    sam.wait_for_function(f"async () => ({ASKED})('/api/me').then((one) => one[1].locked)")
    visiting.writes(visitor, WORRY)
    expect(locked(sam).get_by_text("1 flag that nobody has answered.")).to_be_visible()
    expect(sam).to_have_title("(1) Console · Warmline")
    assert not line.sam.has_heard(WORRY)
    assert not holds(sam, visiting.pseudonym(visitor))
    line.sam.shot("88-locked-wall")
    unlocks(sam)
    flags = sam.get_by_role("region", name="Flags")
    expect(flags.get_by_role("button", name=re.compile("^Claim"))).to_have_count(1)


def test_an_administrator_who_has_no_line_is_locked_all_the_same(windows, service):
    window = windows.open("ada")
    ada = staffing.entered(window, service, [Role.ADMINISTRATOR], "Ada")
    ada.keyboard.press("Alt+l")
    expect(locked(ada)).to_be_visible()
    ada.wait_for_function(f"async () => ({ASKED})('/api/staff').then((one) => one[0] === 423)")
    assert asked(ada, "/api/staff") == [423, {"code": "locked"}]
    locked(ada).get_by_role("button", name="Sign out instead").click()
    expect(ada.get_by_role("button", name="Sign in")).to_be_visible()
