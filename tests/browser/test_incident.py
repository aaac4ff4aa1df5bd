"""A life in danger: help is got without a yes, and what is done is told and written down."""

import re

from playwright.sync_api import expect

from tests.browser import visiting
from tests.browser.seeing import barriers, in_sight
from tests.browser.three import opens_conversation, together
from tests.browser.windows import DESKTOP, PHONE

BEGUN = "It has begun, I will not answer any more."
PASSED_ON = "An adult in danger, at the address that they gave."


def test_at_l4_a_moderator_gets_help_without_a_yes_and_the_visitor_is_told(windows, service):
    line = together(windows, service, peer="Ari", moderator="Wim", country="France")
    visitor, ari, wim = line.visitor.page, line.robin.page, line.sam.page
    opens_conversation(wim, visitor)
    name = visiting.pseudonym(visitor)
    expect(ari.locator(".talk-head")).to_contain_text("chose France")
    expect(ari.locator(".talk-head")).not_to_contain_text("112")
    without = wim.get_by_role("button", name="Get help without their yes")
    expect(without).to_have_count(0)  # nothing was said that allows it
    ari.keyboard.press("Alt+q")
    ari.get_by_role("group", name="Time").get_by_label("Now, or it has begun").check()
    both_have_the_number_of_the_country(ari, wim)
    without.click()
    dialog = wim.get_by_role("dialog")
    expect(dialog.get_by_text("112 in France, which they chose")).to_be_visible()
    dialog.get_by_role("button", name="Go ahead without their yes").click()
    expect(dialog.get_by_text("Please write what makes you do it")).to_be_visible()
    dialog.get_by_label("What makes you do it").fill(BEGUN)
    dialog.get_by_label("What you pass on").fill(PASSED_ON)
    for viewport in (PHONE, DESKTOP):
        wim.set_viewport_size(viewport)
        line.sam.shot(f"71-without-{viewport['width']}")
    assert barriers(wim, narrowest=360) == []
    dialog.get_by_role("button", name="Go ahead without their yes").click()
    expect(visiting.said(visitor, "They did not wait for your yes")).to_be_visible()
    told = visitor.get_by_role("complementary", name="We are getting help for you")
    assert in_sight(told.get_by_role("heading"))
    expect(told).to_contain_text("Emergency services")
    expect(told.get_by_role("link", name="Call 112")).to_be_visible()
    expect(told).to_contain_text(PASSED_ON)
    expect(wim.get_by_text("decided by Wim")).to_be_visible()
    expect(wim.get_by_text(BEGUN)).to_be_visible()
    expect(ari.get_by_text("decided without the visitor's yes").first).to_be_visible()
    assert not line.visitor.has_heard(BEGUN)
    assert barriers(visitor, narrowest=320) == []
    line.shot("72-without-their-yes")
    the_other_side_confirms(wim)
    what_was_done_is_beside_it(wim, name)
    the_peer_cannot_end_it_and_the_moderator_does(line)
    expect(ari.get_by_role("heading", name="Wrap up")).to_be_visible()
    the_incident_is_looked_at(line, name)


def both_have_the_number_of_the_country(ari, wim):
    number = "the emergency number (112)"
    for page in (ari, wim):
        there = page.locator(".emergency", has_text="Emergency number in France: 112")
        expect(there).to_contain_text("By text: 114.")
    ari.keyboard.press("Alt+s")
    expect(ari.get_by_text(f"Can you call {number}, or can somebody near you?")).to_be_visible()
    ari.keyboard.press("Alt+q")
    expect(wim.get_by_text(f"Ask them to call {number}, or to have")).to_be_visible()


def the_peer_cannot_end_it_and_the_moderator_does(line):
    ari, wim = line.robin.page, line.sam.page
    ari.get_by_role("button", name="End conversation").click()
    dialog = ari.get_by_role("dialog", name="may still be in danger")
    expect(dialog.get_by_text("From L3 on a peer does not end a conversation.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Step aside")).to_be_visible()
    line.robin.shot("73-not-ended-by-the-peer")
    assert barriers(ari, narrowest=320) == []
    dialog.get_by_role("button", name="Hand to a moderator").click()
    asked = ari.get_by_role("dialog", name="to somebody else")
    expect(asked.get_by_label("To whom")).to_contain_text("Wim (moderator)")
    asked.get_by_role("button", name="Cancel").click()
    wim.get_by_role("button", name="Take the lead").click()
    wim.get_by_role("dialog").get_by_role("button", name="Take the lead").click()
    wim.get_by_role("button", name="End conversation").click()
    wim.get_by_role("dialog").get_by_role("button", name="End it").click()


def the_other_side_confirms(wim):
    for step in ("Handed over", "Contact confirmed"):
        wim.get_by_role("button", name=step).click()
        dialog = wim.get_by_role("dialog")
        dialog.get_by_role("textbox").fill("INC-9")
        dialog.get_by_role("button", name=step).click()
    expect(wim.get_by_text("noted by Wim (INC-9)")).to_be_visible()


def what_was_done_is_beside_it(wim, name):
    wim.get_by_text("What was done so far").click()
    expect(wim.get_by_text("Level changed")).not_to_have_count(0)
    expect(wim.get_by_text("state: confirmed")).to_be_visible()
    wim.get_by_role("button", name="All of it, for a review").click()
    pack = wim.get_by_role("article", name=f"Incident: {name}")
    expect(pack.get_by_text("act without consent")).to_be_visible()
    pack.get_by_role("button", name="Close").click()


def the_incident_is_looked_at(line, name):
    """What was done, without a word of anybody; who decided it does not sign it off."""
    wim = line.sam.page
    expect(wim.get_by_text("One incident of L3 or L4 ended")).to_be_visible()
    wim.get_by_role("link", name="Review").click()
    wim.get_by_label("Signed off").select_option("true")
    expect(wim).to_have_url(re.compile("unsigned=true"))
    wim.get_by_label("Highest risk").select_option("4")
    wim.get_by_role("button", name=f"Incident: {name}").click()
    pack = wim.get_by_role("article", name=f"Incident: {name}")
    expect(pack.get_by_text("act without consent")).to_be_visible()
    expect(pack.get_by_text("another moderator must sign it off")).to_be_visible()
    expect(pack.get_by_text(BEGUN)).to_have_count(0)
    with wim.expect_download() as saved:
        pack.get_by_role("button", name="Save as JSON").click()
    kept = saved.value.path().read_text(encoding="utf-8")
    assert "act_without_consent" in kept and BEGUN not in kept and PASSED_ON not in kept
    pack.scroll_into_view_if_needed()
    for viewport in (PHONE, DESKTOP):
        wim.set_viewport_size(viewport)
        line.sam.shot(f"73-incident-{viewport['width']}")
    assert barriers(wim, narrowest=360) == []
    wim.emulate_media(media="print")
    expect(wim.get_by_role("heading", name="Review")).to_have_count(0)
    expect(pack.get_by_role("button", name="Print")).to_have_count(0)
    expect(pack.get_by_text("act without consent")).to_be_visible()
    wim.emulate_media(media="screen")
