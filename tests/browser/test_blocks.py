"""Somebody must be stopped: muted, then shut out for a while, with a reason and a way to answer."""

import re

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.planting import PLANTED, is_dead, is_text
from tests.browser.seeing import barriers, in_sight
from tests.browser.test_wall import open_card

HUSHED = "This is not for you."
WHY = "Please come back when it is about you."


def test_who_is_stopped_knows_why_and_another_moderator_reads_the_answer(windows, service):
    desk = windows.open("mona")
    mona = staffing.entered(desk, service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    mike = staffing.entered(windows.open("mike"), service, [Role.MODERATOR], "Mike")
    staffing.goes_on_duty(mike)
    pat = staffing.entered(windows.open("pat"), service, [Role.PEER], "Pat")
    staffing.goes_ready(pat)
    phone = windows.phone()
    visitor = visiting.begins(phone)
    name = visiting.pseudonym(visitor)
    staffing.takes(pat)
    open_card(mona, name)
    led_and_given_back(mona, pat, visitor)
    muted_and_heard_again(mona, pat, visitor, phone)
    blocked(desk, mona, visitor, phone, name)
    appealed(mona, mike, visitor, name)
    is_dead(windows.all)
    mike.get_by_label(re.compile("^Your words to")).fill(PLANTED)
    mike.get_by_role("button", name="Let them come back").click()
    expect(visitor.get_by_role("heading", name="You can start a new chat again")).to_be_visible()
    is_text(visitor)
    is_dead(windows.all)
    visitor.get_by_role("button", name="Talk again").click()
    expect(visitor.get_by_role("checkbox", name="I have read this")).to_be_visible()


def led_and_given_back(mona, pat, visitor):
    mona.get_by_role("button", name="Take the lead").click()
    mona.get_by_role("dialog").get_by_role("button", name="Take the lead").click()
    expect(visiting.said(visitor, "Mona, a supervisor, talks with you now.")).to_be_visible()
    expect(pat.get_by_text("Mona (moderator) leads now.")).to_be_visible()
    expect(pat.get_by_role("button", name="End conversation")).to_have_count(0)
    staffing.writes(mona, "I am here with you.")
    expect(visiting.said(visitor, "I am here with you.")).to_be_visible()
    mona.get_by_role("button", name="Give the lead back").click()
    expect(visiting.said(visitor, "Your peer talks with you again.")).to_be_visible()
    expect(pat.get_by_role("button", name="End conversation")).to_be_visible()


def muted_and_heard_again(mona, pat, visitor, phone):
    mona.get_by_role("button", name="Mute the visitor").click()
    expect(visitor.get_by_text("has stopped your messages").first).to_be_visible()
    visiting.writes(visitor, HUSHED)
    expect(pat.get_by_text("(This message is held back.)")).to_be_visible()
    expect(pat.get_by_text(HUSHED)).to_have_count(0)
    phone.shot("66-muted")
    assert barriers(visitor, narrowest=320) == []
    mona.get_by_role("button", name="Let the visitor write again").click()
    expect(visiting.said(visitor, "Your messages reach your peer again.")).to_be_visible()


def blocked(desk, mona, visitor, phone, name):
    mona.get_by_role("button", name="End and block").click()
    dialog = mona.get_by_role("dialog", name=f"End it and block {name}?")
    dialog.get_by_role("button", name="End and block").click()
    expect(dialog.get_by_text("Please say why")).to_be_visible()
    dialog.get_by_role("radio", name="Words that hurt the peer").check()
    dialog.get_by_label("Words of your own").fill(WHY)
    desk.shot("67-block")
    dialog.get_by_role("button", name="End and block").click()
    expect(
        visitor.get_by_role("heading", name="You cannot start a new chat just now")
    ).to_be_visible()
    visitor.reload()  # is no way round it
    expect(visitor.get_by_text(WHY)).to_be_visible()
    expect(visitor.get_by_role("button", name="Talk again")).to_have_count(0)
    emergency = visitor.get_by_role("link", name=re.compile("^Call ")).first
    emergency.scroll_into_view_if_needed()
    assert in_sight(emergency)
    visitor.evaluate("window.scrollTo(0, 0)")
    phone.shot("68-blocked")
    assert barriers(visitor, narrowest=320) == []


def appealed(mona, mike, visitor, name):
    visitor.get_by_label(re.compile("^If this is a mistake")).fill(PLANTED)
    visitor.get_by_role("button", name="Send", exact=True).first.click()
    expect(visitor.get_by_text("We have your words.")).to_be_visible()
    for page in (mona, mike):
        page.get_by_role("link", name="Read it").click()
        is_text(page, page.get_by_role("article", name=f"Block: {name}"))
    expect(mona.get_by_text("is for another moderator to say")).to_be_visible()
    expect(mona.get_by_role("button", name="It stays")).to_have_count(0)
    expect(mike.get_by_role("button", name="It stays")).to_be_visible()
    assert barriers(mike, narrowest=360) == []
