"""Somebody's own account: a second step, where they are signed in, and showing that it is them."""

import base64
import contextlib
import re
import sqlite3
from datetime import UTC, datetime

from playwright.sync_api import expect

from server.domain.session import Role
from server.domain.totp import code_of, step_of
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers
from tests.browser.windows import PHONE


def code(secret: str, later: int = 0) -> str:
    """What an authenticator shows; `later` in steps. No step's code is taken twice."""
    return code_of(base64.b32decode(secret.replace(" ", "")), step_of(datetime.now(UTC)) + later)


def asks(window, path, body):
    """From another browser that shows no page of the console: it would take the line over."""
    headers = {"Origin": window.origin}
    answer = window.context.request.post(f"{window.origin}{path}", data=body, headers=headers)
    assert answer.ok, answer.text()
    return answer.json()


def account(page):
    page.get_by_role("link", name="Account").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_a_second_step_is_set_up_and_asked_for(windows, service):
    window = windows.open("ash", PHONE)
    page = staffing.entered(window, service, [Role.PEER], "Ash")
    account(page)
    window.shot("61-account")
    page.get_by_role("button", name="Set up an authenticator app").click()
    expect(page.get_by_role("img", name="Picture to scan")).to_be_visible()
    window.shot("62-authenticator")
    assert barriers(page, narrowest=360) == []
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Six digits").fill("000000")
    page.get_by_role("button", name="Turn the second step on").click()
    expect(page.get_by_text("This code does not fit.")).to_be_visible()
    page.get_by_label("Six digits").fill(code(secret, -1))
    page.get_by_role("button", name="Turn the second step on").click()
    expect(page.get_by_text("Write these recovery codes down")).to_be_visible()
    window.shot("63-recovery-codes")
    assert barriers(page, narrowest=360) == []
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("10 of 10 recovery codes are left.")).to_be_visible()
    for number, said in enumerate((code(secret), recovery)):
        again = windows.open(f"again{number}")
        again.open("/console")
        staffing.signs_in(again.page, "Ash")
        field = again.page.get_by_label("Code of your second step")
        expect(field).to_be_focused()
        if number == 0:
            again.shot("64-code")
            assert barriers(again.page, narrowest=360) == []
        field.fill(said)
        again.page.get_by_role("button", name="Sign in").click()
        expect(again.page.get_by_role("button", name="Sign out")).to_be_visible()


def test_somebody_signs_out_a_browser_that_they_have_lost(windows, service):
    lost = staffing.entered(windows.open("lost"), service, [Role.PEER], "Kim")
    home = windows.open("home")
    home.open("/console")
    staffing.signs_in(home.page, "Kim")
    expect(home.page.get_by_role("button", name="Sign out")).to_be_visible()
    account(home.page)
    home.shot("65-sessions")
    home.page.get_by_role("button", name=re.compile("^Sign out: A computer")).click()
    expect(home.page.get_by_role("button", name=re.compile("^Sign out: "))).to_have_count(0)
    lost.reload()
    expect(lost.get_by_role("heading", name="Sign in to")).to_be_visible()


def test_a_session_is_ended_from_elsewhere_while_its_peer_talks(windows, service):
    sam = windows.open("sam")
    staffing.goes_on_duty(staffing.entered(sam, service, [Role.MODERATOR], "Sam"))
    lost = windows.phone("lost")
    robin = staffing.entered(lost, service, [Role.PEER], "Robin")
    staffing.goes_ready(robin)
    visitor = visiting.begins(windows.phone())
    staffing.takes(robin)
    staffing.writes(robin, "Hello, I am Robin.")
    home = windows.open("home")
    asks(home, "/api/sign-in", {"name": "Robin", "password": staffing.PASSWORD})
    [lost_one] = [one for one in asks(home, "/api/account", {})["sessions"] if not one["mine"]]
    asks(home, "/api/account/session/end", {"session": lost_one["id"]})
    expect(robin.get_by_role("heading", name="Sign in to")).to_be_visible()
    home.open("/console")
    expect(staffing.said(home.page, "Hello, I am Robin.")).to_be_visible()
    staffing.writes(home.page, "I am still here.")
    expect(visiting.said(visitor, "I am still here.")).to_be_visible()


def test_what_is_dangerous_waits_until_somebody_has_shown_that_it_is_them(windows, service):
    window = windows.open("noor")
    page = staffing.entered(window, service, [Role.ADMINISTRATOR], "Noor")
    with contextlib.closing(sqlite3.connect(service.database_url.partition("///")[2])) as tables:
        tables.execute("update proofs set at = '2020-01-01 00:00:00.000000'")
        tables.commit()
    page.get_by_role("link", name="People").click()
    page.get_by_role("button", name="Make an invitation link").click()
    question = page.get_by_role("dialog", name="Is it you?")
    expect(question).to_be_visible()
    window.shot("66-proof")
    assert barriers(page, narrowest=360) == []
    question.get_by_role("textbox").fill("not the right words")
    question.get_by_role("button", name="Go on").click()
    expect(question.get_by_text("This does not fit.")).to_be_visible()
    question.get_by_role("textbox").fill(staffing.PASSWORD)
    question.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Invitation link")).to_be_visible()
