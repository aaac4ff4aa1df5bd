"""A moderator offers, pauses, says something last; a peer ends what hurts them."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers
from tests.browser.test_wall import open_card

MEANWHILE = "I was not finished."
LAST = "Take good care of yourself."


def test_a_moderator_chooses_the_peer_pauses_the_pair_and_ends_it_with_words(windows, service):
    desk = windows.open("mona")
    mona = staffing.entered(desk, service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    pat = staffing.entered(windows.open("pat"), service, [Role.PEER], "Pat")
    staffing.goes_ready(pat)
    phone = windows.phone()
    visitor = visiting.begins(phone)
    name = visiting.pseudonym(visitor)
    given(desk, mona, pat, name)
    paused(mona, pat, visitor)
    assert barriers(mona, narrowest=640) == []
    mona.get_by_role("button", name="Join", exact=True).click()
    mona.get_by_role("dialog").get_by_role("button", name="Join").click()
    mona.get_by_role("button", name="End conversation").click()
    dialog = mona.get_by_role("dialog", name="End this conversation?")
    dialog.get_by_label(f"Last words to {name}").fill(LAST)
    desk.shot("last-words")
    dialog.get_by_role("button", name="Say this and end it").click()
    expect(visitor.get_by_role("heading", name="Thank you for talking with us")).to_be_visible()
    expect(visitor.get_by_text(LAST).first).to_be_visible()
    phone.shot("ended-with-words")


def given(desk, mona, pat, name):
    on_shift = mona.get_by_role("table").filter(has_text="Free places")
    expect(on_shift.get_by_role("rowheader", name="Pat")).to_be_visible()
    desk.shot("peers-on-shift")
    open_card(mona, name)
    mona.get_by_role("button", name="Offer to a peer").click()
    dialog = mona.get_by_role("dialog")
    expect(dialog.get_by_text("Nobody who is free answers in English.")).to_be_visible()  # offered
    dialog.get_by_role("button", name="Cancel").click()
    staffing.takes(pat)


def paused(mona, pat, visitor):
    mona.get_by_role("button", name="Read along").click()
    mona.get_by_role("button", name="Pause for a moment").click()
    expect(visitor.get_by_text("A supervisor has paused this for a moment.").first).to_be_visible()
    expect(pat.get_by_text("A moderator has paused this for a moment, until").first).to_be_visible()
    visiting.writes(visitor, MEANWHILE)
    expect(mona.get_by_text(MEANWHILE).first).to_be_visible()
    expect(pat.get_by_text(MEANWHILE)).to_have_count(0)
    assert barriers(visitor, narrowest=320) == []
    mona.get_by_role("button", name="Let it go on").click()
    expect(pat.get_by_text(MEANWHILE).first).to_be_visible()
    expect(visiting.said(visitor, "It goes on now.")).to_be_visible()


def test_who_hurt_a_peer_reads_why_and_meets_somebody_else(windows, service):
    noor = staffing.entered(windows.open("noor"), service, [Role.MODERATOR], "Noor")
    staffing.goes_on_duty(noor)
    robin = windows.open("robin")
    pat = staffing.entered(robin, service, [Role.PEER], "Robin")
    staffing.goes_ready(pat)
    phone = windows.phone()
    visitor = visiting.begins(phone)
    staffing.takes(pat)
    pat.get_by_role("button", name="End and report").click()
    dialog = pat.get_by_role("dialog")
    dialog.get_by_role("radio", name="Insults").check()
    robin.shot("end-and-report")
    dialog.get_by_role("button", name="End and report").click()
    expect(visitor.get_by_role("heading", name="Your peer has ended this chat")).to_be_visible()
    expect(visitor.get_by_text("because of words that hurt them").first).to_be_visible()
    phone.shot("stopped")
    assert barriers(visitor, narrowest=320) == []
    expect(
        noor.get_by_text("The peer was insulted, and ended the conversation.").first
    ).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_text("because of words that hurt them").first).to_be_visible()
