"""The whole way of a peer: apply, train, certify, sign up, check in, offer, talk, debrief."""

import shutil

import pytest
from playwright.sync_api import expect

from config.places import ROOT
from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers
from tests.browser.test_shifts import next_week, signs_up
from tests.browser.three import opens_conversation
from tests.browser.windows import PHONE
from tests.journeys.service import RunningService
from tests.servers.valkey import ValkeyServer

WORRY = "I do not want to be alive any more."
WHY = "Somebody was there for me when I was not well."


@pytest.fixture(scope="module")
def service(tmp_path_factory, sqlite_databases):
    """A service that takes applications."""
    folder, valkey = tmp_path_factory.mktemp("becoming"), ValkeyServer()
    config = folder / "config"
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    told = (config / "joining.toml").read_text()
    told = told.replace("open = false", "open = true").replace("references = 2", "references = 1")
    (config / "joining.toml").write_text(told)
    valkey.start()
    try:
        with (
            sqlite_databases.fresh(folder) as url,
            RunningService(folder, url, valkey.url, WARMLINE_CONFIG_DIR=str(config)) as running,
        ):
            running.start()
            yield running
            print(running.logs())
    finally:
        valkey.close()


def applies(window):
    """The applicant's own link."""
    page = window.open("/join")
    expect(page.get_by_role("heading", name="Become a peer")).to_be_visible()
    page.get_by_role("button", name="Send my application").click()
    expect(page.get_by_text("Some answers are still missing.")).to_be_visible()
    window.shot("90-apply")
    assert barriers(page, narrowest=360) == []
    page.get_by_label("Your name").fill("Robin")
    page.get_by_label("How can we reach you?").fill("robin@example.org")
    page.get_by_label("Why would you like").fill(WHY)
    page.get_by_label("What keeps you steady").fill("My dog, and my sister.")
    page.get_by_label("When could you take shifts").fill("Tuesday evenings, English.")
    page.get_by_label("Their name").fill("Kim")
    page.get_by_label("How can we reach them?").fill("kim@example.org")
    page.get_by_role("button", name="Send my application").click()
    link = page.get_by_label("Link to your application").input_value()
    window.shot("91-applied")
    return link


def answers_as_a_referee(window, link):
    page = window.page
    page.goto(link)
    expect(page.get_by_role("heading", name="A reference for Robin")).to_be_visible()
    window.shot("93-reference")
    assert barriers(page, narrowest=360) == []
    for label in ("How do you know them", "How are they when", "Is there anything"):
        page.get_by_label(label).fill("Six years, from work. They listen.")
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you. That is all we need")).to_be_visible()


def decides(window, referee):
    ann = window.page
    ann.get_by_role("link", name="People").click()
    ann.get_by_role("button", name="Open: Robin").click()
    expect(ann.get_by_text(WHY)).to_be_visible()
    ann.get_by_role("button", name="Make a link for Kim").click()
    answers_as_a_referee(referee, ann.get_by_label("Link for Kim", exact=True).input_value())
    ann.get_by_role("button", name="Close").click()
    ann.get_by_role("button", name="Open: Robin").click()
    expect(ann.get_by_text("would trust them")).to_be_visible()
    ann.get_by_role("button", name="I have seen it today").click()
    expect(ann.get_by_text("Looked at by Ann")).to_be_visible()
    window.shot("92-applicant")
    assert barriers(ann, narrowest=360) == []
    ann.get_by_label("A few words to them").fill("Welcome, Robin!")
    ann.get_by_role("button", name="Invite", exact=True).click()
    expect(ann.get_by_text("Invited as a peer.")).to_be_visible()


def enters(window, link):
    page = window.page
    page.goto(link)
    expect(page.get_by_text("Welcome, Robin!")).to_be_visible()
    assert "#application" not in page.url
    page.get_by_role("button", name="I have read this and agree").click()
    expect(page.get_by_text("You agreed on")).to_be_visible()
    window.shot("94-invited")
    assert barriers(page, narrowest=360) == []
    page.get_by_role("button", name="Make my account").click()
    page.get_by_label("Your name here").fill("Robin")
    page.get_by_label("Choose a password").fill(staffing.PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.get_by_text("Before visitors are brought to you")).to_be_visible()
    return page


def is_mentored(service, new, mentor, visitor):
    """Nobody is hurried here: what goes out by itself is shown below the pages."""
    robin, mona = new.page, mentor.page
    opens_conversation(mona, visitor)
    mona.get_by_role("button", name="Read along").click()
    mona.get_by_role("button", name="Mentor Robin").click()
    expect(robin.get_by_text("Mona is your mentor here")).to_be_visible()
    service.mentors_have_time()
    staffing.writes(robin, "You should just sleep more.")
    words = mona.get_by_role("region", name="You read Robin's words first")
    expect(words.get_by_text("You should just sleep more.")).to_be_visible()
    expect(robin.get_by_text("Mona is reading what you wrote.")).to_be_visible()
    new.shot("96-waits")
    mentor.shot("97-mentor")
    mona.keyboard.press("s")
    words.get_by_label("A word to Robin").fill("Ask first.")
    words.get_by_label("How it could be said").fill("What are your nights like?")
    words.get_by_role("button", name="Send to Robin").click()
    expect(robin.get_by_text("Mona: Ask first.")).to_be_visible()
    assert barriers(robin, narrowest=360) == []
    assert barriers(mona, narrowest=360) == []
    new.shot("98-stopped")
    robin.get_by_role("button", name="Use the other words").click()
    expect(robin.get_by_label("Write to")).to_have_value("What are your nights like?")
    robin.get_by_role("button", name="Send", exact=True).click()
    words.get_by_text("Propose other words").click()
    words.get_by_label("How it could be said").fill("How are your nights?")
    words.get_by_role("button", name="Propose it to Robin").click()
    expect(robin.get_by_text("How are your nights?")).to_be_visible()
    new.shot("98-proposed")
    robin.keyboard.press("Alt+u")
    expect(words.get_by_text("How are your nights?", exact=True)).to_be_visible()
    words.get_by_role("button", name="Let it go").click()
    expect(staffing.said(visitor, "How are your nights?")).to_be_visible()
    expect(staffing.said(visitor, "What are your nights like?")).to_have_count(0)
    expect(staffing.said(visitor, "sleep more")).to_have_count(0)


def test_from_applying_to_the_debrief(windows, service):
    ann = windows.open("ann")
    staffing.entered(ann, service, [Role.ADMINISTRATOR], "Ann")
    mona_window = windows.open("mona")
    mona = staffing.entered(mona_window, service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    window = windows.open("robin", PHONE)
    link = applies(window)
    decides(ann, windows.open("kim", PHONE))
    robin = enters(window, link)
    staffing.trains(window)
    robin.reload()
    robin.get_by_role("link", name="Training").click()
    expect(robin.get_by_text("Yours until").first).to_be_visible()
    next_week(robin)
    signs_up(robin)
    robin.get_by_role("link", name="Desk").click()
    staffing.goes_ready(robin)
    visitor = visiting.begins(windows.phone())
    staffing.takes(robin)
    is_mentored(service, window, mona_window, visitor)
    visiting.writes(visitor, WORRY)
    expect(staffing.said(robin, WORRY)).to_be_visible()
    staffing.writes(robin, "Thank you for telling me. I am here.")  # in danger nothing waits
    expect(staffing.said(visitor, "I am here.")).to_be_visible()
    staffing.ends_all_the_same(robin)
    expect(robin.get_by_text("This was a hard one.")).to_be_visible()
    staffing.tells_how_it_went(robin)
    robin.get_by_role("button", name="Done, I'm ready").click()
    mona.get_by_role("link", name="Shifts").click()
    team = mona.get_by_role("region", name="Looking after the team")
    team.get_by_label("When you have time for Robin").fill("2030-01-01T10:00")
    team.get_by_role("button", name="I take it").click()
    robin.get_by_role("link", name="Shifts").click()
    meter = robin.get_by_role("region", name="What you carry")
    expect(meter.get_by_text("with Mona")).to_be_visible()
    people = ann.page.get_by_role("region", name="Table of papers")
    ann.page.reload()
    expect(people.get_by_role("row", name="Robin")).to_contain_text("2026-1, until")
    ann.shot("95-papers")
    assert barriers(ann.page, narrowest=360) == []
