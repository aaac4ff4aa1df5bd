"""A confirmed report keeps a peer from visitors until a second moderator says otherwise."""

import re

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.planting import PLANTED, is_dead, is_text
from tests.browser.seeing import barriers
from tests.browser.test_wall import open_card

HELD = "You are on hold: nobody new is brought to you"


def test_a_confirmed_report_is_no_way_back_to_visitors_and_a_second_person_lifts_it(
    windows, service
):
    desk = windows.open("mona")
    mona = staffing.entered(desk, service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    pat = staffing.entered(windows.open("pat"), service, [Role.PEER], "Pat")
    staffing.goes_ready(pat)
    visitor = visiting.begins(windows.phone())
    staffing.takes(pat)
    reported_and_confirmed(mona, pat, visitor)
    desk.shot("80-hold")
    mike_lifts_it(windows, service, pat)
    a_moderator_goes_on_at_once(windows, mona, pat)


def reported_and_confirmed(mona, pat, visitor):
    visitor.get_by_role("button", name="More").click()
    visitor.get_by_role("button", name="I don’t feel safe with this person").click()
    visitor.get_by_role("button", name="Yes, get me someone else").click()
    expect(pat.get_by_text("A moderator would like to talk with you first.")).to_be_visible()
    expect(mona.get_by_text("Report about Pat.")).to_be_visible()
    mona.get_by_role("button", name=re.compile("^Claim")).first.click()
    mona.get_by_role("button", name=re.compile("^Resolve")).first.click()
    dialog = mona.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile("^Confirmed: it was as the visitor says")).check()
    dialog.get_by_label("Why").fill(PLANTED)
    dialog.get_by_role("button", name="Resolve").click()
    expect(dialog).to_have_count(0)
    expect(pat.get_by_text(HELD)).to_be_visible()
    mona.get_by_role("link", name="Review").click()
    expect(mona.get_by_text("You set it: whether they may come back is for")).to_be_visible()
    expect(mona.get_by_role("button", name="Lift the hold: Pat")).to_have_count(0)
    mona.get_by_role("link", name="Wall").click()


def mike_lifts_it(windows, service, pat):
    mike = staffing.entered(windows.open("mike"), service, [Role.MODERATOR], "Mike")
    mike.get_by_role("link", name="Review").click()
    record = mike.get_by_role("article", name="Holds and reports: Pat")
    expect(record.get_by_text("by Mona: confirmed")).to_be_visible()
    is_text(mike)
    record.get_by_label("Why Pat may come back").fill("Spoke with Pat and with Mona.")
    record.get_by_role("button", name="Lift the hold: Pat").click()
    expect(record.get_by_text("Lifted by Mike")).to_be_visible()
    is_dead(windows.all)
    expect(pat.get_by_text(HELD)).to_have_count(0)


def a_moderator_goes_on_at_once(windows, mona, pat):
    """The first visitor is never brought to Pat again; another one comes."""
    staffing.tells_how_it_went(pat)
    pat.get_by_role("button", name="Done, I'm ready").click()
    visitor = visiting.begins(windows.phone("phone-2"))
    staffing.takes(pat)
    open_card(mona, visiting.pseudonym(visitor))
    mona.get_by_role("button", name="Put the peer on hold").click()
    dialog = mona.get_by_role("dialog", name="Put Pat on hold?")
    dialog.get_by_role("button", name="Put on hold").click()
    expect(dialog.get_by_text("Please say who goes on with the visitor.")).to_be_visible()
    dialog.get_by_role("radio", name=re.compile("^I go on with the visitor")).check()
    dialog.get_by_label("Why").fill("Asked for an address.")
    assert barriers(mona, narrowest=320) == []
    dialog.get_by_role("button", name="Put on hold").click()
    expect(visitor.get_by_text("Mona · Supervisor")).to_be_visible()
    expect(pat.get_by_role("heading", name="Wrap up")).to_be_visible()
    expect(pat.get_by_text(HELD)).to_be_visible()
    staffing.writes(mona, "I am Mona. I go on with you.")
    expect(visiting.said(visitor, "I am Mona.")).to_be_visible()
