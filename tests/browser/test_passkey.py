"""A passkey in a real browser, with Chromium's virtual authenticator."""

import pytest
from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing
from tests.browser.seeing import barriers
from tests.browser.test_account import account
from tests.browser.windows import PHONE

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def service_name():
    """Passkeys belong to a name; 127.0.0.1 is none."""
    return "localhost"


def test_a_passkey_is_made_and_opens_the_door(windows, service):
    window = windows.open("kit", PHONE)
    page = staffing.entered(window, service, [Role.PEER], "Kit")
    devtools = window.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    account(page)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey is yours.")).to_be_visible()
    expect(page.get_by_text("0 of 10 recovery codes are left.")).to_be_visible()
    window.shot("67-passkey")
    assert barriers(page, narrowest=360) == []
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    staffing.signs_in(page, "Kit")
    expect(page.get_by_label("Code of your second step")).to_be_visible()
