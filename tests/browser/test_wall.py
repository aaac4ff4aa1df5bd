"""The moderator's night: undo, filters in the address, notes, words for the shift, two people."""

import re

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers
from tests.browser.windows import DESKTOP, PHONE

ASKED = "How have the last weeks been for you?"
WORRY = "I do not want to be alive any more. It has been like this for many weeks now, every day."
NOTE = "Asked for a call back at nine."
COACHED = "You stayed with what they said. <b>Well done.</b>"
WHY = "The hospital asks what was said before."


def open_card(page, pseudonym):
    page.get_by_role("table").get_by_role("button", name=pseudonym).click()
    expect(page.get_by_role("button", name="Back to the wall")).to_be_visible()


def pictured(window, step):
    """In the light at a desk, on a phone, and in the dark; and nobody is barred."""
    for name, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
        window.page.set_viewport_size(viewport)
        window.shot(f"{step}-{name}")
    window.page.set_viewport_size(DESKTOP)
    assert barriers(window.page, narrowest=360) == []


def test_a_moderators_night(windows, service):
    desk, night = windows.open("mona"), windows.open("mike")
    mona = staffing.entered(desk, service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    pat = staffing.entered(windows.open("pat"), service, [Role.PEER], "Pat")
    staffing.goes_ready(pat)
    visitor = visiting.begins(windows.phone())
    name = visiting.pseudonym(visitor)
    staffing.takes(pat)
    staffing.writes(pat, ASKED)
    visiting.said(visitor, ASKED).wait_for()
    visiting.writes(visitor, WORRY)
    staffing.writes(pat, "I am glad that you tell me.")
    a_flag_is_short_until_asked_and_a_resolve_can_be_undone(desk, mona)
    the_address_keeps_the_filters(mona, name)
    notes_stand_beside_it(desk, mona, name)
    words_reach_the_shift_and_the_next_one(desk, mona, pat)
    mike = staffing.entered(night, service, [Role.MODERATOR, Role.COACH], "Mike")
    expect(mike.get_by_text("Calm night, one call back.")).to_be_visible()
    a_peer_says_that_a_hint_was_wrong(pat)
    staffing.ends_all_the_same(pat)
    expect(pat.get_by_role("heading", name="Wrap up")).to_be_visible()
    two_open_what_is_sealed(night, mike, mona, name)
    chance_draws_and_one_reads_blind(night, mike, mona, name)
    the_peer_reads_it_and_answers(night, mike, pat)
    rules_are_tried(night, mike)
    visitor.get_by_text("Two supervisors opened this chat again").first.wait_for()
    pictured(desk, "66-wall")


def a_peer_says_that_a_hint_was_wrong(pat):
    pat.get_by_role("log").locator("details.hint > summary").first.click()
    pat.get_by_role("button", name=re.compile("^Wrong hint: suicide")).first.click()
    expect(pat.get_by_text("Noted: this hint was wrong")).to_be_visible()


def a_flag_is_short_until_asked_and_a_resolve_can_be_undone(desk, mona):
    flags = mona.get_by_role("region", name="Flags")
    claim = flags.get_by_role("button", name=re.compile("^Claim"))
    expect(claim).to_be_visible()
    more = flags.get_by_role("button", name="More").first
    expect(more).to_have_attribute("aria-expanded", "false")
    more.click()
    expect(flags.get_by_role("button", name="Less").first).to_have_attribute(
        "aria-expanded", "true"
    )
    before = flags.get_by_role("list", name="Said just before")
    expect(before).to_contain_text(f"peer: {ASKED}")
    flags.get_by_text("What found it").first.click()
    expect(flags.get_by_text(re.compile("^Phrase “.+”: suicide")).first).to_be_visible()
    waits = mona.get_by_role("region", name="What waits for you")
    expect(waits.get_by_role("listitem")).to_contain_text("Nobody has this flag")
    claim.click()
    flags.get_by_role("button", name=re.compile("^Resolve")).click()
    dialog = mona.get_by_role("dialog")
    dialog.get_by_label("Why").fill("Spoke with both.")
    dialog.get_by_role("button", name="Resolve").click()
    expect(mona.get_by_text(re.compile("is being resolved"))).to_be_visible()
    desk.shot("61-undo")
    mona.keyboard.press("z")  # within ten seconds: nothing slow stands before it
    expect(mona.get_by_text(re.compile("is being resolved"))).to_have_count(0)
    expect(flags.get_by_text("Yours.")).to_be_visible()
    expect(waits.get_by_role("listitem")).to_contain_text("The flag is yours")
    expect(waits.get_by_text("You are the only moderator on duty")).to_be_visible()
    expect(waits.get_by_text("claim the flag")).to_be_visible()
    desk.shot("61-nothing-open")


def the_address_keeps_the_filters(mona, name):
    mona.get_by_text("Filter and order").click()
    row = mona.get_by_role("table").get_by_role("button", name=name)
    mona.get_by_label("Language").select_option("en")
    expect(row).to_be_visible()
    mona.get_by_label("Here for").select_option("60")
    expect(row).to_have_count(0)
    assert mona.url.endswith("#wall?language=en&age=60")
    mona.reload()
    expect(mona.get_by_text("Filter and order (2 on)")).to_be_visible()
    expect(mona.get_by_role("region", name="Flags").get_by_text("Yours.")).to_be_visible()
    mona.get_by_label("Here for").select_option("0")
    expect(row).to_be_visible()


def notes_stand_beside_it(desk, mona, name):
    open_card(mona, name)
    mona.get_by_text("Notes of moderators").click()
    mona.get_by_label("A note", exact=True).fill(NOTE)
    mona.get_by_role("button", name="Keep the note").click()
    expect(mona.get_by_text(NOTE)).to_be_visible()
    pictured(desk, "62-notes")
    mona.get_by_role("button", name="Back to the wall").click()


def words_reach_the_shift_and_the_next_one(desk, mona, pat):
    mona.get_by_role("button", name="Tell everybody on shift").click()
    mona.get_by_label("Your words", exact=True).fill("Please take a break each hour.")
    mona.get_by_role("button", name="Tell everybody", exact=True).click()
    expect(pat.get_by_text("Please take a break each hour.")).to_be_visible()
    mona.get_by_role("button", name="Go off duty").click()
    dialog = mona.get_by_role("dialog")
    dialog.get_by_label(re.compile("^For whoever comes next")).fill("Calm night, one call back.")
    desk.shot("63-hand-over")
    dialog.get_by_role("button", name="Go off duty").click()
    expect(mona.get_by_text(re.compile("^You are off duty"))).to_be_visible()


def two_open_what_is_sealed(night, mike, mona, name):
    mike.get_by_role("link", name="Review").click()
    mike.get_by_role("button", name=f"Ask to open: {name}").click()
    dialog = mike.get_by_role("dialog")
    dialog.get_by_label("Why must you read it?").fill(WHY)
    dialog.get_by_role("button", name="Ask", exact=True).click()
    opening = mike.get_by_role("article", name=f"Opening: {name}")
    expect(opening.get_by_text("waits for a second person")).to_be_visible()
    expect(opening.get_by_role("button", name="Yes, open it")).to_have_count(0)
    mona.get_by_role("link", name="Look at it").click()
    asked = mona.get_by_role("article", name=f"Opening: {name}")
    expect(asked.get_by_text(WHY)).to_be_visible()
    asked.get_by_role("button", name="Yes, open it").click()
    opening.get_by_role("button", name="Read it").click()
    expect(opening.get_by_text(WORRY)).to_be_visible()
    pictured(night, "64-opened")
    expect(asked.get_by_role("button", name="Read it")).to_have_count(0)
    asked.get_by_role("button", name="Close it now").click()
    expect(opening.get_by_text("is closed again")).to_be_visible()
    expect(mike.get_by_text(WORRY)).to_have_count(0)
    mona.get_by_text("How often alarms were right").click()
    expect(mona.get_by_role("columnheader", name="Hints called wrong")).to_be_visible()
    mona.get_by_role("link", name="Wall").click()


def chance_draws_and_one_reads_blind(night, mike, mona, name):
    mike.get_by_text("Blind review: what the alarms miss").click()
    expect(mike.get_by_text("not known yet")).to_have_count(2)
    mike.get_by_role("button", name="Draw a conversation").click()
    drawn = mike.get_by_role("article", name="Opening: a conversation drawn by chance")
    expect(drawn.get_by_text("waits for a second person")).to_be_visible()
    mona.get_by_role("link", name="Review").click()
    asked = mona.get_by_role("article", name="Opening: a conversation drawn by chance")
    asked.get_by_role("button", name="Yes, open it").click()
    drawn.get_by_role("button", name="Read it").click()
    expect(drawn.get_by_text(WORRY)).to_be_visible()
    expect(drawn.get_by_text(name)).to_have_count(0)
    expect(drawn.locator("mark, .hint, .notice")).to_have_count(0)
    a_coach_writes_to_the_peer(night, drawn)
    drawn.get_by_role("radio", name=re.compile("should have been called: L2")).check()
    pictured(night, "65-blind")
    drawn.get_by_role("button", name="Keep my label and close it").click()
    expect(drawn.get_by_text("is closed again")).to_be_visible()
    summary = mike.get_by_text("Blind review: what the alarms miss")
    for _ in range(2):  # it is read when it is opened
        summary.click()
    expect(
        mike.get_by_role("row", name=re.compile("with a flag .right. 1 1 100.0 %"))
    ).to_be_visible()
    mona.get_by_role("link", name="Wall").click()


def rules_are_tried(night, mike):
    mike.get_by_text("Try the rules").click()
    mike.get_by_label("The words to try").fill(WORRY)
    mike.get_by_role("button", name="Try it").click()
    found = mike.get_by_role("region", name="What was found")
    expect(found.get_by_text("A flag goes to the moderators.")).to_be_visible()
    expect(found.locator("mark").first).to_be_visible()
    pictured(night, "66-rules")


def a_coach_writes_to_the_peer(night, drawn):
    """Blind: nobody is named, and the peer is told all the same."""
    drawn.get_by_text("Write to the peer").click()
    form = drawn.get_by_role("group").filter(has_text="Write to the peer")
    for seen in form.get_by_role("radio", name="Seen", exact=True).all():
        seen.check()
    form.get_by_role("radio", name="Does not apply").last.check()
    form.get_by_label("Your words to the peer").fill(COACHED)
    pictured(night, "67-coach")
    form.get_by_role("button", name="Send to the peer").click()
    expect(drawn.get_by_text("It is with the peer.")).to_be_visible()


def the_peer_reads_it_and_answers(night, mike, pat):
    pat.reload()  # or wait a minute: nothing hurries
    pat.get_by_role("link", name="Shifts 1").click()
    written = pat.get_by_role("article", name=re.compile("^Coaching"))
    expect(written.get_by_text(COACHED)).to_be_visible()
    expect(written.get_by_text("Mike, about a conversation")).to_be_visible()
    expect(written.get_by_text("Does not apply")).to_have_count(1)
    written.get_by_role("button", name="I have read it").click()
    expect(pat.get_by_role("link", name="Shifts", exact=True)).to_be_visible()
    written.get_by_label("Your answer").fill("Thank you. I was not sure.")
    written.get_by_role("button", name="Send to your coach").click()
    expect(written.get_by_text("Answered")).to_be_visible()
    assert barriers(pat, narrowest=360) == []
    mike.get_by_text("What you wrote to peers (1)").click()
    expect(mike.get_by_text("Thank you. I was not sure.")).to_be_visible()
    pictured(night, "68-coached")
