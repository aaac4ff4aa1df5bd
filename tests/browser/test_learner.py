"""A new peer reads along: the visitor, the peer and the new one, in their windows."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, three, visiting
from tests.browser.seeing import barriers

BEFORE = three.FIRST
AFTER = "The nights are long."
PLANTED = "<img src=x onerror=alert(1)>"
WORRY = "I do not want to be alive any more."


def test_a_new_peer_reads_along_by_a_yes_of_both_and_until_somebody_may_be_in_danger(
    windows, service
):
    line = three.together(windows, service)
    nova_window = windows.open("nova")
    nova = staffing.entered(nova_window, service, [Role.PEER], "Nova")
    service.on_probation("Nova")
    nova.reload()
    staffing.goes_ready(nova)
    visitor, robin = line.visitor.page, line.robin.page

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
