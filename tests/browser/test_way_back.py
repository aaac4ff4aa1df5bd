"""The way back for somebody who has lost password and second step, by three people's pages."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing
from tests.browser.seeing import barriers
from tests.browser.windows import PHONE

NEW = "nine warm stones sleep"


def test_two_say_yes_and_the_link_lets_its_owner_in_again(windows, service):
    lou = staffing.entered(windows.open("lou"), service, [Role.PEER], "Lou")
    mo = staffing.entered(windows.open("mo", PHONE), service, [Role.MODERATOR], "Mo")
    ann = staffing.entered(windows.open("ann"), service, [Role.ADMINISTRATOR], "Ann")
    ann.get_by_role("link", name="People").click()
    ann.get_by_role("button", name="Way back for Lou").click()
    ann.get_by_label("How do you know that it is them?").fill("I met them at the door today.")
    ann.get_by_role("button", name="Ask a second person").click()
    expect(ann.get_by_role("dialog")).to_have_count(0)
    ann.reload()
    expect(ann.get_by_text("Somebody else has to confirm that it is them.")).to_be_visible()
    lou.reload()
    expect(lou.get_by_text("Ann has asked for a new way into your account.")).to_be_visible()
    mo.reload()
    expect(mo.get_by_text("I met them at the door today.")).to_be_visible()
    mo.get_by_role("button", name="I have made sure that it is Lou").click()
    windows.all[1].shot("82-way-back-confirm")
    assert barriers(mo, narrowest=360) == []
    mo.get_by_role("button", name="Yes, make the link").click()
    link = mo.get_by_label("Link into the account").input_value()
    window = windows.open("again", PHONE)
    page = window.page
    page.goto(link)
    expect(page.get_by_text("Hello Lou.")).to_be_visible()
    assert "#back" not in page.url
    window.shot("83-way-back")
    assert barriers(page, narrowest=360) == []
    page.get_by_label("Choose a password").fill(NEW)
    page.get_by_role("button", name="Set this password").click()
    expect(page.get_by_text("Your new password is set.")).to_be_visible()
    expect(lou.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    page.get_by_role("button", name="Go to sign-in").click()
    staffing.signs_in(page, "Lou", NEW)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
