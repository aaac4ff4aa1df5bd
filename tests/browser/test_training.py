"""Training in the console: read, fail, learn why, pass, and then be offered somebody."""

from playwright.sync_api import expect

from config.places import ROOT
from config.training import load_training
from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers
from tests.browser.windows import PHONE

CURRICULUM = load_training(ROOT / "config")
FIRST = CURRICULUM.table.certificates[0]


def opens(page, module):
    page.get_by_role("button", name=f"Read: {CURRICULUM.modules[module].title}").click()
    expect(page.get_by_role("heading", name="Questions")).to_be_visible()


def answers(page, module, *, rightly):
    for question in CURRICULUM.modules[module].questions:
        choice = question.right if rightly else (question.right + 1) % len(question.choices)
        group = page.get_by_role("group", name=question.text)
        group.get_by_role("radio").nth(choice).check()
    page.get_by_role("button", name="Send my answers").click()


def test_a_new_peer_learns_and_is_then_offered_somebody(windows, service):
    sam = staffing.entered(windows.open("sam"), service, [Role.MODERATOR], "Sam")
    staffing.goes_on_duty(sam)
    window = windows.open("robin", PHONE)
    robin = staffing.entered(window, service, [Role.PEER], "Robin", trained=False)
    expect(robin.get_by_text("Before visitors are brought to you")).to_be_visible()
    expect(robin.get_by_role("button", name="Start a shift")).to_have_count(0)
    window.shot("71-untrained")
    robin.get_by_role("link", name="Go to your training").click()
    expect(robin.get_by_text("You are offered visitors as soon as")).to_be_visible()
    window.shot("72-training")
    assert barriers(robin, narrowest=360) == []
    fails_once(window, FIRST.modules[0])
    for module in FIRST.modules:
        opens(robin, module)
        answers(robin, module, rightly=True)
        expect(robin.get_by_text("You have passed.")).to_be_visible()
        if module != FIRST.modules[-1]:
            robin.get_by_role("button", name="Back to the modules").first.click()
    expect(robin.get_by_text(f"You now hold: {FIRST.name}.")).to_be_visible()
    window.shot("75-certificate")
    robin.get_by_role("link", name="Desk").click()
    staffing.goes_ready(robin)
    visiting.begins(windows.phone())
    staffing.takes(robin)


def fails_once(window, module):
    page = window.page
    opens(page, module)
    window.shot("73-module")
    assert barriers(page, narrowest=360) == []
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("5 of 5 questions are still open.")).to_be_visible()
    answers(page, module, rightly=False)
    expect(page.get_by_text("Not passed yet.")).to_be_visible()
    expect(page.get_by_text(CURRICULUM.modules[module].questions[0].why)).to_be_visible()
    window.shot("74-not-passed")
    assert barriers(page, narrowest=360) == []
    page.get_by_role("button", name="Back to the modules").first.click()


def test_a_moderator_sees_who_holds_what(windows, service):
    staffing.entered(windows.open("kim"), service, [Role.PEER], "Kim")
    window = windows.open("mo")
    page = staffing.entered(window, service, [Role.MODERATOR], "Mo")
    page.get_by_role("link", name="Training").click()
    table = page.get_by_role("region", name="Table of certificates")
    expect(table.get_by_role("row", name="Kim")).to_have_count(len(CURRICULUM.table.certificates))
    window.shot("76-holders")
    assert barriers(page, narrowest=360) == []


def test_an_administrator_withdraws_a_certificate_and_its_peer_reads_why(windows, service):
    lou = staffing.entered(windows.open("lou"), service, [Role.PEER], "Lou")
    window = windows.open("ann")
    ann = staffing.entered(window, service, [Role.ADMINISTRATOR], "Ann")
    ann.get_by_role("link", name="People").click()
    for one in CURRICULUM.table.certificates:
        ann.get_by_role("button", name=f"Withdraw: {one.name} of Lou").click()
        ann.get_by_label("Your reason").fill("Let us talk about Tuesday first.")
        if one is FIRST:
            window.shot("81-withdraw")
            assert barriers(ann, narrowest=360) == []
        ann.get_by_role("button", name="Withdraw it").click()
        back = ann.get_by_role("button", name=f"Give back: {one.name} of Lou")
        expect(back).to_be_visible()
    expect(lou.get_by_text("Before visitors are brought to you")).to_be_visible()
    lou.get_by_role("link", name="Go to your training").click()
    expect(lou.get_by_text("Let us talk about Tuesday first.").first).to_be_visible()
    ann.get_by_role("button", name=f"Give back: {FIRST.name} of Lou").click()
    lou.get_by_role("link", name="Desk").click()
    expect(lou.get_by_role("button", name="Start a shift")).to_be_visible()
