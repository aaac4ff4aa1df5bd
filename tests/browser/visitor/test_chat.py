"""The chat on a line that stumbles: nothing is lost, and everything is said in words."""

import asyncio

import msgspec
import pytest
from playwright.async_api import Browser, expect

from moderation.verdict import Level
from server.contract import events, views
from server.domain.later import LaterAnswer, Reached, Safe
from server.domain.message import Notice
from server.domain.referral import ReferralState
from server.domain.session import Role
from server.domain.visit import VisitState
from tests.browser.seeing import IN_SIGHT
from tests.browser.visitor.conftest import Site, new_page, say, talk, wait_in_line
from tests.browser.visitor.fake_line import CODE, ROBIN, TALK, said

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them


async def test_the_first_words_may_be_written_while_waiting(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await wait_in_line(page)
    await say(page, "I do not know how to start")
    await expect(page.locator(".log .mine")).to_contain_text("Sent")
    await site.line.match()
    await expect(page.locator(".log .notice")).to_contain_text("Your peer is here.")
    await expect(page.locator(".queue")).to_have_count(0)


async def test_who_loses_a_peer_sees_the_words_and_the_place_in_the_line(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.hear("I am here")
    await site.line.hear("", role=Role.SERVICE, name="", notice=Notice.PEER_LOST)
    wait = views.Wait(place=1, minutes=None)
    await site.line.renew(state=VisitState.WAITING, company=(), wait=wait)
    await expect(page.locator(".back")).to_contain_text("You are next.")
    await expect(page.locator(".log .words")).to_have_text("I am here")
    await expect(page.locator("#words")).to_be_visible()


async def test_a_reload_brings_back_the_conversation_and_the_draft(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.hear("Hello, I am Robin")
    await say(page, "hello")
    await expect(page.locator(".log .mine")).to_contain_text("Sent")
    await page.fill("#words", "half a thought")
    await page.reload()
    await expect(page.locator(".log .words")).to_have_text(["Hello, I am Robin", "hello"])
    await expect(page.locator("#words")).to_have_value("half a thought")


async def test_words_written_without_a_line_go_out_in_order_when_it_is_back(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.cut()
    await expect(page.locator(".trouble")).to_contain_text("You are not connected")
    await say(page, "one")
    await say(page, "two")
    await expect(page.locator(".log .mine .words")).to_have_text(["one", "two"])
    await expect(page.locator(".trouble")).to_have_count(0)
    await expect(page.locator(".log .mine").last).to_contain_text("Sent")
    assert [line.text for line in site.line.lines if line.mine] == ["one", "two"]


async def test_unsent_words_outlive_a_reload(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    site.line.silent = True
    await say(page, "nobody has this yet")
    await expect(page.locator(".log .mine")).to_contain_text("Sending")
    site.line.silent = False
    await page.reload()
    await expect(page.locator(".log .mine")).to_contain_text("Sent")
    assert [line.text for line in site.line.lines if line.mine] == ["nobody has this yet"]


async def test_refused_words_stay_and_can_be_tried_again(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    site.line.refuses = "not_now"
    await say(page, "try me twice")
    await expect(page.locator(".log .refused")).to_contain_text("try me twice")
    site.line.refuses = None
    await page.click("text=Try again")
    await expect(page.locator(".log .mine")).to_contain_text("Sent")


async def test_a_gap_in_what_is_heard_is_filled_and_nothing_stands_twice(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.hear("two")
    site.line.lines.append(said(3, "three"))
    await site.line.hear("four")
    await site.line.tell(events.Heard(conversation=TALK, line=site.line.lines[1]))
    await expect(page.locator(".log .words")).to_have_text(["two", "three", "four"])


async def test_reading_back_is_not_interrupted(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site, viewport={"width": 360, "height": 640})
    await talk(page, site)
    for number in range(12):
        await site.line.hear(f"line {number}")
    await expect(page.locator(".log .words")).to_have_count(12)
    await page.evaluate("window.scrollTo(0, 0)")
    await expect(page.locator(".head")).to_be_in_viewport()
    await site.line.hear("the newest")
    await expect(page.locator(".pill")).to_contain_text("1 new message")
    assert await page.evaluate("window.scrollY") == 0
    await page.click(".pill")
    await expect(page.locator(".log .words").last).to_be_in_viewport()
    await expect(page.locator(".pill")).to_have_count(0)


async def test_a_phone_number_is_asked_about_and_never_stopped(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await say(page, "call me on 07700 900123")
    await expect(page.locator("[role=dialog]")).to_contain_text("07700 900123")
    await page.click("text=Change it")
    await expect(page.locator("#words")).to_have_value("call me on 07700 900123")
    await page.click("button:has-text('Send')")
    await page.click("button:has-text('Send anyway')")
    await expect(page.locator(".log .mine")).to_contain_text("Sent")


async def test_text_that_is_too_long_is_counted_and_never_cut(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await page.fill("#words", "a" * 1900)
    await expect(page.locator("#left")).to_have_text("100 characters left")
    await page.fill("#words", "a" * 2010)
    await expect(page.locator("#left")).to_contain_text("10 characters too many")
    await expect(page.locator("button:has-text('Send')")).to_be_disabled()
    assert len(await page.input_value("#words")) == 2010


@pytest.mark.parametrize("level", [Level.L2, Level.L3, Level.L4])
async def test_on_a_small_phone_the_first_line_can_be_called_and_the_newest_words_are_read_at_once(
    browser: Browser, site: Site, level: Level
) -> None:
    page = await new_page(browser, site, viewport={"width": 360, "height": 740})
    await talk(page, site)
    await site.line.hear("I am here with you.")
    await site.line.help(level)
    await expect(page.locator(".card a[href='tel:999']")).to_be_in_viewport(ratio=1)
    await expect(page.locator(".card a[href='tel:116123']")).to_be_in_viewport(ratio=1)
    assert await page.locator(".log .words").evaluate(IN_SIGHT)


async def test_the_help_card_comes_at_once_stays_away_and_comes_back_for_worse(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.hear("I am here")
    await site.line.help(Level.L2)
    await expect(page.locator(".card a[href='tel:999']")).to_be_in_viewport()
    await expect(page.locator(".log .words")).to_be_in_viewport()
    await page.click("text=Put this away")
    await site.line.help(Level.L2)
    await page.reload()
    await expect(page.locator(".log .notice")).to_be_visible()
    await expect(page.locator(".card")).to_have_count(0)
    await site.line.help(Level.L3)
    await expect(page.locator(".card")).to_be_visible()
    await page.set_viewport_size({"width": 740, "height": 340})  # a phone on its side
    await expect(page.locator(".card a[href='tel:999']")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("button", "accept"), [("Yes, please", True), ("No, thank you", False)])
async def test_a_referral_is_a_choice(
    browser: Browser, site: Site, button: str, accept: bool
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.refer(ReferralState.OFFERED)
    await expect(page.locator(".card")).to_contain_text("Samaritans")
    await page.click(f"text={button}")
    await expect(page.locator(".card button:disabled")).to_have_count(0)
    answered = [body for name, body in site.line.asked if name == "answer_referral"]
    assert answered == [{"referral": "referral-1", "accept": accept, "summary": ""}]


@pytest.mark.parametrize(
    ("button", "passed_on"),
    [("Yes, and tell them this", "I sleep badly."), ("Yes, but tell them nothing", "")],
)
async def test_what_is_passed_on_is_the_visitor_s_own_words_or_nothing(
    browser: Browser, site: Site, button: str, passed_on: str
) -> None:
    page = await new_page(browser, site, viewport={"width": 320, "height": 568})
    await talk(page, site)
    await site.line.refer(ReferralState.OFFERED, "I lost my job and sleep badly.")
    await expect(page.locator("#referral-title")).to_be_in_viewport(ratio=1)
    await expect(page.locator("#words")).to_be_in_viewport(ratio=1)
    box = page.get_by_label("We would tell them only this")
    await expect(box).to_have_value("I lost my job and sleep badly.")
    await box.fill("I sleep badly.")
    await page.click(f"text={button}")
    await expect(page.locator(".card button:disabled")).to_have_count(0)
    (answered,) = [body for name, body in site.line.asked if name == "answer_referral"]
    assert answered == {"referral": "referral-1", "accept": True, "summary": passed_on}


async def test_how_it_went_is_told_later_from_another_phone_and_danger_is_answered(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.refer(ReferralState.ACCEPTED)
    await page.get_by_text("Tell us later how it went, if you like").click()
    assert site.line.times("take_code") == 0  # nothing is kept unless they choose
    await page.get_by_role("button", name="Take a code").click()
    await expect(page.locator(".code")).to_have_text(CODE)
    other = await new_page(browser, site, java_script_enabled=False)
    await other.goto(f"{site.url}later")
    await other.get_by_label("Your code").fill(CODE)
    await other.locator("fieldset", has_text="get in touch").get_by_label("No", exact=True).check()
    await other.get_by_label("Which country are you in?").select_option("Germany")
    await other.get_by_role("button", name="Show its help lines").click()
    await expect(other.locator("#lines a[href='tel:08001110111']").first).to_be_visible()
    await expect(other.get_by_label("Your code")).to_have_value(CODE)
    await (
        other.locator("fieldset", has_text="safe right now").get_by_label("No", exact=True).check()
    )
    await other.get_by_role("button", name="Send").click()
    danger = other.get_by_role("alert")
    await expect(danger).to_contain_text("Please get help right now")
    await expect(danger.get_by_role("link", name="Call 08001110111")).to_be_visible()
    await expect(other.get_by_role("heading", name="Thank you")).to_be_visible()
    assert site.line.told == [(CODE, LaterAnswer(Reached.NO, None, Safe.NO))]


async def test_trouble_is_seen_where_one_reads_and_the_chat_in_two_tabs_lives_in_one(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport={"width": 360, "height": 640})
    await talk(page, site)
    for number in range(12):
        await site.line.hear(f"line {number}")
    await expect(page.locator(".log .words").last).to_be_in_viewport()
    away = msgspec.structs.replace(ROBIN, present=False)
    await site.line.renew(company=(away,))
    await expect(page.locator(".trouble")).to_contain_text("line has dropped")
    await expect(page.locator(".trouble")).to_be_in_viewport(ratio=1)
    await site.line.tell(events.Displaced())
    await expect(page.locator(".trouble")).to_contain_text("open in another tab")
    await expect(page.locator(".trouble")).to_be_in_viewport(ratio=1)
    await page.click("text=Use it here")
    await expect(page.locator(".trouble")).to_contain_text("line has dropped")
    async with asyncio.timeout(60):  # the page is glad before the line has let go of the other
        while len(site.line.sids) != 1:
            await asyncio.sleep(0.02)


async def test_a_server_that_stops_is_left_and_found_again(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.tell(events.Moved(after=0.2))
    await expect(page.locator(".trouble")).to_contain_text("You are not connected")
    await expect(page.locator(".trouble")).to_have_count(0)
    async with asyncio.timeout(60):  # it is connected before it has asked
        while site.line.times("sync") < 2:
            await asyncio.sleep(0.02)


async def test_ending_asks_once_and_deleting_leaves_nothing(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.hear("a secret word")
    await page.click("text=End chat")
    await page.click("text=Yes, end it")
    await expect(page.locator("h1:visible")).to_have_text("Thank you for talking with us")
    await page.click("text=A little")
    await page.click("form button[type=submit]")
    await expect(page.locator("text=We have your answer")).to_be_visible()
    await page.click("text=Delete my chat now")
    await page.click("text=Yes, delete it")
    await expect(page.locator("h1:visible")).to_have_text("Your chat is deleted")
    assert site.line.times("forget") == 1
    assert "a secret word" not in await page.content()
    assert await page.evaluate("Object.keys(sessionStorage)") == []


async def test_danger_that_is_first_said_afterwards_brings_help_where_it_was_written(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site, viewport={"width": 360, "height": 740})
    await talk(page, site)
    await site.line.hear("Goodbye")
    await page.click("text=End chat")
    await page.click("text=Yes, end it")
    await page.get_by_label("Is there anything you want to tell us?").fill("I will do it tonight")
    await page.click("form button[type=submit]")
    await expect(page.locator("text=We have your answer")).to_be_visible()
    await site.line.help(Level.L3)
    await expect(page.locator(".card a[href='tel:999']")).to_be_in_viewport(ratio=1)


async def test_what_a_peer_writes_is_text_and_never_markup(browser: Browser, site: Site) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    wild = "<img src=x onerror=\"document.title='ran'\"><b>bold</b>"
    await site.line.hear(wild)
    await expect(page.locator(".log .words")).to_have_text(wild)
    assert await page.title() == "Chat"


async def test_the_newest_words_are_spoken_once_and_the_log_is_not_read_twice(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await site.line.hear("Hello")
    await expect(page.locator(".talk > .spoken[role=status]")).to_have_text("Robin: Hello")
    await expect(page.locator("[role=log]")).to_have_attribute("aria-live", "off")


async def test_a_message_of_ones_own_is_taken_back_after_reading_what_that_does(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await say(page, "My name is Ada Brook")
    await say(page, "I feel low")
    await expect(page.locator(".log .mine")).to_have_count(2)
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("button", name="Take back a message").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("a supervisor can still read them")
    await dialog.locator("li", has_text="Ada Brook").get_by_role("button").click()
    await expect(dialog.locator("li")).to_have_count(1)
    await expect(dialog).to_be_focused()
    await expect(dialog.get_by_role("status")).to_have_text("You took this back.")
    site.line.refuses = "not_now"
    await dialog.locator("li").get_by_role("button").click()
    await expect(dialog.get_by_role("status")).not_to_have_text("You took this back.")
    await expect(dialog.get_by_role("status")).not_to_be_empty()
    await expect(dialog).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(page.locator(".log")).not_to_contain_text("Ada Brook")
    await expect(page.locator(".log .mine").first).to_contain_text("You took this back.")
    await page.reload()
    await expect(page.locator(".log .mine").first).to_contain_text("You took this back.")
    await expect(page.locator(".log .mine").last).to_contain_text("I feel low")


async def test_what_calms_can_be_opened_in_the_chat_and_where_a_peer_offers_it(
    browser: Browser, site: Site
) -> None:
    page = await new_page(browser, site)
    await talk(page, site)
    await page.get_by_role("button", name="More").click()
    await page.get_by_role("button", name="Something to calm down").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Notice what is around you").click()
    await expect(dialog.get_by_role("listitem")).to_have_count(5)
    await dialog.get_by_role("button", name="Close").click()
    await site.line.hear("Would you like to breathe slowly together for a minute?")
    offered = page.locator(".log .peer").last
    await offered.get_by_role("button", name="Breathe with me").click()
    await expect(offered.locator(".breath")).to_be_visible()
    await expect(page.locator("#words")).to_be_visible()
