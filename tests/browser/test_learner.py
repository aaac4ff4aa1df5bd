"""A new peer reads along: the visitor, the peer and the new one, in their windows."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, three, visiting
from tests.browser.seeing import barriers, in_sight
from tests.browser.windows import DESKTOP, PHONE

BEFORE = three.FIRST
AFTER = "The nights are long."
PLANTED = "<img src=x onerror=alert(1)>"
WITHOUT = "It is quiet in the house."
WORRY = "I do not want to be alive any more."


def comes_new(windows, service, name):
    """A peer on probation, on shift."""
    window = windows.open(name.lower())
    page = staffing.entered(window, service, [Role.PEER], name)
    service.on_probation(name)
    page.reload()
    staffing.goes_ready(page)
    return window


def test_a_new_peer_reads_along_by_a_yes_of_both_and_until_somebody_may_be_in_danger(
    windows, service
):
    line = three.together(windows, service)
    nova_window = comes_new(windows, service, "Nova")
    nova, visitor, robin = nova_window.page, line.visitor.page, line.robin.page

    nova.get_by_role("button", name="Ask to read along").click()
    expect(nova.get_by_text("A peer is asked.")).to_be_visible()
    robin.get_by_role("button", name="Yes, ask the visitor").click()
    expect(visitor.get_by_text("Nova, a peer who is learning, would like")).to_be_visible()
    line.visitor.shot("99-learner-asks")
    assert barriers(visitor, narrowest=360) == []
    visitor.get_by_role("button", name="Yes, they may").click()

    log = nova.get_by_role("log", name="Messages of Robin and")
    visiting.writes(visitor, AFTER)
    staffing.writes(robin, PLANTED)
    expect(log.get_by_text(AFTER)).to_be_visible()
    expect(log.get_by_text(PLANTED)).to_be_visible()
    expect(robin.get_by_text("Nova reads along.")).to_be_visible()
    assert not nova_window.has_heard(BEFORE)
    line.shot("99-learner-reads")
    nova_window.shot("99-learner-reads")
    assert barriers(nova, narrowest=360) == []

    visiting.writes(visitor, WORRY)
    expect(log).to_have_count(0)
    expect(nova.get_by_role("button", name="Ask to read along")).to_be_visible()
    expect(visiting.said(visitor, "is no longer reading along")).to_be_visible()
    assert not nova_window.has_heard(WORRY)
    expect(nova.get_by_text(AFTER)).to_have_count(0)


def test_a_moderator_ends_the_reading_along_and_all_three_read_it(windows, service):
    line = three.together(windows, service, peer="Robert", moderator="Susan")
    nils_window = comes_new(windows, service, "Nils")
    nils, visitor, sam = nils_window.page, line.visitor.page, line.sam.page
    three.opens_conversation(sam, visitor)
    end = sam.get_by_role("button", name="End reading along")
    expect(end).to_have_count(0)

    nils.get_by_role("button", name="Ask to read along").click()
    line.robin.page.get_by_role("button", name="Yes, ask the visitor").click()
    visitor.get_by_role("button", name="Yes, they may").click()
    visiting.writes(visitor, AFTER)
    log = nils.get_by_role("log", name="Messages of Robert and")
    expect(log.get_by_text(AFTER)).to_be_visible()
    expect(sam.get_by_text("Nils, a new peer, reads along: both said yes.")).to_be_visible()
    expect(sam.get_by_text("0 messages")).to_have_count(0)  # how many is known to who reads along
    line.sam.shot("99-learner-on-the-wall")
    assert barriers(sam, narrowest=320) == []
    sam.set_viewport_size(PHONE)
    end.scroll_into_view_if_needed()
    assert in_sight(end)
    line.sam.shot("99-learner-on-the-wall-phone")
    sam.set_viewport_size(DESKTOP)

    end.click()
    expect(log).to_have_count(0)
    expect(nils.get_by_text(AFTER)).to_have_count(0)
    expect(end).to_have_count(0)
    expect(visiting.said(visitor, "is no longer reading along")).to_be_visible()
    expect(line.robin.page.get_by_text("Nils reads along.")).to_have_count(0)
    visiting.writes(visitor, WITHOUT)
    expect(staffing.said(line.robin.page, WITHOUT)).to_be_visible()
    assert not nils_window.has_heard(WITHOUT)
    line.shot("99-learner-was-ended")
