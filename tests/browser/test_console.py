"""The console on the running service: the way in, a second tab, and whom a page keeps out."""

import contextlib
import re
import sqlite3

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers

WORRY = "I do not want to be alive any more."
OVER = "This invitation has been used, or its time is over."


def test_a_used_invitation_says_so(windows, service):
    link = service.invite([Role.PEER])
    staffing.accepts(windows.open("first"), link, "Ash")
    second = windows.open("second")
    expect(second.open("/console").get_by_role("heading", name="Sign in to")).to_be_visible()
    second.page.goto(link)  # in a tab where the console is open already
    expect(second.page.get_by_text(OVER)).to_be_visible()
    second.page.get_by_role("button", name="Go to sign-in").click()
    expect(second.page.get_by_role("heading", name="Sign in to")).to_be_visible()


def test_an_expired_invitation_says_so(windows, service):
    link = service.invite([Role.PEER])
    with contextlib.closing(sqlite3.connect(service.database_url.partition("///")[2])) as tables:
        tables.execute("update invitations set expires_at = '2020-01-01 00:00:00.000000'")
        tables.commit()
    late = windows.open("late")
    late.page.goto(link)
    expect(late.page.get_by_text(OVER)).to_be_visible()
    late.shot("41-expired-invitation")


def test_a_wrong_password_says_so_and_not_which_of_the_two_was_wrong(windows, service):
    staffing.entered(windows.open("bo"), service, [Role.PEER], "Bo")
    page = windows.open("again").open("/console")
    for name, password in (("Bo", "not the right words"), ("Nobody", staffing.PASSWORD)):
        staffing.signs_in(page, name, password)
        expect(page.get_by_text("Name or password is wrong.")).to_be_visible()
        page.reload()
    staffing.signs_in(page, "Bo")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_second_tab_of_the_console_makes_the_first_one_quiet(windows, service):
    window = windows.open("cleo")
    first = staffing.entered(window, service, [Role.PEER], "Cleo")
    expect(first.get_by_text("Connected")).to_be_visible()
    second = window.another_tab()
    expect(second.get_by_role("button", name="Start a shift")).to_be_visible()
    expect(first.get_by_text("The console is open in another tab")).to_be_visible()
    first.get_by_role("button", name="Use it here").click()
    expect(first.get_by_role("button", name="Start a shift")).to_be_visible()
    expect(second.get_by_text("The console is open in another tab")).to_be_visible()


def test_no_page_of_the_console_is_barred_to_anybody(windows, service):
    found = []

    def look(step, page):
        found.extend(f"{step}: {one}" for one in barriers(page, narrowest=360))

    stranger = windows.open("stranger").open("/console")
    expect(stranger.get_by_role("heading", name="Sign in to")).to_be_visible()
    look("sign-in", stranger)
    invited = windows.open("invited").page
    invited.goto(service.invite([Role.ADMINISTRATOR]))
    expect(invited.get_by_label("Your name here")).to_be_visible()
    look("invitation", invited)
    noor = staffing.entered(windows.open("noor"), service, [Role.ADMINISTRATOR], "Noor")
    staffing.invites(noor, [Role.PEER])
    look("people", noor)
    moderator = windows.open("moderator")
    sam = staffing.entered(moderator, service, [Role.MODERATOR], "Sam")
    staffing.goes_on_duty(sam)
    robin = staffing.entered(windows.open("robin"), service, [Role.PEER], "Robin")
    staffing.goes_ready(robin)
    visitor = visiting.begins(windows.phone())
    expect(staffing.offer(robin)).to_be_visible()
    look("offer", robin)
    staffing.takes(robin)
    visiting.writes(visitor, WORRY)
    expect(staffing.said(robin, WORRY)).to_be_visible()
    look("desk", robin)
    expect(sam.get_by_role("button", name=re.compile("^Claim")).first).to_be_visible()
    look("wall", sam)
    sam.get_by_role("table").get_by_role("button", name=visiting.pseudonym(visitor)).click()
    sam.get_by_role("button", name="Read along").click()
    expect(staffing.said(sam, WORRY)).to_be_visible()
    look("reading along", sam)
    moderator.shot("43-reading-along-dark", "dark")
    sam.get_by_role("button", name="Offer a referral").click()
    sam.get_by_role("dialog").get_by_role("button", name="Search").click()
    expect(sam.get_by_role("button", name=re.compile("^Choose: ")).first).to_be_visible()
    look("referral", sam)
    assert found == []
