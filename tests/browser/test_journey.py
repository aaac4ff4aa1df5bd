"""The whole line in three windows: from the first invitation to a confirmed referral."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import in_sight
from tests.browser.windows import Window

FIRST = "Hello. It has been a hard week and I cannot sleep."
WORRY = "I do not want to be alive any more. I keep thinking about ending my life."
WHISPER = "You are doing well. Ask how long it has been like this."
PASSED_ON = "I sleep badly and do not want to be alone tonight."
DRAFT = "and there is one more thing"


@dataclass(frozen=True, slots=True)
class Line:
    visitor: Window
    robin: Window
    sam: Window

    def shot(self, step: str) -> None:
        for window in (self.visitor, self.robin, self.sam):
            window.shot(step)


def test_somebody_in_danger_is_heard_seen_and_brought_to_help(windows, service):
    line = Line(windows.phone(), windows.open("peer"), windows.open("moderator"))
    the_administrator_invites(windows, service, line)
    the_line_opens(line)
    the_visitor_waits_and_writes(line)
    the_peer_takes_the_visitor(line)
    they_talk(line)
    the_visitor_writes_what_worries(line)
    the_moderator_claims_reads_and_whispers(line)
    the_moderator_joins_and_refers(line)
    the_visitor_accepts_and_is_handed_over(line)
    the_moderator_resolves_the_flag(line)
    the_visitor_reloads_in_the_chat(line)
    the_peer_ends_and_wraps_up(line)
    the_visitor_looks_back_and_has_it_deleted(line)


def the_administrator_invites(windows, service, line: Line) -> None:
    admin = windows.open("administrator")
    link = service.invite([Role.ADMINISTRATOR])
    admin.page.goto(link)
    expect(admin.page.get_by_text("You are invited as an administrator.")).to_be_visible()
    admin.shot("01-invitation")
    page = staffing.accepts(admin, link, "Noor")
    for_robin = staffing.invites(page, [Role.PEER])
    admin.shot("02-people")
    for_sam = staffing.invites(page, [Role.PEER, Role.MODERATOR])
    for window, invitation, name in ((line.robin, for_robin, "Robin"), (line.sam, for_sam, "Sam")):
        staffing.accepts(window, invitation, name)
        staffing.trains(window)
    page.reload()
    staff = page.get_by_role("region", name="Table of staff")
    expect(staff.get_by_role("rowheader", name="Sam")).to_be_visible()
    admin.shot("03-people")


def the_line_opens(line: Line) -> None:
    closed = line.visitor.open()
    expect(closed.get_by_text("We are closed just now")).to_be_visible()
    line.visitor.shot("04-closed")
    sam = line.sam.page
    sam.get_by_role("link", name="Wall").click()
    line.sam.shot("04-off-duty")
    staffing.goes_on_duty(sam)
    sam.get_by_role("link", name="Desk").click()
    staffing.goes_ready(sam)
    line.sam.shot("05-on-duty")


def the_visitor_waits_and_writes(line: Line) -> None:
    page, sam = visiting.reads(line.visitor), line.sam.page
    line.visitor.shot("06-reading")
    page.get_by_role("button", name="Start a chat").click()
    line.visitor.shot("07-consent")
    page.get_by_role("checkbox", name="I have read this").check()
    page.get_by_role("button", name="Go on").click()
    line.visitor.shot("08-topic")
    visiting.tells_topic(page, "Feeling low")
    visiting.tells_distress(page, 7)
    line.visitor.shot("09-distress")
    visiting.joins(page)
    expect(staffing.offer(sam)).to_contain_text("7 of 10")
    line.sam.shot("10-offer")
    staffing.offer(sam).get_by_role("button", name="Not now").click()
    expect(page.get_by_text("You are next.")).to_be_visible()
    line.visitor.shot("11-queue")
    visiting.writes(page, FIRST)
    visiting.box(page).fill(DRAFT)
    the_visitor_reloads_in_the_queue(line)


def the_visitor_reloads_in_the_queue(line: Line) -> None:
    page, before = line.visitor.page, visiting.pseudonym(line.visitor.page)
    page.reload()
    expect(page.get_by_text("You are next.")).to_be_visible()
    expect(visiting.said(page, FIRST)).to_have_count(1)
    expect(visiting.box(page)).to_have_value(DRAFT)
    assert visiting.pseudonym(page) == before
    line.visitor.shot("12-queue-after-reload")
    visiting.box(page).fill("")


def the_peer_takes_the_visitor(line: Line) -> None:
    robin = line.robin.page
    staffing.goes_ready(robin)
    expect(staffing.offer(robin)).to_contain_text(visiting.pseudonym(line.visitor.page))
    assert not line.robin.has_heard("hard week")  # no words before acceptance
    line.shot("13-offered")
    staffing.takes(robin)
    expect(staffing.said(robin, FIRST)).to_be_visible()
    expect(visiting.said(line.visitor.page, "Your peer is here.")).to_be_visible()
    line.shot("14-together")


def they_talk(line: Line) -> None:
    visitor, robin = line.visitor.page, line.robin.page
    robin.get_by_label("Write to").press_sequentially("Hello")
    expect(visitor.get_by_text("Robin is writing …")).to_be_visible()
    line.visitor.shot("15-robin-writes")
    staffing.writes(robin, "Hello, I am Robin. I am glad that you are here.")
    expect(visiting.said(visitor, "I am Robin")).to_be_visible()
    expect(robin.get_by_text("delivered").last).to_be_visible()
    visiting.box(visitor).press_sequentially("Thank")
    expect(robin.get_by_text(re.compile("is writing …"))).to_be_visible()
    visiting.writes(visitor, "Thank you. I did not know who to tell.")
    expect(staffing.said(robin, "who to tell")).to_be_visible()
    expect(visitor.get_by_text("Delivered")).to_be_visible()
    line.shot("16-talking")


def the_visitor_writes_what_worries(line: Line) -> None:
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    sam.get_by_role("link", name="Wall").click()
    visiting.writes(visitor, WORRY)
    card = visitor.get_by_role("complementary", name="We take this seriously")
    assert in_sight(card.get_by_role("link", name="Call 999"))
    expect(visiting.said(visitor, WORRY)).to_be_in_viewport()  # the card may hide a part of it
    expect(sam.get_by_role("listitem").filter(has_text="ending my life").first).to_be_visible()
    expect(staffing.said(robin, WORRY)).to_be_visible()
    expect(staffing.said(robin, "Says they want to be dead").first).to_be_visible()
    expect(robin.get_by_text("Nobody has answered yet.")).to_be_visible()
    line.shot("17-worry")


def the_moderator_claims_reads_and_whispers(line: Line) -> None:
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    sam.get_by_role("button", name=re.compile("^Claim")).first.click()
    expect(sam.get_by_text("Yours.").first).to_be_visible()
    expect(robin.get_by_text("looks after this with you.")).to_be_visible()
    open_conversation(sam, visiting.pseudonym(visitor))
    line.sam.shot("18-claimed")
    sam.get_by_role("button", name="Read along").click()
    expect(staffing.said(sam, WORRY)).to_be_visible()
    assert in_sight(visiting.said(visitor, "A supervisor is reading along"))
    expect(staffing.said(robin, "A moderator reads along.")).to_be_visible()
    staffing.writes(sam, WHISPER, "Whisper to Robin", "Whisper")
    backstage = robin.get_by_role("region", name=re.compile("^Backstage"))
    expect(backstage.get_by_text(WHISPER)).to_be_visible()
    line.shot("19-whisper")
    staffing.writes(robin, "I will. Thank you.", "Answer the moderator", "Send backstage")
    expect(sam.get_by_text("I will. Thank you.")).to_be_visible()


def open_conversation(page: Page, pseudonym: str) -> None:
    page.get_by_role("table").get_by_role("button", name=pseudonym).click()
    expect(page.get_by_role("button", name="Back to the wall")).to_be_visible()


def the_moderator_joins_and_refers(line: Line) -> None:
    visitor, sam = line.visitor.page, line.sam.page
    sam.get_by_role("button", name="Join", exact=True).click()
    sam.get_by_role("dialog").get_by_role("button", name="Join").click()
    expect(visiting.said(visitor, "A supervisor has joined you")).to_be_visible()
    staffing.writes(sam, "I am Sam. I work with Robin.")
    assert in_sight(visiting.said(visitor, "I am Sam."))
    sam.get_by_role("button", name="Offer a referral").click()
    dialog = sam.get_by_role("dialog")
    dialog.get_by_label("Words").fill("samaritans")
    dialog.get_by_role("button", name="Search").click()
    dialog.get_by_role("button", name="Choose: Samaritans").first.click()
    dialog.get_by_label("Why (for the record").fill("Thoughts of suicide; wants to talk tonight.")
    dialog.get_by_label("What we would tell them").fill("Feels low, sleeps badly.")
    line.sam.shot("20-referral")
    dialog.get_by_role("button", name="Offer it").click()
    expect(visitor.get_by_text("There is a service that may help you more")).to_be_visible()
    line.shot("21-referral-offered")


def the_visitor_accepts_and_is_handed_over(line: Line) -> None:
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    visitor.get_by_label("We would tell them only this").fill(PASSED_ON)
    line.visitor.shot("21b-summary")
    visitor.get_by_role("button", name="Yes, and tell them this").click()
    expect(visiting.said(visitor, "You said yes to the offer.")).to_be_visible()
    expect(staffing.said(robin, "The visitor accepted the referral.")).to_be_visible()
    expect(sam.get_by_role("blockquote").filter(has_text=PASSED_ON)).to_be_visible()
    line.sam.shot("21c-accepted")
    sam.get_by_role("button", name="Handed over").click()
    expect(sam.get_by_role("dialog")).to_contain_text(PASSED_ON)
    line.sam.shot("21d-hand-over")
    answers(sam, "Their reference", "WL-2207", "Handed over")
    expect(visiting.said(visitor, "The other service knows about you now.")).to_be_visible()
    line.shot("22-handed-over")
    sam.get_by_role("button", name="Contact confirmed").click()
    answers(sam, "Their reference", "WL-2207", "Contact confirmed")
    expect(visiting.said(visitor, "The other service told us")).to_be_visible()
    line.shot("23-confirmed")


def answers(page: Page, label: str, words: str, button: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(label).fill(words)
    dialog.get_by_role("button", name=button).click()
    expect(dialog).to_have_count(0)


def the_moderator_resolves_the_flag(line: Line) -> None:
    sam = line.sam.page
    sam.get_by_role("button", name=re.compile("^Resolve")).first.click()
    sam.get_by_role("dialog").get_by_role("radio", name=re.compile("^Confirmed")).check()
    line.sam.shot("24-resolve")
    answers(sam, "Why", "Talked; in touch with Samaritans.", "Resolve")
    expect(sam.get_by_text("nothing to look at")).to_be_visible()
    line.sam.shot("25-resolved")


def the_visitor_reloads_in_the_chat(line: Line) -> None:
    visitor, robin = line.visitor.page, line.robin.page
    before = visiting.everything_said(visitor)
    visiting.box(visitor).fill(DRAFT)
    visitor.reload()
    expect(visiting.box(visitor)).to_have_value(DRAFT)
    expect(visiting.lines(visitor)).to_have_count(len(before))
    assert visiting.everything_said(visitor) == before
    expect(visitor.get_by_text("We take this seriously")).to_be_visible()
    line.visitor.shot("26-after-reload")
    visiting.writes(visitor, "I am still here.")
    expect(staffing.said(robin, "I am still here.")).to_have_count(1)
    assert not line.visitor.has_heard(WHISPER)
    assert line.robin.has_heard(WHISPER)


def the_peer_ends_and_wraps_up(line: Line) -> None:
    visitor, robin = line.visitor.page, line.robin.page
    robin.get_by_role("button", name="End conversation").click()
    expect(robin.get_by_text("This conversation ends in")).to_be_visible()
    line.robin.shot("27-ending")
    expect(robin.get_by_role("heading", name="Wrap up")).to_be_visible()
    expect(visitor.get_by_role("heading", name="Thank you for talking with us")).to_be_visible()
    line.shot("28-ended")
    robin.get_by_role("checkbox", name="Feeling low").check()
    robin.get_by_label("A note for the record").fill("Talked; a referral was accepted.")
    staffing.tells_how_it_went(robin)
    robin.get_by_role("button", name="Done, I take a break").click()
    expect(robin.get_by_text("On a break")).to_be_visible()
    line.robin.shot("29-break")


def the_visitor_looks_back_and_has_it_deleted(line: Line) -> None:
    page = line.visitor.page
    page.get_by_role("radio", name="A little").check()
    page.get_by_label("Is there anything you want to tell us?").fill("Robin was kind.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Thank you. We have your answer.")).to_be_visible()
    page.get_by_role("button", name="Delete my chat now").click()
    line.visitor.shot("30-delete")
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.get_by_role("heading", name="Your chat is deleted")).to_be_visible()
    line.visitor.shot("31-deleted")
    assert page.evaluate("Object.keys(sessionStorage)") == []
