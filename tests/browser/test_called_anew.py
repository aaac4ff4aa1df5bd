"""A flag that somebody has: called anew, answered, given back, taken over; and the wall's keys."""

import re

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers, until
from tests.browser.windows import DESKTOP, PHONE

SAD = "Everything feels hopeless lately."
GRAVE = "I am going to kill myself tonight, I have the pills here."
URGENT = 2  # seconds of the tune that is played again and again

RINGING = """
globalThis.ringing = null;
const { start, stop } = AudioBufferSourceNode.prototype;
Object.assign(AudioBufferSourceNode.prototype, {
  start() {
    if (this.loop) globalThis.ringing = this.buffer.duration;
    return start.call(this);
  },
  stop() {
    globalThis.ringing = null;
    return stop.call(this);
  },
});
"""


class Night:
    """Mona and Mike are on duty, and what Vera writes worries her peer."""

    def __init__(self, windows, service):
        self.service = service
        self.window, mike = windows.open("mona"), windows.open("mike")
        for each in (self.window, mike):
            each.context.add_init_script(RINGING)
        self.mona = staffing.entered(self.window, service, [Role.MODERATOR], "Mona")
        staffing.goes_on_duty(self.mona)
        pat = staffing.entered(windows.open("pat"), service, [Role.PEER], "Pat")
        staffing.goes_ready(pat)
        self.vera = visiting.begins(windows.phone())
        self.name = visiting.pseudonym(self.vera)
        staffing.takes(pat)
        self.mike = staffing.entered(mike, service, [Role.MODERATOR], "Mike")
        staffing.goes_on_duty(self.mike)
        visiting.writes(self.vera, SAD)
        expect(staffing.said(pat, SAD)).to_be_visible()
        pat.keyboard.press("Alt+h")  # a peer's worry: L1

    def flag(self, page):
        return (
            page.get_by_role("region", name="Flags")
            .get_by_role("listitem")
            .filter(has=page.get_by_role("button", name=self.name, exact=True))
        )

    def press(self, page, key):
        """On the card of the flag, as `j` leads there."""
        self.flag(page).get_by_role("button", name=self.name, exact=True).focus()
        page.keyboard.press(key)


def rings(page):
    until(page, f"ringing === {URGENT}")


def is_quiet(page):
    until(page, "ringing === null")


def test_a_moderators_flag_by_its_keys_and_what_calls_anew(windows, service):
    night = Night(windows, service)
    the_keys_do_what_their_list_says(night)
    it_is_given_back_and_taken_over(night)
    what_becomes_graver_rings_for_its_owner_and_lapses_to_the_next(night)


def the_keys_do_what_their_list_says(night):
    """As a hand presses them: from card to card, claim, open, and what each one asks."""
    mona = night.mona
    expect(night.flag(mona)).to_be_visible()
    card = night.flag(mona).get_by_role("button", name=night.name, exact=True)
    row = mona.get_by_role("table").get_by_role("button", name=night.name)
    for key, there in (("j", card), ("j", row), ("k", card)):
        mona.keyboard.press(key)
        expect(there).to_be_focused()
    mona.keyboard.press("a")
    expect(night.flag(mona).get_by_text("Yours.")).to_be_visible()
    for key, title in (("r", "a referral"), ("e", "Risk level"), ("d", "Resolve the flag")):
        night.press(mona, key)
        expect(mona.get_by_role("dialog")).to_contain_text(title)
        mona.keyboard.press("b")  # over a question no letter acts
        mona.keyboard.press("Escape")
        expect(mona.get_by_role("dialog")).to_have_count(0)
    expect(night.flag(mona).get_by_text("Yours.")).to_be_visible()
    night.press(mona, "Enter")
    expect(mona.get_by_role("button", name="Back to the wall")).to_be_visible()
    mona.get_by_role("button", name="Read along").click()
    whisper = mona.get_by_label(re.compile("^Whisper to"))
    expect(whisper).to_be_visible()
    night.press(mona, "w")
    expect(whisper).to_be_focused()
    mona.keyboard.type("ask directly")  # with letters that are keys elsewhere
    expect(whisper).to_have_value("ask directly")
    whisper.fill("")


def it_is_given_back_and_taken_over(night):
    mona, mike = night.mona, night.mike
    night.press(mona, "b")
    for page in (mona, mike):
        expect(night.flag(page).get_by_text("Nobody has it.")).to_be_visible()
    night.press(mona, "a")
    expect(night.flag(mike).get_by_text("Claimed by Mona.")).to_be_visible()
    night.press(mike, "t")
    asked = mike.get_by_role("dialog")
    expect(asked.get_by_role("button", name="Take it over")).to_have_count(0)
    asked.get_by_role("radio", name="Whoever has it does not answer.").check()
    asked.get_by_role("button", name="Take it over").click()
    expect(night.flag(mike).get_by_text("Yours.")).to_be_visible()
    told = "It was yours. Mike has taken it over. Whoever has it does not answer."
    expect(night.flag(mona).get_by_text(told)).to_be_visible()
    pictured(night.window, "70-taken-over")
    night.flag(mona).get_by_role("button", name=f"Take over: {night.name}").click()
    mona.get_by_role("radio", name="It was agreed.").check()
    mona.get_by_role("button", name="Take it over").click()
    expect(night.flag(mike).get_by_text("Mona has taken it over")).to_be_visible()


def what_becomes_graver_rings_for_its_owner_and_lapses_to_the_next(night):
    mona, mike = night.mona, night.mike
    for page in (mona, mike):
        is_quiet(page)
    visiting.writes(night.vera, GRAVE)
    expect(night.flag(mona).get_by_text("Yours. It has become graver")).to_be_visible()
    rings(mona)
    expect(night.flag(mike).get_by_text("Claimed by Mona, who has not answered")).to_be_visible()
    is_quiet(mike)
    pictured(night.window, "71-called-anew")
    night.service.flags_are_waited_for()
    expect(night.flag(mike).get_by_text("It is your turn.")).to_be_visible()
    rings(mike)
    rings(mona)
    night.press(mona, "a")  # she has seen it
    for page in (mona, mike):
        is_quiet(page)
    expect(night.flag(mona).get_by_text("Yours.", exact=True)).to_be_visible()


def pictured(window, step):
    for name, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
        window.page.set_viewport_size(viewport)
        window.shot(f"{step}-{name}")
    window.page.set_viewport_size(DESKTOP)
    assert barriers(window.page, narrowest=360) == []
