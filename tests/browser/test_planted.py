"""Markup planted in all that people can write: staff see it as text, and nothing of it runs."""

import re

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting

PLANTED = '<img src=x onerror="window.planted=1"><script>window.planted=1</script>'
NAME = "<b onclick=planted=1>Pat</b>"


def is_text(page, where=None):
    """Seen to the letter, and neither run nor made into an element."""
    expect((where or page).get_by_text(PLANTED).first).to_be_visible()


def is_dead(windows):
    for window in windows.all:
        assert window.page.evaluate("window.planted") is None, window.name
        assert window.page.locator('img[src="x"], b[onclick]').count() == 0, window.name


def test_what_anybody_writes_reaches_staff_as_text(windows, service):
    mona = staffing.entered(windows.open("mona"), service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    pat = staffing.entered(windows.open("pat"), service, [Role.PEER], NAME)
    staffing.goes_ready(pat)
    visitor = visiting.begins(windows.phone())
    staffing.takes(pat)
    visiting.writes(visitor, PLANTED)
    is_text(pat, pat.get_by_role("log"))
    staffing.writes(pat, PLANTED)
    asks_for_help(pat)
    is_text(mona, mona.get_by_role("region", name="Flags"))
    mona.get_by_role("button", name=re.compile("^Claim")).first.click()
    mona.get_by_role("table").get_by_role("button", name=visiting.pseudonym(visitor)).click()
    expect(mona.get_by_text(NAME).first).to_be_visible()
    mona.get_by_role("button", name="Read along").click()
    is_text(mona, mona.get_by_role("log").first)
    staffing.writes(mona, PLANTED, "Whisper to", "Whisper")
    is_text(pat, pat.get_by_role("region", name=re.compile("^Backstage")))
    is_dead(windows)
    notes_and_broadcasts(mona, pat)
    is_dead(windows)
    risk_and_plan(mona, pat)
    referred(mona, visitor)
    is_dead(windows)
    wrapped_up(visitor, pat)
    is_dead(windows)


def asks_for_help(pat):
    pat.keyboard.press("Alt+m")
    dialog = pat.get_by_role("dialog")
    dialog.get_by_label("In a few words").fill(PLANTED)
    dialog.get_by_role("button", name=re.compile("advice")).click()


def notes_and_broadcasts(mona, pat):
    mona.get_by_text("Notes of moderators").click()
    mona.get_by_label("A note", exact=True).fill(PLANTED)
    mona.get_by_role("button", name="Keep the note").click()
    is_text(mona, mona.locator("details", has_text="Notes of moderators"))
    mona.get_by_role("button", name="Tell everybody on shift").click()
    mona.get_by_label("Your words", exact=True).fill(PLANTED)
    mona.get_by_role("button", name="Tell everybody", exact=True).click()
    for page in (mona, pat):
        is_text(page, page.locator(".posts"))


def risk_and_plan(mona, pat):
    pat.keyboard.press("Alt+q")
    pat.get_by_label("What they said keeps them going").fill(PLANTED)
    pat.get_by_label("What they said keeps them going").blur()
    is_text(mona, mona.get_by_role("region", name="Asked about risk"))
    pat.keyboard.press("Alt+p")
    pat.get_by_label("What I can do by myself").fill(PLANTED)
    plan = mona.locator("details").filter(has=mona.locator("dd.words"))
    plan.locator("summary").click()
    is_text(mona, plan)


def referred(mona, visitor):
    mona.get_by_role("button", name="Offer a referral").click()
    dialog = mona.get_by_role("dialog")
    dialog.get_by_label("Words").fill("samaritans")
    dialog.get_by_role("button", name="Search").click()
    dialog.get_by_role("button", name="Choose: Samaritans").first.click()
    dialog.get_by_label("Why (for the record").fill(PLANTED)
    dialog.get_by_label("What we would tell them").fill("Sleeps badly.")
    dialog.get_by_role("button", name="Offer it").click()
    visitor.get_by_label("We would tell them only this").fill(PLANTED)
    visitor.get_by_role("button", name="Yes, and tell them this").click()
    is_text(mona, mona.get_by_role("blockquote"))  # the peer is not told what is passed on


def wrapped_up(visitor, pat):
    visitor.get_by_role("button", name=re.compile("^End|^Leave the chat")).first.click()
    dialog = visitor.get_by_role("dialog")
    if dialog.count():
        dialog.get_by_role("button").first.click()
    expect(pat.get_by_role("heading", name="Wrap up")).to_be_visible()
    staffing.tells_how_it_went(pat)
    pat.get_by_label("A note for the record").fill(PLANTED)
    pat.get_by_role("button", name=re.compile("^Done")).first.click()
