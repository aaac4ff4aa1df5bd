"""A hard conversation is followed by a rest, a debrief with a named person, and a gentle end."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers, in_sight

WORRY = "I do not want to be alive any more."


def test_after_a_hard_conversation_somebody_is_looked_after(windows, service):
    watching, answering = windows.open("mona"), windows.open("pat")
    mona = staffing.entered(watching, service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    pat = staffing.entered(answering, service, [Role.PEER], "Pat")
    staffing.goes_ready(pat)
    visitor = visiting.begins(windows.phone())
    expect(staffing.offer(pat)).to_be_visible()
    staffing.takes(pat)
    visiting.writes(visitor, WORRY)
    expect(staffing.said(pat, WORRY)).to_be_visible()
    mona.get_by_role("table").get_by_role("button", name=visiting.pseudonym(visitor)).click()
    mona.get_by_role("button", name="Read along").click()
    expect(staffing.said(mona, WORRY)).to_be_visible()
    staffing.ends_all_the_same(pat)
    expect(pat.get_by_text("This was a hard one.")).to_be_visible()
    expect(pat.get_by_label("I would like to talk about this with somebody")).to_be_checked()
    answering.shot("70-hard-wrap-up")
    staffing.tells_how_it_went(pat)
    pat.get_by_role("button", name="Done, I'm ready").click()
    expect(pat.get_by_text("Nobody new is brought to you until")).to_be_visible()
    answering.shot("71-resting")

    mona.get_by_role("link", name="Shifts").click()
    team = mona.get_by_role("region", name="Looking after the team")
    team.get_by_label("When you have time for Pat").fill("2030-01-01T10:00")
    watching.shot("72-team")
    team.get_by_role("button", name="I take it").click()
    expect(team.get_by_text("with Mona")).to_be_visible()
    assert barriers(mona, narrowest=360) == []

    pat.get_by_role("link", name="Shifts").click()
    meter = pat.get_by_role("region", name="What you carry")
    expect(meter.get_by_text("with Mona")).to_be_visible()
    expect(meter).to_contain_text("counted minutes in seven days")
    pat.get_by_role("link", name="Desk").click()
    pat.get_by_role("button", name="End my shift").click()
    dialog = pat.get_by_role("dialog")
    dialog.get_by_label(re.compile("How was this shift")).select_option("Rather heavy")
    dialog.get_by_label("For whoever comes next").fill("It was a full evening.")
    answering.shot("73-end-of-shift")
    dialog.get_by_role("button", name="End my shift").click()
    expect(pat.get_by_role("button", name="Start a shift")).to_be_visible()
    expect(mona.get_by_text("It was a full evening.")).to_be_visible()
    pat.get_by_role("link", name="Shifts").click()
    expect(meter.get_by_text("Rather heavy")).to_be_visible()
    meter.scroll_into_view_if_needed()
    answering.shot("74-meter")
    mona.get_by_role("link", name="Wall").click()
    kim = staffing.entered(windows.open("kim"), service, [Role.MODERATOR], "Kim")
    a_moderator_is_asked_to_rest(watching, kim)


def test_after_long_calm_hours_a_break_is_suggested_between_conversations(windows, service):
    staffing.goes_on_duty(staffing.entered(windows.open("ash"), service, [Role.MODERATOR], "Ash"))
    window = windows.open("robin")
    robin = staffing.entered(window, service, [Role.PEER], "Robin")
    staffing.goes_ready(robin)
    has_worked(service, minutes=100)
    robin.reload()
    hint = robin.get_by_role("status").filter(has_text="without a break")
    expect(hint).to_contain_text("at work for 1 h 4")
    window.shot("76-break-suggested")
    assert barriers(robin, narrowest=320) == []
    visiting.begins(windows.phone())
    expect(staffing.offer(robin)).to_be_visible()
    expect(hint).to_have_count(0)
    staffing.takes(robin)
    expect(robin.get_by_label("Write to")).to_be_visible()
    expect(hint).to_have_count(0)
    robin.get_by_role("button", name="End conversation").click()
    staffing.tells_how_it_went(robin)
    expect(hint).to_contain_text("when you have written this up")
    hint.get_by_role("button", name="Later").click()
    expect(hint).to_have_count(0)
    robin.get_by_role("button", name="Done, I'm ready").click()
    expect(robin.get_by_text("Ready: visitors may be offered to you")).to_be_visible()
    expect(hint).to_have_count(0)


def has_worked(service, minutes):
    """Everybody who is on duty, without a break."""
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    with closing(sqlite3.connect(service.database_url.partition("///")[2], timeout=60)) as db, db:
        db.execute("update duties set worked_from = ?", (f"{since:%Y-%m-%d %H:%M:%S.%f}",))


def a_moderator_is_asked_to_rest(window, kim):
    """She has read all of it. Alone she may go on duty all the same: danger never waits."""
    mona = window.page
    staffing.goes_on_duty(kim)
    kim.get_by_role("button", name="Claim: ").click()  # else it may come to call everybody
    expect(kim.get_by_text("Yours.")).to_be_visible()
    goes_off_duty(mona)
    rest = mona.get_by_role("status").filter(has_text="please rest until")
    expect(rest).to_contain_text("only if nobody else is")
    mona.get_by_role("button", name="Go on duty").click()
    refused = mona.get_by_text("Please rest first: somebody else is on duty. Try again in")
    assert in_sight(refused)
    expect(mona.get_by_text("You are off duty. Flags do not call you.")).to_be_visible()
    window.shot("75-moderator-rests")
    goes_off_duty(kim)
    mona.get_by_role("button", name="Go on duty").click()
    expect(rest).to_contain_text("Nobody else is on duty, so flags call you all the same.")


def goes_off_duty(moderator):
    moderator.get_by_role("button", name="Go off duty").click()
    moderator.get_by_role("dialog").get_by_role("button", name="Go off duty").click()
    expect(moderator.get_by_text("You are off duty.")).to_be_visible()
