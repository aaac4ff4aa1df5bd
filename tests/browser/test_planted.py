"""Markup planted in all that people can write: staff see it as text, and nothing of it runs."""

import re

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.planting import NAME, PLANTED, is_dead, is_text


def test_what_anybody_writes_reaches_staff_as_text(windows, service):
    mona = staffing.entered(windows.open("mona"), service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    pat = staffing.entered(windows.open("pat"), service, [Role.PEER], NAME)
    staffing.goes_ready(pat)
    visitor = visiting.begins(windows.phone())
    name = visiting.pseudonym(visitor)
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
    is_dead(windows.all)
    resolved(mona)
    notes_and_broadcasts(mona, pat)
    is_dead(windows.all)
    risk_and_plan(mona, pat)
    referred(mona, visitor)
    is_dead(windows.all)
    wrapped_up(visitor, pat)
    handed_over(pat, mona)
    is_dead(windows.all)
    opened_by_two(
        mona, staffing.entered(windows.open("ann"), service, [Role.MODERATOR], "Ann"), name
    )
    is_dead(windows.all)


def asks_for_help(pat):
    pat.keyboard.press("Alt+m")
    dialog = pat.get_by_role("dialog")
    dialog.get_by_label("In a few words").fill(PLANTED)
    dialog.get_by_role("button", name=re.compile("advice")).click()


def resolved(mona):
    mona.get_by_role("button", name=re.compile("^Resolve")).first.click()
    dialog = mona.get_by_role("dialog")
    dialog.get_by_label("Why").fill(PLANTED)
    dialog.get_by_role("button", name="Resolve").click()
    expect(dialog).to_have_count(0)


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


def handed_over(pat, mona):
    """The note for whoever comes next."""
    pat.get_by_role("button", name="End my shift").click()
    dialog = pat.get_by_role("dialog")
    dialog.get_by_label("For whoever comes next").fill(f"{PLANTED} for the next")
    dialog.get_by_role("button", name="End my shift").click()
    expect(mona.get_by_text(f"{PLANTED} for the next")).to_be_visible()


def opened_by_two(mona, ann, name):
    """The incident pack with everybody's words, and the reason for which it was opened."""
    expect(mona.get_by_text("nothing to look at")).to_be_visible()
    mona.get_by_role("link", name="Review").click()
    mona.get_by_role("button", name=f"Ask to open: {name}").click()
    dialog = mona.get_by_role("dialog")
    dialog.get_by_label("Why must you read it?").fill(PLANTED)
    dialog.get_by_role("button", name="Ask", exact=True).click()
    opening = mona.get_by_role("article", name=f"Opening: {name}")
    expect(opening.get_by_text("waits for a second person")).to_be_visible()
    ann.get_by_role("link", name="Review").click()
    asked = ann.get_by_role("article", name=f"Opening: {name}")
    is_text(ann, asked)
    asked.get_by_role("button", name="Yes, open it").click()
    expect(opening.get_by_role("button", name="Read it")).to_be_visible()
    mona.get_by_role("button", name=f"Incident: {name}").click()
    pack = mona.get_by_role("article", name=f"Incident: {name}")
    expect(pack.get_by_text("With words: it is opened for you.")).to_be_visible()
    referral = pack.get_by_role("region", name="Referral to Samaritans")
    is_text(mona, referral)  # the visitor's summary, and the moderator's reason
    is_text(mona, pack.get_by_role("table"))
