"""What helps a peer to write: phrases and services under "/", by keyboard alone."""

import contextlib
import re
import sqlite3

import pytest
from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers
from tests.browser.windows import PHONE


@pytest.fixture(scope="module")
def desk(kept_windows, service):
    """Robin talks with a visitor, and Sam watches."""
    sam = staffing.entered(kept_windows.open("sam"), service, [Role.MODERATOR], "Sam")
    staffing.goes_on_duty(sam)
    robin = staffing.entered(kept_windows.open("robin"), service, [Role.PEER], "Robin")
    staffing.goes_ready(robin)
    visitor = visiting.begins(
        kept_windows.phone(), topic="Losing someone", country="United Kingdom"
    )
    staffing.takes(robin)
    expect(visitor.get_by_text("Robin · Peer")).to_be_visible()
    return kept_windows, robin, visitor


def box(page):
    return page.get_by_label("Write to ")


def search(page):
    return page.get_by_role("combobox", name="Search phrases")


def options(page):
    return page.get_by_role("listbox", name="Phrases").get_by_role("option")


def chosen(page):
    return page.locator("[role=option][aria-selected=true]")


def test_a_phrase_is_put_in_by_keyboard_and_never_sent(desk):
    windows, robin, visitor = desk
    box(robin).press_sequentially("Hello. /")
    expect(search(robin)).to_be_focused()
    expect(options(robin).first).to_be_visible()
    expect(robin.get_by_text("I'm so sorry that you lost them.")).to_be_visible()
    robin.keyboard.type("thank you")
    expect(options(robin)).to_have_count(3)
    robin.keyboard.press("ArrowDown")
    robin.keyboard.press("ArrowDown")
    robin.keyboard.press("ArrowUp")
    wanted = chosen(robin).inner_text()
    assert "thank you" in wanted.lower()
    windows.all[1].shot("80-phrases")
    robin.keyboard.press("Enter")
    expect(box(robin)).to_be_focused()
    expect(box(robin)).to_have_value(f"Hello. {wanted}")
    expect(search(robin)).to_have_count(0)
    expect(visiting.said(visitor, wanted)).to_have_count(0)
    robin.keyboard.press("Enter")
    expect(visiting.said(visitor, wanted)).to_have_count(1)


def test_escape_leaves_the_words_as_they_are(desk):
    _, robin, _ = desk
    box(robin).press_sequentially("either /")
    search(robin).press("Escape")
    expect(box(robin)).to_be_focused()
    robin.keyboard.type("or")
    expect(box(robin)).to_have_value("either /or")
    box(robin).fill("")
    box(robin).press_sequentially("and/or")
    expect(search(robin)).to_have_count(0)
    box(robin).fill("")


def test_a_service_is_found_and_put_in_the_same_way(desk):
    _, robin, _ = desk
    robin.get_by_role("button", name="Phrases").click()
    search(robin).press_sequentially("samaritans")
    expect(options(robin)).not_to_have_count(0)
    expect(options(robin).first).to_contain_text("Samaritans")
    search(robin).press("Enter")
    expect(box(robin)).to_have_value(re.compile("Samaritans"))
    box(robin).fill("")


def test_only_lines_of_the_visitors_country_are_put_in_by_the_list(desk):
    _, robin, _ = desk
    robin.get_by_role("button", name="Phrases").click()
    search(robin).press_sequentially("crisis")
    group = robin.get_by_role("group", name="Helplines and services: United Kingdom")
    expect(group.get_by_role("option")).to_have_text(
        ["Samaritans: 116123", "Shout Crisis Text Line: SHOUT → 85258"]
    )
    search(robin).press("Escape")


def test_the_plan_begins_with_the_number_and_the_lines_of_the_visitors_country(desk):
    windows, robin, _ = desk
    robin.keyboard.press("Escape")
    robin.keyboard.press("Alt+p")
    robin.get_by_role("button", name="Put in lines of United Kingdom").click()
    written = robin.get_by_label("Professionals and help lines")
    first = "United Kingdom: 999, 112\nSamaritans: 116123\nShout"
    expect(written).to_have_value(re.compile(f"^{first}"))
    expect(written).not_to_have_value(re.compile("988"))
    windows.all[1].shot("82-plan-lines")


def test_the_directory_begins_with_the_visitors_country_until_another_is_chosen(desk):
    windows, robin, _ = desk
    robin.keyboard.press("Alt+r")
    directory = robin.locator(".directory")
    expect(directory.get_by_text("Emergency number in United Kingdom: 999, 112")).to_be_visible()
    expect(directory.locator(".resource .name")).to_have_text(
        ["Samaritans United Kingdom", "Shout Crisis Text Line United Kingdom"]
    )
    windows.all[1].shot("83-directory")
    directory.get_by_label("Country").select_option("Germany")
    expect(directory.get_by_text("Emergency number in Germany: 112, 110")).to_be_visible()
    robin.keyboard.press("Alt+p")
    expect(robin.get_by_role("button", name="Put in lines of Germany")).to_be_visible()
    robin.keyboard.press("Alt+r")
    directory.get_by_label("Country").select_option("any")
    expect(directory.get_by_text("No country is chosen here.")).to_be_visible()
    directory.get_by_role("button", name="Search").click()
    expect(directory.locator(".resource", has_text="United States").first).to_be_visible()
    expect(directory.locator(".emergency")).to_have_count(0)
    directory.get_by_label("Country").select_option("United Kingdom")


def test_a_line_that_is_sent_can_be_tapped_by_both_and_one_that_a_visitor_writes_by_nobody(desk):
    windows, robin, visitor = desk
    robin.keyboard.press("Alt+r")
    robin.get_by_role("button", name="Put into my message: Shout").click()
    expect(box(robin)).to_have_value("Shout Crisis Text Line: SHOUT → 85258")
    box(robin).press("Enter")
    text = visitor.get_by_role("log").get_by_role("link", name=re.compile("85258"))
    expect(text).to_have_attribute("href", "sms:85258")
    link = robin.get_by_role("log").get_by_role("link", name="Text SHOUT to 85258")
    expect(link).to_have_attribute("href", "sms:85258")
    windows.all[1].shot("84-sent-line")
    windows.all[2].shot("84-sent-line")
    visiting.writes(visitor, "Samaritans: 116123")
    expect(staffing.said(robin, "Samaritans: 116123")).to_be_visible()
    expect(robin.get_by_role("log").get_by_role("link")).to_have_count(1)
    expect(visitor.get_by_role("log").get_by_role("link")).to_have_count(1)


def test_the_list_bars_nobody_and_fits_a_phone(desk):
    windows, robin, _ = desk
    robin.set_viewport_size(PHONE)
    robin.get_by_role("button", name="Phrases").click()
    expect(options(robin).first).to_be_visible()
    windows.all[1].shot("81-phrases-phone")
    assert barriers(robin, narrowest=320) == []
    search(robin).press("Escape")
    robin.set_viewport_size({"width": 1280, "height": 800})


def test_those_on_shift_talk_among_themselves_and_no_visitor_hears(desk):
    windows, robin, _ = desk
    sam = windows.all[0].page
    for page in (sam, robin):
        page.get_by_text("Break room", exact=True).click()
    robin.get_by_label("Say something to all on shift").fill("Who takes the late shift?")
    robin.get_by_role("button", name="Say it").click()
    expect(robin.get_by_role("log", name="Break room").get_by_text("late shift")).to_be_visible()
    expect(sam.get_by_role("log", name="Break room").get_by_text("late shift")).to_be_visible()
    windows.all[1].shot("87-break-room")
    assert not windows.all[2].has_heard("late shift")
    assert barriers(robin, narrowest=320) == []
    for page in (sam, robin):
        page.get_by_text("Break room", exact=True).click()


def test_an_end_can_be_taken_back_and_a_wrap_up_is_kept_over_a_reload(desk):
    windows, robin, visitor = desk
    robin.get_by_role("button", name="End conversation").click()
    expect(robin.get_by_text("This conversation ends in")).to_be_visible()
    robin.keyboard.press("Control+z")
    expect(robin.get_by_text("This conversation ends in")).to_have_count(0)
    expect(box(robin)).to_be_visible()
    robin.get_by_role("button", name="End conversation").click()
    expect(robin.get_by_role("heading", name="Wrap up")).to_be_visible()
    expect(visitor.get_by_role("heading", name="Thank you for talking")).to_be_visible()
    expect(robin.get_by_role("button", name="Skip it: somebody needs me now")).to_be_visible()
    robin.get_by_role("radio", name="They seemed calmer").check()
    robin.get_by_role("checkbox", name="They have a safety plan").check()
    robin.get_by_label("A note for the record").fill("Talked about the funeral.")
    robin.reload()
    expect(robin.get_by_role("radio", name="They seemed calmer")).to_be_checked()
    expect(robin.get_by_role("checkbox", name="They have a safety plan")).to_be_checked()
    expect(robin.get_by_label("A note for the record")).to_have_value("Talked about the funeral.")
    windows.all[1].shot("82-wrap-up")
    robin.set_viewport_size(PHONE)
    windows.all[1].shot("83-wrap-up-phone")
    assert barriers(robin, narrowest=320) == []
    robin.set_viewport_size({"width": 1280, "height": 800})
    robin.get_by_role("button", name="Done, I'm ready").click()
    expect(robin.get_by_text("Ready: visitors may be offered to you")).to_be_visible()
    assert "funeral" not in robin.evaluate("JSON.stringify(sessionStorage)")


def test_a_peer_reads_what_visitors_allowed_late_and_among_others(desk, service):
    windows, robin, visitor = desk
    visitor.get_by_role("radio", name="Yes").check()
    visitor.get_by_label("Is there anything you want to tell us?").fill("You listened.")
    visitor.get_by_role("checkbox", name="The person I talked with may read this").check()
    windows.all[2].shot("84-feedback")
    visitor.get_by_role("button", name="Send", exact=True).click()
    expect(visitor.get_by_text("Thank you. We have your answer.")).to_be_visible()
    robin.get_by_role("link", name="Shifts").click()
    expect(robin.get_by_text("There are not yet enough answers to show.")).to_be_visible()
    with contextlib.closing(sqlite3.connect(service.database_url.partition("///")[2])) as tables:
        columns = "peer, at, helped, key_day, wrapped_key"
        copied = f"insert into thanks (id, {columns}) select ?, {columns} from thanks limit 1"
        tables.execute("update thanks set at = datetime('now', '-5 days') || '.000000'")
        tables.executemany(copied, [(f"copy-{n}",) for n in range(4)])
        tables.commit()
    robin.reload()
    expect(robin.get_by_text("5 visitors have answered.")).to_be_visible()
    expect(robin.get_by_text("You listened.")).to_be_visible()
    robin.get_by_role("region", name="What visitors answered").scroll_into_view_if_needed()
    windows.all[1].shot("85-answers")
