"""An administrator tries a phrase of the house's own and puts it live: a moderator is called."""

import re

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers

SAID = "it is the old bridge again"


def test_a_phrase_is_tried_put_live_and_calls_a_moderator(windows, service):
    ada = staffing.entered(windows.open("ada"), service, [Role.ADMINISTRATOR], "Ada")
    mona = staffing.entered(windows.open("mona"), service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    pat = staffing.entered(windows.open("pat"), service, [Role.PEER], "Pat")
    staffing.goes_ready(pat)
    visitor = visiting.begins(windows.phone())
    staffing.takes(pat)
    ada.get_by_role("link", name="Rules").click()
    a_broken_one_is_explained(ada)
    it_is_tried_and_put_live(ada)
    visiting.writes(visitor, SAID)
    expect(mona.get_by_role("button", name=re.compile("^Claim")).first).to_be_visible()
    expect(mona.get_by_text("Names a place.").first).to_be_visible()
    it_is_taken_out(ada)


def a_broken_one_is_explained(ada):
    form = ada.get_by_role("region", name="A new phrase")
    form.get_by_label("The phrase").fill("(the old bridge")
    form.get_by_label("What peers and moderators read").fill("Names a place.")
    form.get_by_label("Source").fill("Our own line")
    form.get_by_role("button", name="Try the phrase").click()
    expect(form.get_by_text("a bracket is not closed")).to_be_visible()
    expect(form.get_by_role("button", name="Put it live")).to_have_count(0)


def it_is_tried_and_put_live(ada):
    form = ada.get_by_role("region", name="A new phrase")
    form.get_by_label("The phrase").fill("(the|that) old bridge")
    form.get_by_label("Words to try it on").fill(SAID)
    form.get_by_role("button", name="Try the phrase").click()
    found = form.get_by_role("region", name="What it would find")
    expect(found.get_by_text("In 0 of the")).to_be_visible()
    expect(found.get_by_text("Nothing was found.")).to_be_visible()
    expect(found.get_by_text("(own phrases “(the|that) old bridge”)")).to_be_visible()
    assert barriers(ada, narrowest=320) == []
    form.get_by_label("Note").fill("Look again in a year.")
    expect(form.get_by_role("button", name="Put it live")).to_have_count(0)  # it is another now
    form.get_by_role("button", name="Try the phrase").click()
    form.get_by_role("button", name="Put it live").click()
    expect(form.get_by_text("is live, in every process within seconds.")).to_be_visible()
    expect(ada.get_by_role("rowheader", name="(the|that) old bridge (en)")).to_be_visible()


def it_is_taken_out(ada):
    ada.get_by_role("button", name="Take out: (the|that) old bridge").click()
    expect(ada.get_by_text("There are none.")).to_be_visible()
