"""A mentor who is a peer reads a new peer's words first: four windows."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, three, visiting
from tests.browser.seeing import barriers
from tests.browser.windows import DESKTOP, PHONE

AFTER = "The nights are long."
HASTY = "Just sleep more."
CALM = "How do you sleep?"


def test_a_mentor_is_let_in_by_both_and_reads_the_new_peer_s_words_first(windows, service):
    line = three.together(windows, service)
    robin, visitor = line.robin.page, line.visitor.page
    service.on_probation("Robin")
    window = windows.open("cora")
    cora = staffing.entered(window, service, [Role.PEER, Role.MENTOR], "Cora")
    staffing.goes_ready(cora)

    cora.get_by_role("button", name="Ask to read along").click()
    expect(robin.get_by_text("Cora is a mentor and would like to read along here")).to_be_visible()
    robin.get_by_role("button", name="Yes, ask the visitor").click()
    expect(visitor.get_by_text("Cora, an experienced peer, would like")).to_be_visible()
    line.visitor.shot("100-mentor-asks")
    visitor.get_by_role("button", name="Yes, they may").click()
    visiting.writes(visitor, AFTER)
    expect(cora.get_by_role("log").get_by_text(AFTER)).to_be_visible()
    assert not window.has_heard(three.FIRST)

    cora.get_by_role("button", name="Mentor Robin").click()
    expect(cora.get_by_role("heading", name="You read Robin's words first")).to_be_visible()
    expect(robin.get_by_text("Cora is your mentor here")).to_be_visible()
    service.mentors_have_time()
    robin.get_by_label("Write to ").fill(HASTY)
    robin.get_by_role("button", name="Send").click()
    expect(cora.get_by_text(HASTY)).to_be_visible()
    pictured(window, "100-mentor-reads-first")
    cora.get_by_role("button", name="Stop it").click()
    cora.get_by_label("How it could be said").last.fill(CALM)
    cora.get_by_role("button", name="Send to Robin").click()
    robin.get_by_role("button", name="Use the other words").click()
    expect(robin.get_by_label("Write to ")).to_have_value(CALM)
    robin.get_by_role("button", name="Send").click()
    cora.get_by_role("button", name="Let it go").click()
    expect(visiting.said(visitor, CALM)).to_have_count(1)
    expect(visiting.said(visitor, HASTY)).to_have_count(0)

    visitor.get_by_role("button", name="Please stop").click()
    expect(cora.get_by_role("button", name="Ask to read along")).to_be_visible()
    expect(cora.get_by_text(AFTER)).to_have_count(0)
    expect(visiting.said(visitor, "is no longer reading along")).to_be_visible()
    staffing.writes(robin, "I am still here.")
    expect(visiting.said(visitor, "I am still here.")).to_have_count(1)


def pictured(window, step):
    for name, viewport in (("phone", PHONE), ("desktop", DESKTOP)):
        window.page.set_viewport_size(viewport)
        window.shot(f"{step}-{name}")
    assert barriers(window.page, narrowest=360) == []
