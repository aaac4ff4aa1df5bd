"""A visitor's yes or no to a referral reaches who offered it, wherever they look."""

import re

from playwright.sync_api import expect

from tests.browser import visiting
from tests.browser.seeing import barriers
from tests.browser.three import opens_conversation, together


def offers(sam):
    sam.get_by_role("button", name=re.compile("^Offer (a|another) referral$")).click()
    dialog = sam.get_by_role("dialog")
    dialog.get_by_role("button", name="Search").click()
    dialog.get_by_role("button", name=re.compile("^Choose: ")).first.click()
    dialog.get_by_label("Why (for the record").fill("They asked for it.")
    dialog.get_by_role("button", name="Offer it").click()
    expect(dialog).to_have_count(0)


def test_a_no_and_a_yes_wait_for_who_offered_it_on_every_page(windows, service):
    line = together(windows, service)
    visitor, sam = line.visitor.page, line.sam.page
    name = visiting.pseudonym(visitor)
    opens_conversation(sam, visitor)
    waits = sam.get_by_role("region", name="This waits for you")
    told = sam.get_by_role("status")

    offers(sam)
    sam.get_by_role("link", name="Review").click()
    visitor.get_by_role("button", name=re.compile("^No")).click()
    expect(told.get_by_text("The visitor said no to a referral of yours")).to_have_count(1)
    expect(waits).to_contain_text("The visitor said no to a referral: stay with them")
    line.sam.shot("66-the-visitor-said-no")
    assert barriers(sam, narrowest=360) == []
    waits.get_by_role("button", name=f"Put away: {name}").click()
    expect(waits).to_have_count(0)

    sam.get_by_role("link", name="Wall").click()
    offers(sam)
    sam.get_by_role("link", name="Review").click()
    visitor.get_by_role("button", name=re.compile("^Yes")).click()
    expect(told.get_by_text("The visitor said yes to a referral of yours")).to_have_count(1)
    expect(waits).to_contain_text("The visitor said yes to a referral: hand them over.")
    waits.get_by_role("button", name=name).click()
    expect(sam.get_by_role("button", name="Handed over")).to_be_visible()
    expect(waits).to_have_count(0)
