"""A visitor, and whom they are with: handed on, changed, and not safe; in four windows."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers, in_sight
from tests.browser.windows import Window

FIRST = "I keep arguing with my sister."
REASON = "My shift is nearly over."
NOTE = "It began with the flat they share."
REMARK = "They asked me for my phone number."
TELLING = "And it was my fault."


@dataclass(frozen=True, slots=True)
class Line:
    visitor: Window
    robin: Window
    alex: Window
    sam: Window

    def shot(self, step: str) -> None:
        for window in (self.visitor, self.robin, self.alex, self.sam):
            window.shot(step)


def test_a_visitor_is_handed_on_changes_the_peer_and_says_they_do_not_feel_safe(windows, service):
    peers = [windows.open("robin"), windows.open("alex")]
    line = Line(windows.phone(), *peers, windows.open("sam"))
    everybody_is_here(line, service)
    robin_hands_over_to_alex(line)
    the_visitor_asks_for_someone_else(line)
    the_visitor_does_not_feel_safe(line)
    the_moderator_looks_into_it(line)
    kit = windows.open("kit")
    somebody_else_is_there(line, kit, service)
    a_moderator_takes_over(line, kit)


def everybody_is_here(line: Line, service) -> None:
    staffing.entered(line.sam, service, [Role.MODERATOR], "Sam")
    staffing.goes_on_duty(line.sam.page)
    robin = staffing.entered(line.robin, service, [Role.PEER], "Robin")
    staffing.goes_ready(robin)
    visitor = visiting.begins(line.visitor, topic="Family or home")
    staffing.takes(robin)
    visiting.writes(visitor, FIRST)
    expect(staffing.said(robin, FIRST)).to_be_visible()
    staffing.goes_ready(staffing.entered(line.alex, service, [Role.PEER], "Alex"))


def robin_hands_over_to_alex(line: Line) -> None:
    visitor, robin, alex = line.visitor.page, line.robin.page, line.alex.page
    robin_asks_alex(line)
    assert in_sight(visiting.said(visitor, "Your peer would like someone else here to go on"))
    asked = alex.get_by_role("region", name="Asked to take over")
    expect(asked.get_by_text(REASON)).to_be_visible()
    assert not line.alex.has_heard(FIRST)
    line.shot("51-asked")
    asked.get_by_role("button", name="Not now").click()
    expect(visiting.said(visitor, "could not take over just now")).to_be_visible()
    expect(staffing.said(robin, "did not take it over")).to_be_visible()
    robin_asks_alex(line)
    asked.get_by_role("button", name="Take over").click()
    expect(staffing.said(alex, FIRST)).to_be_visible()
    expect(alex.get_by_text("You took this over from Robin.")).to_be_visible()
    expect(alex.get_by_text(NOTE)).to_be_visible()
    expect(robin.get_by_role("heading", name="Wrap up")).to_be_visible()
    assert in_sight(visiting.said(visitor, "Someone else is here for you now."))
    expect(visitor.get_by_text("Alex · Peer")).to_be_visible()
    line.shot("52-handed-over")
    assert not line.visitor.has_heard(NOTE)
    wraps_up(robin)
    staffing.writes(alex, "Hello, I am Alex. I have read what you wrote.")
    expect(visiting.said(visitor, "Hello, I am Alex.")).to_be_visible()


def robin_asks_alex(line: Line) -> None:
    robin = line.robin.page
    robin.get_by_role("button", name="Hand to somebody else").click()
    dialog = robin.get_by_role("dialog")
    expect(dialog.get_by_label("To whom")).to_contain_text("Alex")
    dialog.get_by_label("Why, for the one you ask").fill(REASON)
    dialog.get_by_label("What they should know").fill(NOTE)
    line.robin.shot("50-hand-over")
    dialog.get_by_role("button", name="Ask them").click()
    expect(robin.get_by_text("Somebody else is asked to go on here")).to_be_visible()


def wraps_up(page: Page) -> None:
    staffing.tells_how_it_went(page)
    page.get_by_role("button", name="Done, I'm ready").click()
    expect(page.get_by_role("heading", name="Wrap up")).to_have_count(0)


def the_visitor_asks_for_someone_else(line: Line) -> None:
    visitor, robin, alex = line.visitor.page, line.robin.page, line.alex.page
    visitor.get_by_role("button", name="More").click()
    line.visitor.shot("53-more")
    visitor.get_by_role("button", name="Someone else, please").click()
    line.visitor.shot("54-someone-else")
    visitor.get_by_role("button", name="Yes, someone else").click()
    assert in_sight(visiting.said(visitor, "You asked for someone else."))
    expect(visiting.said(visitor, FIRST)).to_be_visible()
    expect(alex.get_by_role("heading", name="Wrap up")).to_be_visible()
    expect(staffing.offer(robin)).to_be_visible()
    line.shot("55-changed")
    wraps_up(alex)
    staffing.takes(robin)
    expect(staffing.said(robin, FIRST)).to_be_visible()
    expect(staffing.said(robin, "The visitor goes on with somebody else.")).to_be_visible()
    expect(visitor.get_by_text("Robin · Peer")).to_be_visible()


def the_visitor_does_not_feel_safe(line: Line) -> None:
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    visitor.get_by_role("button", name="More").click()
    visitor.get_by_role("button", name="I don’t feel safe with this person").click()
    visitor.get_by_label("If you want to, tell us what happened.").fill(REMARK)
    line.visitor.shot("56-not-safe")
    assert barriers(visitor, narrowest=320) == []
    visitor.get_by_role("button", name="Yes, get me someone else").click()
    expect(visitor.get_by_text("A supervisor looks into it.")).to_be_visible()
    expect(
        visitor.get_by_text("There is no peer here just now who can answer you.")
    ).to_be_visible()
    expect(robin.get_by_role("heading", name="Wrap up")).to_be_visible()
    expect(robin.get_by_text("A moderator would like to talk with you first.")).to_be_visible()
    expect(sam.get_by_text("Report about Robin.")).to_be_visible()
    expect(sam.get_by_text(REMARK)).to_be_visible()
    expect(sam.get_by_text("Somebody waits whom no peer on shift can answer.")).to_be_visible()
    line.shot("57-reported")
    assert barriers(visitor, narrowest=320) == []
    for peer in (line.robin, line.alex):
        assert not peer.has_heard(REMARK)
    visiting.writes(visitor, TELLING)
    visitor.reload()
    expect(
        visitor.get_by_text("There is no peer here just now who can answer you.")
    ).to_be_visible()
    expect(visiting.said(visitor, TELLING)).to_have_count(1)
    assert not line.robin.has_heard(TELLING)


def the_moderator_looks_into_it(line: Line) -> None:
    robin, sam = line.robin.page, line.sam.page
    wraps_up(robin)
    sam.get_by_role("button", name=re.compile("^Claim")).first.click()
    sam.get_by_role("button", name=visiting.pseudonym(line.visitor.page)).first.click()
    sam.get_by_role("button", name="Read along").click()
    expect(staffing.said(sam, FIRST)).to_be_visible()
    line.sam.shot("58-looked-into")
    sam.get_by_role("button", name=re.compile("^Resolve")).first.click()
    dialog = sam.get_by_role("dialog")
    dialog.get_by_role("radio", name=re.compile("^False alarm")).check()
    dialog.get_by_label("Why").fill("Spoke with Robin.")
    dialog.get_by_role("button", name="Resolve").click()
    expect(dialog).to_have_count(0)
    expect(robin.get_by_text("A moderator would like to talk with you first.")).to_have_count(0)
    expect(staffing.offer(robin)).to_have_count(0)


def somebody_else_is_there(line: Line, kit: Window, service) -> None:
    page = staffing.entered(kit, service, [Role.PEER], "Kit")
    staffing.goes_ready(page)
    staffing.takes(page)
    expect(staffing.said(page, TELLING)).to_be_visible()
    expect(line.visitor.page.get_by_text("Kit · Peer")).to_be_visible()
    assert not kit.has_heard(REMARK)
    line.visitor.shot("59-with-kit")


def a_moderator_takes_over(line: Line, kit: Window) -> None:
    kit.page.get_by_role("button", name="Hand to somebody else").click()
    dialog = kit.page.get_by_role("dialog")
    dialog.get_by_label("To whom").select_option(label="Sam (moderator)")
    dialog.get_by_label("Why, for the one you ask").fill("I do not feel able to go on.")
    dialog.get_by_label("What they should know").fill(NOTE)
    dialog.get_by_role("button", name="Ask them").click()
    asked = line.sam.page.get_by_role("region", name="Asked to take over")
    expect(asked.get_by_text("I do not feel able to go on.")).to_be_visible()
    line.sam.shot("60-asked")
    asked.get_by_role("button", name="Take over").click()
    expect(line.visitor.page.get_by_text("Sam · Supervisor")).to_be_visible()
    expect(kit.page.get_by_role("heading", name="Wrap up")).to_be_visible()
    expect(line.sam.page.get_by_text(NOTE)).to_be_visible()
    staffing.writes(line.sam.page, "I am Sam. I go on with you.")
    expect(visiting.said(line.visitor.page, "I am Sam.")).to_be_visible()
    line.visitor.shot("60-with-sam")
