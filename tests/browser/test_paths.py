"""Somebody says that they are a child: the lines, the script and the list of that path."""

import re

from playwright.sync_api import expect

from tests.browser import visiting
from tests.browser.seeing import barriers, in_sight
from tests.browser.test_danger import opens_conversation, together

CHILD = "I'm 14 and I hate my school"


def test_a_child_gets_the_childrens_path_and_a_person_can_set_it_right(windows, service):
    line = together(windows, service, peer="Ari", moderator="Mo")
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    visiting.writes(visitor, CHILD)
    card = visitor.get_by_role("complementary", name="We are here for you")
    expect(card).to_contain_text("There are lines just for children and young people.")
    assert in_sight(card.get_by_role("button", name="Put this away"))
    emergency, first = card.get_by_role("link").first, card.get_by_role("listitem").first
    assert in_sight(emergency)
    assert in_sight(first.get_by_role("link").first)
    assert barriers(visitor, narrowest=320) == []
    line.visitor.shot("68-childrens-path")
    the_staff_see_it(line)
    visitor.get_by_role("button", name="Put this away").click()
    robin.get_by_role("button", name="Under 18").click()
    expect(robin.get_by_text("This may be somebody under 18.")).to_have_count(0)
    robin.get_by_role("button", name="Worried about somebody else").click()
    expect(robin.get_by_text("This is about somebody else.")).to_be_visible()
    expect(sam.get_by_text("Find out if the other person is in danger")).to_be_visible()
    visitor.get_by_role("button", name="End chat").click()
    visitor.get_by_role("button", name="Yes, end it").click()


def the_staff_see_it(line) -> None:
    robin, sam = line.robin.page, line.sam.page
    robin.get_by_label("Write to").focus()
    robin.keyboard.press("Alt+s")
    expect(robin.get_by_text("This may be somebody under 18.")).to_be_visible()
    expect(robin.get_by_role("button", name="Under 18")).to_have_attribute("aria-pressed", "true")
    expect(sam.get_by_role("button", name=re.compile("^Claim")).first).to_be_visible()
    opens_conversation(sam, line.visitor.page)
    expect(sam.get_by_text("follow your child protection rules")).to_be_visible()
    assert barriers(robin, narrowest=360) == []
    assert barriers(sam, narrowest=360) == []
    line.robin.shot("68-childrens-path")
    line.sam.shot("68-childrens-path")
    robin.set_viewport_size({"width": 360, "height": 740})
    line.robin.shot("68-childrens-path-phone")
    robin.set_viewport_size({"width": 1280, "height": 800})
