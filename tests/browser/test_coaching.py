"""A coach who is a peer: what was flagged, what chance drew, the rubric and the answer."""

import re

import pytest
from playwright.sync_api import expect

from config.practice import load_practice
from server.domain.session import Role
from tests.browser import staffing, three, visiting
from tests.browser.seeing import barriers
from tests.browser.windows import DESKTOP, PHONE
from tests.dev.checkout import ROOT

WORRY = "I do not want to be alive any more. It has been like this for many weeks now."
GLAD = "I am glad that you tell me. Are you safe tonight?"
ABOUT_FLAGGED = "You asked about tonight at once. <b>Stay with that.</b>"
ABOUT_DRAWN = "Say in your own words what you heard, before you ask."
THANKS = "Thank you. I was in doubt whether to ask."
RUBRIC = load_practice(ROOT / "config").table.competencies
DRAWN = "Opening: a conversation drawn by chance"
CHANCE = "Blind review: what the alarms miss"
OF_MODERATORS = ("How often alarms were right", "Try the rules", "Blocked visitors")


@pytest.fixture
def cora(windows, service):
    """A peer who coaches, at a desk, and no moderator."""
    window = windows.open("cora")
    staffing.entered(window, service, [Role.PEER, Role.COACH], "Cora")
    return window


def test_a_peer_who_coaches_reads_what_was_flagged_and_what_chance_drew_and_the_peer_answers(
    windows, service, cora
):
    line = three.together(windows, service)
    name = visiting.pseudonym(line.visitor.page)
    visiting.writes(line.visitor.page, WORRY)
    staffing.writes(line.robin.page, GLAD)
    staffing.ends_all_the_same(line.robin.page)
    expect(line.robin.page.get_by_role("heading", name="Wrap up")).to_be_visible()

    only_what_coaches_need_is_there(cora.page)
    flagged = is_asked_for_and_opened(cora, line.sam.page, name)
    the_rubric_is_filled_in(cora, flagged, "Seen", ABOUT_FLAGGED, "101-flagged")
    flagged.get_by_role("button", name="Close it now").click()
    expect(cora.page.get_by_text(WORRY)).to_have_count(0)
    drawn = is_drawn_and_read_blind(cora, line.sam.page, name)
    the_rubric_is_filled_in(cora, drawn, "Not seen", ABOUT_DRAWN, "102-drawn")
    drawn.get_by_role("radio", name=re.compile("should have been called: L2")).check()
    drawn.get_by_role("button", name="Keep my label and close it").click()
    expect(drawn.get_by_text("is closed again")).to_be_visible()
    the_peer_reads_both_and_answers_one(line.robin)
    the_coach_reads_the_answer(cora)


def pictured(window, step):
    for name, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
        window.page.set_viewport_size(viewport)
        window.shot(f"{step}-{name}")
    window.page.set_viewport_size(DESKTOP)
    assert barriers(window.page, narrowest=320) == []


def only_what_coaches_need_is_there(page):
    """What shows how the alarms do, and who is blocked, is for moderators."""
    page.get_by_role("link", name="Review").click()
    expect(page.get_by_text(CHANCE)).to_be_visible()
    for words in OF_MODERATORS:
        expect(page.get_by_text(words)).to_have_count(0)
    expect(page.get_by_role("link", name="Wall")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Incident"))).to_have_count(0)


def is_asked_for_and_opened(cora, sam, name):
    cora.page.get_by_role("button", name=f"Ask to open: {name}").click()
    dialog = cora.page.get_by_role("dialog")
    dialog.get_by_label("Why must you read it?").fill("It was flagged: to coach its peer.")
    dialog.get_by_role("button", name="Ask", exact=True).click()
    opening = cora.page.get_by_role("article", name=f"Opening: {name}")
    expect(opening.get_by_text("waits for a second person")).to_be_visible()
    sam.get_by_role("link", name="Look at it").click()
    asked = sam.get_by_role("article", name=f"Opening: {name}")
    asked.get_by_role("button", name="Yes, open it").click()
    opening.get_by_role("button", name="Read it").click()
    expect(opening.get_by_text(WORRY)).to_be_visible()
    return opening


def the_rubric_is_filled_in(cora, opening, seen, words, step):
    """Nothing is sent before each competency has a mark."""
    opening.get_by_text("Write to the peer").click()
    form = opening.get_by_role("group").filter(has_text="Write to the peer")
    send = form.get_by_role("button", name="Send to the peer")
    expect(form.get_by_text(f"Say something of each of the {len(RUBRIC)}.")).to_be_visible()
    expect(send).to_have_count(0)
    for one in RUBRIC:
        asked = form.get_by_role("group", name=one.name, exact=True)
        asked.get_by_role("radio", name=seen, exact=True).check()
    form.get_by_label("Your words to the peer").fill(words)
    pictured(cora, step)
    send.click()
    expect(opening.get_by_text("It is with the peer.")).to_be_visible()


def is_drawn_and_read_blind(cora, sam, name):
    cora.page.get_by_text(CHANCE).click()
    cora.page.get_by_role("button", name="Draw a conversation").click()
    drawn = cora.page.get_by_role("article", name=DRAWN)
    sam.get_by_role("article", name=DRAWN).get_by_role("button", name="Yes, open it").click()
    drawn.get_by_role("button", name="Read it").click()
    expect(drawn.get_by_text(WORRY)).to_be_visible()
    for hidden in (name, "Robin"):
        expect(drawn.get_by_text(hidden)).to_have_count(0)
    expect(drawn.locator("mark, .hint, .notice")).to_have_count(0)
    return drawn


def the_peer_reads_both_and_answers_one(robin):
    page = robin.page
    page.reload()  # or wait a minute: nothing hurries
    page.get_by_role("link", name="Shifts 2").click()
    both = page.get_by_role("article", name=re.compile("^Coaching"))
    expect(both.get_by_text("Cora, about a conversation")).to_have_count(2)
    flagged = both.filter(has_text=ABOUT_FLAGGED)
    expect(flagged.get_by_text("Seen", exact=True)).to_have_count(len(RUBRIC))
    expect(both.filter(has_text=ABOUT_DRAWN).get_by_text("Not seen")).to_have_count(len(RUBRIC))
    flagged.get_by_label("Your answer").fill(THANKS)
    flagged.get_by_role("button", name="Send to your coach").click()
    expect(flagged.get_by_text("Answered")).to_be_visible()
    expect(page.get_by_role("link", name="Shifts 1")).to_be_visible()
    pictured(robin, "103-coached")


def the_coach_reads_the_answer(cora):
    cora.page.get_by_text("What you wrote to peers (2)").click()
    expect(cora.page.get_by_text(THANKS)).to_be_visible()
    pictured(cora, "104-answered")
