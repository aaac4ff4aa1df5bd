"""A peer notes down beside the conversation what goes on with it; the visitor sees none of it."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers

WORDS = "Has a sister nearby. Likes short sentences."


def test_a_note_is_kept_read_by_who_is_there_and_waits_in_the_wrap_up(windows, service):
    watching, answering, calling = windows.open("mona"), windows.open("pat"), windows.phone()
    mona = staffing.entered(watching, service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    pat = staffing.entered(answering, service, [Role.PEER], "Pat")
    staffing.goes_ready(pat)
    visitor = visiting.begins(calling)
    staffing.takes(pat)
    expect(pat.get_by_label("Write to")).to_be_visible()
    pat.keyboard.press("Alt+n")
    box = pat.get_by_label("Your notes")
    box.fill(WORDS)
    expect(pat.get_by_text("Kept.", exact=True)).to_be_visible()
    answering.shot("76-notes")
    assert barriers(pat, narrowest=320) == []
    mona.get_by_role("table").get_by_role("button", name=visiting.pseudonym(visitor)).click()
    note = mona.get_by_label("Note of Pat")
    expect(note).to_have_count(0)
    mona.get_by_role("button", name="Read along").click()
    expect(note).to_contain_text(WORDS)
    watching.shot("77-notes-on-the-wall")
    pat.reload()
    pat.keyboard.press("Alt+n")
    expect(box).to_have_value(WORDS)
    assert WORDS not in visitor.content()
    pat.get_by_role("button", name="End conversation").click()
    expect(pat.get_by_label("A note for the record")).to_have_value(WORDS)
    expect(pat.get_by_label("If somebody else goes on with this visitor")).to_be_checked()
