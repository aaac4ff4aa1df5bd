"""Somebody in danger: what the visitor, the peer and the moderator see and do, in three windows."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from moderation.verdict import Level
from server.domain.responding import Heard
from server.services.referrals.responding import NO, UNREACHABLE
from tests.browser import outside, staffing, visiting
from tests.browser.planting import PLANTED, is_dead
from tests.browser.seeing import barriers, in_sight
from tests.browser.three import Line, opens_conversation, together
from tests.browser.windows import DESKTOP
from tests.dev.checkout import ROOT
from tests.journeys.service import RunningService
from tests.servers.valkey import ValkeyServer
from tests.services.people import EVERYTHING

# Soon after the first the second is said: who has stepped aside is not asked again.
WAITING = re.compile("You are next|There is no peer here just now")
HOPELESS = "Everything feels hopeless lately."
ORDINARY = "I keep arguing with my sister about the flat."
OWN_WORDS = "I need somebody here tonight."
RUNGS = EVERYTHING.ladder.rungs
CARDS = EVERYTHING.texts.by_language["en"].help
REFERRAL = EVERYTHING.referral
NOT_TAKEN_ON = "The other service could not take you on."
HER_DOG = "Who would feed her dog"


@pytest.fixture(scope="module")
def team():
    with outside.crisis_team() as team:
        yield team


@pytest.fixture(scope="module")
def service(tmp_path_factory, sqlite_databases, team):
    """With a crisis team outside it."""
    folder, valkey = tmp_path_factory.mktemp("service"), ValkeyServer()
    config = folder / "config"
    shutil.copytree(ROOT / "config", config)
    with (config / "referral.toml").open("a") as referral:
        referral.write(outside.PART)
    settings = {"WARMLINE_CONFIG_DIR": str(config), **team.settings}
    valkey.start()
    try:
        with (
            sqlite_databases.fresh(folder) as url,
            RunningService(folder, url, valkey.url, **settings) as running,
        ):
            running.start()
            yield running
            print(running.logs())
    finally:
        valkey.close()


def test_an_ordinary_talk_stays_calm_in_three_windows_until_it_is_deleted(windows, service):
    """L0: the first test here, so that whatever the wall shows is of this talk."""
    line = together(windows, service, peer="Uma", moderator="Ida")
    opens_conversation(line.sam.page, line.visitor.page)
    staffing.writes(line.robin.page, "That sounds like a long week. What was it like?")
    visiting.writes(line.visitor.page, ORDINARY)
    expect(staffing.said(line.robin.page, ORDINARY)).to_be_visible()
    all_is_calm(line)
    line.shot("60-at-l0")
    line.robin.page.get_by_role("button", name="End conversation").click()
    expect(line.robin.page.get_by_role("heading", name="Wrap up")).to_be_visible()
    staffing.tells_how_it_went(line.robin.page)
    line.robin.page.get_by_role("button", name="Done, I'm ready").click()
    expect(line.robin.page.get_by_text("Ready: visitors may be offered to you")).to_be_visible()
    the_visitor_answers_and_has_it_deleted(line.visitor.page)
    expect(
        line.sam.page.get_by_role("region", name="Conversations").get_by_text("none")
    ).to_be_visible()
    nobody_is_called(line)
    line.robin.page.get_by_role("button", name="End my shift").click()  # the next ones have others
    line.robin.page.get_by_role("dialog").get_by_role("button", name="End my shift").click()
    expect(line.robin.page.get_by_role("button", name="Start a shift")).to_be_visible()


def all_is_calm(line: Line) -> None:
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    expect(visitor.get_by_role("complementary")).to_have_count(0)
    expect(robin.get_by_text("What to do now (L0 support)")).to_have_count(1)
    expect(sam.get_by_role("row", name=visiting.pseudonym(visitor))).to_contain_text("L0")
    expect(sam.get_by_text("The line is well.")).to_be_visible()
    nobody_is_called(line)


def nobody_is_called(line: Line) -> None:
    """No flag was ever brought to the wall, nor a call to the desk."""
    expect(line.sam.page.get_by_text("nothing to look at")).to_be_visible()
    expect(line.sam.page.locator(".alarm")).to_have_count(0)
    expect(line.robin.page.get_by_text("Nobody has answered yet")).to_have_count(0)
    assert not line.sam.has_heard("raised_by")


def the_visitor_answers_and_has_it_deleted(visitor) -> None:
    visitor.get_by_role("radio", name="Yes").check()
    visitor.get_by_label("Is there anything you want to tell us?").fill("It was good to talk.")
    visitor.get_by_role("button", name="Send", exact=True).click()
    expect(visitor.get_by_text("Thank you. We have your answer.")).to_be_visible()
    visitor.get_by_role("button", name="Delete my chat now").click()
    visitor.get_by_role("button", name="Yes, delete it").click()
    expect(visitor.get_by_role("heading", name="Your chat is deleted")).to_be_visible()


def test_from_a_concern_to_a_crisis_team_each_sees_what_the_ladder_says(windows, service, team):
    """L1, L2 and L3; L4 is in test_incident."""
    line = together(windows, service)
    opens_conversation(line.sam.page, line.visitor.page)
    visiting.writes(line.visitor.page, HOPELESS)
    all_three_see(line, Level.L1)
    the_peer_asks_in_order(line)
    all_three_see(line, Level.L2)
    the_moderator_sees_the_answers(line)
    all_three_see(line, Level.L3)
    assert barriers(line.robin.page, narrowest=360) == []
    assert barriers(line.sam.page, narrowest=360) == []
    line.robin.page.set_viewport_size({"width": 360, "height": 740})
    line.robin.shot("61-asked-about-risk-phone")
    line.robin.page.set_viewport_size(DESKTOP)
    the_team_outside_leads_nowhere(line, service, team)
    the_team_outside_takes_over(line, team)


def all_three_see(line: Line, level: Level) -> None:
    """The card, the hint and the script, the checklist and the clock: as config has them."""
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    rung, card = RUNGS[level], getattr(CARDS, f"l{level.value}")
    named = f"(L{level.value} {rung.name.lower()})"
    expect(visitor.get_by_role("complementary", name=card.title)).to_contain_text(card.body)
    assert in_sight(visitor.get_by_role("heading", name=card.title))
    script = robin.locator("details.sheet", has_text=f"What to do now {named}")
    expect(script).to_be_visible()
    # One key away, where they ask about risk: there is room for one of the two.
    for sentence in (rung.peer_hint, *rung.script.lines):
        expect(script.get_by_text(sentence, exact=True)).to_have_count(1)
    todo = sam.locator("details", has_text=f"What to do now {named}")
    for step in rung.checklist:
        expect(todo.get_by_text(step)).to_have_count(1)
    flag = sam.get_by_role("region", name="Flags").get_by_role("listitem")
    if level > Level.L1:  # below it nobody is called: moderators skim it on the wall
        expect(flag.filter(has_text=f"L{level.value} ").first).to_be_visible()
    line.shot(f"61-at-l{level.value}")


def the_moderator_sees_the_answers(line: Line) -> None:
    robin, sam = line.robin.page, line.sam.page
    expect(robin.get_by_text("The answers call for L2 thoughts.")).to_be_visible()
    clock = re.compile("^(to be claimed|overdue)")  # a busy machine may have taken that long
    expect(sam.get_by_role("region", name="Flags").get_by_text(clock).first).to_be_visible()
    asked = sam.get_by_role("region", name="Asked about risk")
    expect(asked).to_contain_text("asked by Robin")
    expect(asked).not_to_contain_text(HER_DOG)
    expect(sam.get_by_text("Claim the flag and read along.")).to_be_visible()
    sam.get_by_role("button", name="Read along").click()
    expect(asked).to_contain_text(HER_DOG)
    robin.get_by_role("group", name="A plan").get_by_label("Yes").check()
    robin.get_by_role("group", name="Means").get_by_label("Yes").check()
    expect(robin.get_by_text("The answers call for L3 high.")).to_be_visible()
    expect(asked).to_contain_text("L3 high")


def the_team_outside_leads_nowhere(line: Line, service, team) -> None:
    """It is silent, says no, breaks: each time it is its owner's again, and the visitor is told."""
    visitor, sam = line.visitor.page, line.sam.page
    sam.get_by_role("button", name="Claim: ").click()
    is_sent(line)
    expect(sam.locator(".known").get_by_text("they say: received")).to_be_visible()
    service.no_referral_is_waited_for()
    it_comes_back(line, REFERRAL.sent.says)
    expect(visiting.said(visitor, "The other service has not answered us yet.")).to_be_visible()
    line.shot("62-the-team-is-silent")
    it_is_told_again(line, service)
    team.says = {"status": "declined"}
    it_comes_back(line, NO[Heard.DECLINED])
    expect(visiting.said(visitor, NOT_TAKEN_ON)).to_have_count(1)
    line.shot("62-the-team-says-no")
    team.says = 500
    is_sent(line)
    expect(sam.locator(".known").get_by_text("the last answer was 500")).to_be_visible()
    comes_back = sam.get_by_role("region", name="Flags").get_by_text(UNREACHABLE)
    for _ in range(120):  # another try may have been under way
        service.tries_for_the_last_time()
        sam.wait_for_timeout(500)
        if comes_back.count():
            break
    it_comes_back(line, UNREACHABLE)
    expect(visiting.said(visitor, NOT_TAKEN_ON)).to_have_count(2)
    line.shot("62-the-team-is-not-reached")
    assert len(team.took) == 1


def it_is_told_again(line: Line, service) -> None:
    """A second silence adds nothing to the flag, and its owner must hear of it all the same."""
    told = line.sam.page.get_by_role("status").get_by_text("A referral of yours has waited too")
    expect(told).to_have_count(0)
    service.no_referral_is_waited_for()
    expect(told).to_have_count(1)


def it_comes_back(line: Line, why: str) -> None:
    """On the flag that is theirs already, with what to do about it; the visitor may go on."""
    sam = line.sam.page
    (flag,) = sam.get_by_role("region", name="Flags").get_by_role("listitem").all()[:1]
    expect(flag.get_by_text(why)).to_be_visible()
    expect(flag).to_contain_text("Yours.")
    if why != REFERRAL.sent.says:
        expect(flag.get_by_text(REFERRAL.failed.says)).to_be_visible()
        expect(sam.locator(".primary", has_text="Offer another referral")).to_be_visible()
    assert in_sight(visiting.box(line.visitor.page))


def is_sent(line: Line) -> None:
    is_offered(line)
    line.sam.page.get_by_role("button", name=f"Send it to {outside.NAME}").click()


def is_offered(line: Line) -> None:
    """Only by the visitor's yes, with their words."""
    visitor, sam = line.visitor.page, line.sam.page
    sam.get_by_role("button", name=re.compile("^Offer (a|another) referral$")).click()
    dialog = sam.get_by_role("dialog")
    dialog.get_by_role("button", name="Search").click()
    dialog.get_by_role("button", name=f"Choose: {outside.NAME}").click()
    dialog.get_by_label("Why (for the record").fill("A plan, and the means.")
    dialog.get_by_label("What we would tell them").fill("Is not safe tonight.")
    dialog.get_by_role("button", name="Offer it").click()
    expect(visitor.get_by_label("We would tell them only this")).to_be_visible()
    if (card := visitor.get_by_role("button", name="Put this away")).count():
        card.click()
    visitor.get_by_label("We would tell them only this").fill(OWN_WORDS)
    visitor.get_by_role("button", name="Yes, and tell them this").click()


def the_team_outside_takes_over(line: Line, team) -> None:
    """What the team answers is text for all."""
    visitor, sam = line.visitor.page, line.sam.page
    is_offered(line)
    send = sam.get_by_role("button", name=f"Send it to {outside.NAME}")
    expect(send).to_be_visible()
    before = len(team.took)
    team.says = {"status": "accepted", "reference": PLANTED}
    send.click()
    wall = sam.locator(".known").get_by_text(f"Referral to {outside.NAME}")
    expect(wall).to_contain_text(f"handed over, not confirmed yet ({PLANTED})")
    (sent,) = team.took[before:]
    assert (sent["summary"], sent["level"], sent["without_consent"]) == (OWN_WORDS, 3, False)
    expect(visiting.said(visitor, "The other service knows about you now.")).to_be_visible()
    team.says = {"status": "reached"}
    expect(wall).to_contain_text(f"noted by {outside.NAME}")
    expect(
        visiting.said(visitor, "The other service told us that you are in touch")
    ).to_be_visible()
    is_dead((line.visitor, line.robin, line.sam))
    line.shot("62-the-team-is-in-touch")


def the_peer_asks_in_order(line: Line) -> None:
    """With the keyboard: a sentence into the message, its answer, and the box to write in."""
    robin = line.robin.page
    robin.get_by_label("Write to").focus()
    robin.keyboard.press("Alt+q")
    expect(robin.get_by_text("Ask about risk")).to_be_focused()
    robin.get_by_role("button", name="Put into my message: Thoughts").press("Enter")
    box = robin.get_by_label("Write to")
    expect(box).to_be_focused()
    expect(box).to_have_value("Are you thinking about ending your life?")
    box.press("Enter")
    expect(visiting.said(line.visitor.page, "ending your life?")).to_be_visible()
    robin.get_by_role("group", name="Thoughts").get_by_label("Yes").check()
    robin.get_by_label("What they said keeps them going").fill(HER_DOG)
    robin.get_by_label("What they said keeps them going").blur()
    robin.get_by_text("Kept. The answers").scroll_into_view_if_needed()
    assert in_sight(box)


def test_a_peer_calls_for_help_with_one_key_and_steps_aside(windows, service):
    line = together(windows, service, peer="Alex", moderator="Kit")
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    robin.get_by_label("Write to").focus()
    robin.keyboard.press("Alt+h")
    expect(robin.get_by_text("Kit is called, since")).to_be_visible()
    expect(sam.get_by_text("The peer asks for a moderator.")).to_be_visible()
    expect(robin.get_by_role("button", name="Step aside")).to_have_count(0)
    robin.keyboard.press("Alt+q")
    robin.get_by_role("group", name="Time").get_by_label("Within two days").check()
    robin.get_by_role("button", name="Step aside").click()
    dialog = robin.get_by_role("dialog")
    expect(dialog).to_contain_text("Nobody will hold it against you")
    line.robin.shot("62-step-aside")
    dialog.get_by_role("button", name="Step aside").click()
    expect(robin.get_by_role("heading", name="Wrap up")).to_be_visible()
    assert in_sight(visiting.said(visitor, "Your peer has made room for someone"))
    expect(visitor.get_by_text(WAITING).first).to_be_visible()
    expect(sam.get_by_text("The peer has stepped aside.")).to_be_visible()
    line.shot("63-stepped-aside")
    visitor.get_by_role("button", name="Put this away").click()
    visitor.get_by_role("button", name="Leave the line").click()  # else the next test meets them
    visitor.get_by_role("button", name="Yes, leave the line").click()
    expect(visitor.get_by_role("heading", name="Thank you")).to_be_visible()


def test_a_moderator_who_leads_stays_when_the_peer_steps_aside(windows, service):
    line = together(windows, service, peer="Bo", moderator="Noor")
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    robin.keyboard.press("Alt+q")
    robin.get_by_role("group", name="Time").get_by_label("Now, or it has begun").check()
    opens_conversation(sam, visitor)
    sam.get_by_role("button", name="Join").click()
    sam.get_by_role("dialog").get_by_role("button", name="Join").click()
    expect(visiting.said(visitor, "A supervisor has joined you")).to_be_visible()
    robin.get_by_role("button", name="Step aside").click()
    expect(robin.get_by_role("dialog")).to_contain_text("Noor stays with")
    robin.get_by_role("dialog").get_by_role("button", name="Step aside").click()
    expect(visiting.said(visitor, "The supervisor stays with you.")).to_be_visible()
    staffing.writes(sam, "I am here with you.")
    expect(visiting.said(visitor, "I am here with you.")).to_be_visible()
    line.shot("64-the-moderator-stays")


def test_a_safety_plan_is_written_together_and_the_visitor_keeps_it(windows, service):
    line = together(windows, service, peer="Jo", moderator="Lee")
    visitor, robin = line.visitor.page, line.robin.page
    robin.keyboard.press("Alt+p")
    robin.get_by_label("What I can do by myself").fill("Make tea")
    visitor.get_by_role("button", name="Look at the plan").click()
    plan = visitor.get_by_role("dialog", name="Safety plan")
    expect(plan.get_by_label("What I can do by myself")).to_have_value("Make tea")
    expect(plan.get_by_text("Written by Jo")).to_be_visible()
    plan.get_by_label("What is worth living for").fill("My dog")
    expect(robin.get_by_label("What is worth living for")).to_have_value("My dog")
    the_line_drops_while_they_write(line)
    assert barriers(visitor, narrowest=320) == []
    assert barriers(robin, narrowest=360) == []
    line.shot("65-safety-plan")
    the_visitor_keeps_it(line)


def the_line_drops_while_they_write(line: Line) -> None:
    visitor, robin = line.visitor.page, line.robin.page
    line.visitor.context.set_offline(True)
    visitor.get_by_label("People I can ask for help").fill("My sister")
    expect(visitor.get_by_text("Not kept yet. We keep trying.")).to_be_visible()
    robin.get_by_label("What I can do by myself").fill("Make tea and go out")
    line.visitor.context.set_offline(False)
    expect(robin.get_by_label("People I can ask for help")).to_have_value("My sister")
    expect(visitor.get_by_label("What I can do by myself")).to_have_value("Make tea and go out")


def the_visitor_keeps_it(line: Line) -> None:
    visitor = line.visitor.page
    plan = visitor.get_by_role("dialog", name="Safety plan")
    with visitor.expect_download() as text:
        plan.get_by_role("button", name="Save as text").click()
    kept = text.value.path().read_text(encoding="utf-8")
    assert "Make tea and go out" in kept and "My sister" in kept and "Jo" not in kept
    with visitor.expect_download() as page:
        plan.get_by_role("button", name="Save as a page").click()
    assert "<h2>What is worth living for</h2>" in page.value.path().read_text(encoding="utf-8")
    plan.get_by_role("button", name="QR code").click()
    expect(plan.get_by_role("img", name="QR code")).to_be_visible()
    plan.get_by_role("img", name="QR code").scroll_into_view_if_needed()
    line.visitor.shot("66-safety-plan-code")
    plan.get_by_role("button", name="Back", exact=True).click()
    visitor.get_by_role("button", name="End chat").click()
    visitor.get_by_role("button", name="Yes, end it").click()
    visitor.get_by_role("button", name="My safety plan").click()
    expect(plan.locator(".plan-words", has_text="My dog")).to_be_visible()
    expect(plan.get_by_role("textbox")).to_have_count(0)
    line.visitor.shot("67-safety-plan-after")
