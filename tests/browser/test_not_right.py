"""After the chat: something was not right with the person, and a supervisor hears of it."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers

REMARK = "They laughed about what I said."
NOT_RIGHT = "Something was not right with the person I talked to"


def test_who_has_left_tells_a_supervisor_in_one_step_and_reads_who_reads_what(windows, service):
    sam = staffing.entered(windows.open("sam"), service, [Role.MODERATOR], "Sam")
    staffing.goes_on_duty(sam)
    robin = staffing.entered(windows.open("robin"), service, [Role.PEER], "Robin")
    staffing.goes_ready(robin)
    phone = windows.phone()
    visitor = visiting.begins(phone)
    staffing.takes(robin)
    staffing.writes(robin, "Hello.")
    expect(visiting.said(visitor, "Hello.")).to_be_visible()
    visitor.get_by_role("button", name="End chat").click()
    visitor.get_by_role("button", name="Yes, end it").click()
    expect(visitor.get_by_text("only if two of them agree to open the chat")).to_be_visible()
    visitor.get_by_role("button", name=NOT_RIGHT).click()
    visitor.get_by_label("If you want to, tell us what happened.").fill(REMARK)
    phone.shot("85-not-right")
    assert barriers(visitor, narrowest=320) == []
    visitor.get_by_role("button", name="Yes, tell a supervisor").click()
    expect(visitor.get_by_text("A supervisor looks into it.")).to_be_visible()
    expect(visitor.get_by_role("button", name=NOT_RIGHT)).to_have_count(0)
    expect(sam.get_by_text("Report about Robin.")).to_be_visible()
    expect(sam.get_by_text(REMARK)).to_be_visible()
    expect(robin.get_by_text("A moderator would like to talk with you first.")).to_be_visible()
