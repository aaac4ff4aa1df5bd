"""Somebody in danger: what the visitor, the peer and the moderator see and do, in three windows."""

import re

from playwright.sync_api import expect

from tests.browser import staffing, visiting
from tests.browser.seeing import barriers, in_sight
from tests.browser.three import Line, opens_conversation, together

# Soon after the first the second is said: who has stepped aside is not asked again.
WAITING = re.compile("You are next|There is no peer here just now")
HER_DOG = "Who would feed her dog"


def test_a_peer_asks_about_risk_step_by_step_and_the_moderator_sees_the_answers(windows, service):
    line = together(windows, service)
    robin, sam = line.robin.page, line.sam.page
    the_peer_asks_in_order(line)
    expect(robin.get_by_text("The answers call for L2 thoughts.")).to_be_visible()
    expect(sam.get_by_role("button", name=re.compile("^Claim")).first).to_be_visible()
    opens_conversation(sam, line.visitor.page)
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
    line.shot("61-asked-about-risk")
    expect(line.visitor.page.get_by_text("We want you to be safe")).to_be_visible()
    expect(robin.get_by_text("What to do now (L3 high)")).to_be_visible()
    assert barriers(robin, narrowest=360) == []
    assert barriers(sam, narrowest=360) == []
    robin.set_viewport_size({"width": 360, "height": 740})
    line.robin.shot("61-asked-about-risk-phone")


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
    expect(robin.get_by_text("Moderators are called. You are not alone")).to_be_visible()
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
