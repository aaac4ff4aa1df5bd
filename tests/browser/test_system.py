"""An administrator sees how the house is, and who did what."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing
from tests.browser.seeing import barriers


def test_the_doctor_and_the_audit_are_read_in_the_console(windows, service):
    ada = staffing.entered(windows.open("ada"), service, [Role.ADMINISTRATOR], "Ada")
    ada.get_by_role("link", name="System").click()
    ada.get_by_role("button", name="Look now").click()
    found = ada.get_by_role("region", name="Table of findings")
    expect(found.get_by_role("rowheader", name="database")).to_be_visible(timeout=60_000)
    expect(found.get_by_text("none was ever made")).to_be_visible()
    ada.get_by_role("button", name="Verify the whole chain").click()
    expect(ada.get_by_text("none changed")).to_be_visible()
    ada.get_by_role("button", name="Show the audit").click()
    audit = ada.get_by_role("region", name="Table of the audit")
    expect(audit.get_by_role("rowheader", name="read audit").first).to_be_visible()
    ada.get_by_label("Only what was done").fill("Read audit")
    ada.get_by_role("button", name="Show the audit").click()
    expect(ada.get_by_text("only of read_audit")).to_be_visible()
    expect(audit.get_by_role("button", name="Only by Ada").first).to_be_visible()
    assert barriers(ada, narrowest=320) == []
