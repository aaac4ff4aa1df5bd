"""One peer with two visitors at once: who is new in which, keys, drafts, and what ends first."""

import re

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers, in_sight

FIRST = "I keep arguing with my sister."
SECOND = "Nobody has called for weeks."
ANOTHER = "Are you still there?"
BEGUN = "What would you like her to"


def test_a_peer_goes_between_two_visitors_and_loses_nothing(windows, service):
    robin, sam = windows.open("robin"), windows.open("sam")
    staffing.entered(sam, service, [Role.MODERATOR], "Sam")
    staffing.goes_on_duty(sam.page)
    staffing.entered(robin, service, [Role.PEER], "Robin")
    is_ready_for_two(robin.page)
    vera, wim = windows.phone("vera"), windows.phone("wim")
    names = [comes(robin.page, vera, FIRST), comes(robin.page, wim, SECOND)]
    the_new_one_is_in_front_and_the_other_one_calls(robin, vera.page, names)
    keys_go_to_and_fro_and_drafts_stay(robin.page, names)
    a_label_of_ones_own_is_on_the_list_and_over_its_conversation(robin, names)
    it_fits_on_a_phone(robin, vera.page)
    one_ends_and_the_other_goes_on(robin, vera.page)
    and_then_a_break(robin.page, wim.page)


def the_new_one_is_in_front_and_the_other_one_calls(robin, vera, names) -> None:
    desk, listed = robin.page, conversations(robin.page)
    expect(listed.get_by_role("button")).to_have_count(2)
    expect(listed.locator("[aria-current=true]")).to_contain_text(names[1])
    visiting.writes(vera, ANOTHER)
    expect(listed.get_by_role("button", name=names[0])).to_contain_text("1 new")
    expect(desk).to_have_title(re.compile(r"^\(1\)"))
    desk.get_by_label("Write to").fill(BEGUN)
    robin.shot("71-two-at-once")


def keys_go_to_and_fro_and_drafts_stay(desk, names) -> None:
    listed = conversations(desk)
    desk.keyboard.press("Alt+1")  # while one writes
    expect(staffing.said(desk, ANOTHER)).to_be_visible()
    expect(listed.get_by_text("1 new")).to_have_count(0)
    expect(listed.get_by_role("button", name=names[1])).to_contain_text("not sent yet")
    desk.keyboard.press("Alt+2")
    expect(desk.get_by_label("Write to")).to_have_value(BEGUN)
    assert barriers(desk, narrowest=320) == []


def a_label_of_ones_own_is_on_the_list_and_over_its_conversation(robin, names) -> None:
    desk, listed = robin.page, conversations(robin.page)
    desk.get_by_text("Your label for this conversation").click()
    desk.get_by_label("Title").fill("the one with the sister")
    desk.get_by_role("radio", name="green").check()
    button = listed.get_by_role("button", name=names[1])
    expect(button).to_contain_text("the one with the sister")
    robin.shot("74-labels")
    assert barriers(desk, narrowest=320) == []
    desk.keyboard.press("Alt+1")
    expect(desk.get_by_role("heading", name=names[0])).not_to_contain_text(
        "the one with the sister"
    )
    desk.keyboard.press("Alt+2")
    expect(desk.get_by_role("heading", name=names[1])).to_contain_text("the one with the sister")


def it_fits_on_a_phone(robin, vera) -> None:
    desk = robin.page
    desk.set_viewport_size({"width": 320, "height": 640})
    desk.get_by_label("Write to").focus()
    desk.mouse.wheel(0, 400)
    visiting.writes(vera, "Hello?")
    new = conversations(desk).get_by_text("1 new")
    expect(new).to_be_visible()
    assert in_sight(new)
    robin.shot("72-two-at-once-narrow")
    desk.set_viewport_size({"width": 1280, "height": 800})


def one_ends_and_the_other_goes_on(robin, vera) -> None:
    desk = robin.page
    desk.get_by_role("button", name="Nobody new after these").click()
    expect(desk.get_by_text("In 2 conversations. Nobody new comes.")).to_be_visible()
    leaves(vera)
    over = conversations(desk).get_by_role("button", name="Write up what has ended")
    expect(over).to_be_visible()
    expect(desk.get_by_label("Write to")).to_have_value(BEGUN)  # nobody is torn away
    robin.shot("73-one-has-ended")
    over.click()
    staffing.tells_how_it_went(desk)
    desk.get_by_role("button", name="Done, I take a break").click()
    expect(conversations(desk)).to_have_count(0)
    expect(desk.get_by_label("Write to")).to_have_value(BEGUN)
    expect(desk.get_by_text("In a conversation. Nobody new comes.")).to_be_visible()


def and_then_a_break(desk, wim) -> None:
    leaves(wim)
    staffing.tells_how_it_went(desk)
    desk.get_by_role("button", name="Done, I take a break").click()
    expect(desk.get_by_text("On a break")).to_be_visible()


def conversations(desk):
    return desk.get_by_role("navigation", name="Your conversations")


def is_ready_for_two(desk) -> None:
    expect(desk.get_by_text("Connected", exact=True)).to_be_visible()
    desk.get_by_role("button", name="Start a shift").click()
    desk.get_by_role("radio", name="up to 2 visitors").check()
    desk.get_by_role("button", name="I'm ready", exact=True).click()
    expect(desk.get_by_role("dialog")).to_have_count(0)


def comes(desk, window, words) -> str:
    """Comes, is taken, and says this; returns their name here."""
    visitor = visiting.begins(window, topic="Family or home")
    staffing.takes(desk)
    visiting.writes(visitor, words)
    expect(staffing.said(desk, words)).to_be_visible()
    return visiting.pseudonym(visitor)


def leaves(visitor) -> None:
    visitor.get_by_role("button", name="End chat").click()
    visitor.get_by_role("button", name="Yes, end it").click()
