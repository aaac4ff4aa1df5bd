"""A peer who goes, or answers nothing, while somebody needs them: nobody is left behind."""

import pytest
from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers


@pytest.fixture(scope="module")
def desk(kept_windows, service):
    """Robin talks with a visitor, and Sam watches."""
    sam = staffing.entered(kept_windows.open("sam"), service, [Role.MODERATOR], "Sam")
    staffing.goes_on_duty(sam)
    robin = staffing.entered(kept_windows.open("robin"), service, [Role.PEER], "Robin")
    staffing.goes_ready(robin)
    visitor = visiting.begins(kept_windows.phone(), topic="Losing someone")
    staffing.takes(robin)
    return kept_windows, robin, visitor


def test_a_shift_ends_in_the_middle_and_the_visitor_is_told_and_first_in_line(desk):
    windows, robin, visitor = desk
    robin.get_by_role("button", name="End my shift").click()
    dialog = robin.get_by_role("dialog", name="End your shift")
    expect(dialog.get_by_text("is told that you had to leave")).to_be_visible()
    expect(dialog.get_by_role("button", name="to somebody else first")).to_be_visible()
    windows.all[1].shot("84-shift-ends-in-a-talk")
    dialog.get_by_role("button", name="End my shift").click()
    expect(robin.get_by_role("button", name="Start a shift")).to_be_visible()
    expect(visiting.said(visitor, "had to leave")).to_be_visible()


def test_who_signs_out_in_the_middle_leaves_nobody_behind(desk):
    windows, robin, visitor = desk
    staffing.goes_ready(robin)
    staffing.takes(robin)
    robin.get_by_role("button", name="Sign out").click()
    dialog = robin.get_by_role("dialog", name="You are still on shift")
    expect(dialog.get_by_text("is told that you had to leave")).to_be_visible()
    windows.all[1].shot("85-signs-out-in-a-talk")
    dialog.get_by_role("button", name="Sign out all the same").click()
    expect(visiting.said(visitor, "had to leave")).to_have_count(2, timeout=4000)


def test_who_lets_two_offers_run_out_is_asked_whether_they_are_still_there(desk, service):
    windows, _, _ = desk
    window = windows.open("alex")
    alex = staffing.entered(window, service, [Role.PEER], "Alex")
    staffing.goes_ready(alex)
    for _ in range(2):  # each lasts 20 s; the same visitor is asked about again after a minute
        expect(staffing.offer(alex)).to_be_visible(timeout=90_000)
        expect(staffing.offer(alex)).to_have_count(0, timeout=30_000)
    expect(alex.get_by_text("Still there? Nothing came from you for a while")).to_be_visible()
    window.shot("86-still-there")
    assert barriers(alex, narrowest=320) == []
    alex.get_by_role("button", name="I'm still here").click()
    expect(alex.get_by_text("Ready: visitors may be offered to you")).to_be_visible()


def test_a_peer_whose_line_is_down_reads_that_they_are_shown_as_away(desk, service):
    windows, _, _ = desk
    window = windows.open("kit")
    kit = staffing.entered(window, service, [Role.PEER], "Kit")
    staffing.goes_ready(kit)
    expect(kit.get_by_role("button", name="Start a shift")).to_have_count(0)
    window.context.set_offline(True)
    expect(kit.get_by_text("After 20 seconds you are shown as away")).to_be_visible(timeout=40_000)
    expect(kit.get_by_text("You are shown as away: nobody new is")).to_be_visible(timeout=40_000)
    window.shot("87-shown-as-away")
    window.context.set_offline(False)
    expect(kit.get_by_text("Connected", exact=True)).to_be_visible(timeout=40_000)
    expect(kit.get_by_text("You are shown as away")).to_have_count(0)
    assert all("ERR_INTERNET_DISCONNECTED" in one for one in window.complaints)
    window.complaints.clear()
