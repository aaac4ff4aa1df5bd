"""Help without a yes: a second moderator is called, reads why, and says yes or no with a word."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers
from tests.browser.three import opens_conversation, together
from tests.browser.windows import DESKTOP, PHONE

BEGUN = "It has begun, I will not answer any more."
READ_TOO = "I have read it too: call them."
POLICY = "Only what is needed to help is passed on"


def test_a_second_person_says_yes_before_anything_is_done_and_both_are_named(windows, service):
    line = together(windows, service, peer="Pia", moderator="Wim")
    visitor, pia, wim = line.visitor.page, line.robin.page, line.sam.page
    desk = windows.open("mo")
    mo = staffing.entered(desk, service, [Role.MODERATOR], "Mo")
    staffing.goes_on_duty(mo)
    opens_conversation(wim, visitor)
    pia.keyboard.press("Alt+q")
    pia.get_by_role("group", name="Time").get_by_label("Now, or it has begun").check()
    wim_asks(wim)
    expect(wim.get_by_text("Nothing is done yet: it waits for a second person.")).to_be_visible()
    expect(visiting.said(visitor, "They did not wait for your yes")).to_have_count(0)
    expect(wim.get_by_text("Wim asks for a second person.")).to_have_count(0)  # not for who asks
    mo_says_yes(desk)
    expect(visiting.said(visitor, "They did not wait for your yes")).to_be_visible()
    expect(wim.get_by_text("Mo, the second person, says yes.")).to_be_visible()
    expect(wim.get_by_text(READ_TOO)).to_be_visible()
    expect(wim.get_by_text("decided by Wim")).to_be_visible()
    assert not line.visitor.has_heard(READ_TOO)
    line.sam.shot("74-second-person-said-yes")


def wim_asks(wim):
    wim.get_by_role("button", name="Get help without their yes").click()
    dialog = wim.get_by_role("dialog")
    expect(dialog.get_by_text(POLICY)).to_be_visible()
    expect(dialog.get_by_role("radio", name="Now. A second person")).to_be_checked()
    dialog.get_by_role("radio", name="Not before a second person").check()
    dialog.get_by_label("What makes you do it").fill(BEGUN)
    dialog.get_by_role("button", name="Ask a second person").click()
    expect(dialog).to_have_count(0)


def mo_says_yes(desk):
    mo = desk.page
    expect(mo.get_by_text("Wim asks for a second person.").first).to_be_visible()
    mo.get_by_role("button", name="Answer as the second person").first.click()
    dialog = mo.get_by_role("dialog", name="Second person")
    expect(dialog.get_by_text(BEGUN)).to_be_visible()
    expect(dialog.get_by_text(POLICY)).to_be_visible()
    dialog.get_by_role("button", name="Answer", exact=True).click()
    expect(dialog.get_by_text("Please say yes or no")).to_be_visible()
    for viewport in (PHONE, DESKTOP):
        mo.set_viewport_size(viewport)
        desk.shot(f"74-second-person-{viewport['width']}")
    assert barriers(mo, narrowest=360) == []
    dialog.get_by_role("radio", name="Yes: it is done at once").check()
    dialog.get_by_label("Why").fill(READ_TOO)
    dialog.get_by_role("button", name="Answer", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(mo.get_by_text("Wim asks for a second person.")).to_have_count(0)


def test_an_administrator_without_a_wall_answers_under_people(windows, service):
    line = together(windows, service, peer="Ole", moderator="Ute")
    visitor, ole, ute = line.visitor.page, line.robin.page, line.sam.page
    opens_conversation(ute, visitor)
    ole.keyboard.press("Alt+q")
    ole.get_by_role("group", name="Time").get_by_label("Now, or it has begun").check()
    wim_asks(ute)
    ada = staffing.entered(windows.open("ada"), service, [Role.ADMINISTRATOR], "Ada")
    ada.get_by_role("link", name="People").click()
    name = visiting.pseudonym(visitor)
    card = ada.get_by_role("article", name=f"Second person: {name}")
    expect(card.get_by_text("asked by Ute")).to_be_visible()
    card.get_by_role("radio", name="No: it is not done").check()
    card.get_by_label("Why").fill("Their sister is with them.")
    card.get_by_role("button", name="Answer", exact=True).click()
    expect(card.get_by_text("Ada, the second person, says no.")).to_be_visible()
    expect(ute.get_by_text("Ada, the second person, says no.").first).to_be_visible()
    expect(visiting.said(visitor, "They did not wait for your yes")).to_have_count(0)
