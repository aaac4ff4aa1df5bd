"""The rota in the console: a peer signs up, a colleague takes it over, a moderator sees the gap."""

import contextlib
import datetime as dt
import re
import sqlite3

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing
from tests.browser.seeing import barriers, has_focus


def next_week(page):
    page.get_by_role("link", name="Shifts").click()
    expect(page.get_by_role("heading", name="Shifts", exact=True)).to_be_visible()
    week = page.locator("#week")
    before = week.inner_text()
    page.get_by_role("button", name="Week after").click()
    expect(week).not_to_have_text(before)  # until then the days are those of this week


def opens(page, day="Monday", name="Evening"):
    page.get_by_role("button", name=re.compile(rf"{name}\W+{day}")).click()
    return page.get_by_role("dialog")


def signs_up(page, role="peer"):
    dialog = opens(page)
    dialog.get_by_role("button", name=f"Sign up as a {role}").click()
    expect(dialog.get_by_text("You: signed up")).to_be_visible()
    dialog.get_by_role("button", name="Done").click()


def signed_up(service, name, minutes_ago):
    """For a shift that has begun: nobody can sign up for one in the past by the page.

    The rota has it no more, so that it begins when it is said to, whatever the hour of the test.
    """
    began = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes_ago)
    times = [f"{began + dt.timedelta(hours=n):%Y-%m-%d %H:%M:%S.000000}" for n in (0, 4)]
    with contextlib.closing(sqlite3.connect(service.database_url.partition("///")[2])) as tables:
        (who,) = tables.execute("select id from staff where name = ?", (name,)).fetchone()
        row = ("one", "extra", f"{began:%Y-%m-%d}", *times, "peer", who, "taken", times[0])
        names = "id, block, day, starts_at, ends_at, role, staff, state, taken_at"
        tables.execute(f"insert into sign_ups ({names}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        tables.commit()


def test_a_shift_is_taken_swapped_and_given_up(windows, service):
    one, other = windows.open("ash"), windows.open("bo")
    ash = staffing.entered(one, service, [Role.PEER], "Ash")
    bo = staffing.entered(other, service, [Role.PEER, Role.MODERATOR], "Bo")
    next_week(ash)
    signs_up(ash)
    cell = ash.get_by_role("button", name=re.compile(r"Evening\W+Monday"))
    expect(cell).to_contain_text("You, as a peer")
    expect(cell).to_contain_text("Missing: 1 peer and 1 moderator")
    one.shot("60-shifts")

    dialog = opens(ash)
    dialog.get_by_role("button", name="Ask a colleague to take it").click()
    dialog.get_by_label("Whom").select_option("Bo")
    one.shot("61-swap")
    dialog.get_by_role("button", name="Ask", exact=True).click()
    expect(dialog.get_by_role("button", name="Ask a colleague to take it")).to_be_visible()
    dialog.get_by_role("button", name="Done").click()
    expect(ash.get_by_text("You asked Bo to take")).to_be_visible()

    bo.reload()
    bo.get_by_role("link", name="A colleague asks you to swap a shift").click()
    expect(bo.get_by_text("Ash asks you to take: Evening")).to_be_visible()
    other.shot("62-swap-asked")
    bo.get_by_role("button", name="Yes, swap").click()
    expect(bo.get_by_role("region", name="Your shifts")).to_contain_text("Evening")

    next_week(bo)
    dialog = opens(bo)
    dialog.get_by_role("button", name="Give this one up").click()
    expect(dialog.get_by_text("2 missing")).to_be_visible()


def test_the_week_is_walked_with_arrow_keys_and_is_barred_to_nobody(windows, service):
    window = windows.open("cleo")
    cleo = staffing.entered(window, service, [Role.PEER], "Cleo")
    next_week(cleo)
    cleo.get_by_role("button", name=re.compile(r"Evening\W+Monday")).focus()
    cleo.keyboard.press("ArrowRight")
    assert re.match(r"Evening\W*Tuesday", has_focus(cleo))
    for _ in range(4):
        cleo.keyboard.press("ArrowRight")
    cleo.keyboard.press("ArrowUp")
    assert re.match(r"Afternoon\W*Saturday", has_focus(cleo))
    cleo.keyboard.press("Enter")
    expect(cleo.get_by_role("dialog")).to_contain_text("Peers: 0 of 2")
    assert barriers(cleo, narrowest=360) == []
    cleo.keyboard.press("Escape")
    assert barriers(cleo, narrowest=360) == []


def test_on_a_phone_the_week_is_a_list(windows, service):
    window = windows.phone("dana")
    dana = staffing.entered(window, service, [Role.PEER], "Dana")
    next_week(dana)
    expect(dana.get_by_role("table")).to_have_count(0)
    expect(dana.get_by_role("heading", name=re.compile("^Monday"), level=3)).to_be_visible()
    signs_up(dana)
    window.shot("63-shifts-phone")
    window.shot("64-shifts-phone-dark", "dark")


def test_who_starts_work_has_checked_in_and_who_does_not_is_late(windows, service):
    window, watching = windows.open("eli"), windows.open("fay")
    eli = staffing.entered(window, service, [Role.PEER], "Eli")
    fay = staffing.entered(watching, service, [Role.MODERATOR], "Fay")
    signed_up(service, "Eli", minutes_ago=10)
    eli.reload()
    expect(eli.get_by_text("Your shift began")).to_be_visible()
    fay.reload()
    expect(fay.get_by_text(re.compile(r"Eli \(peer, 10 min\)"))).to_be_visible()
    watching.shot("65-late")
    staffing.goes_ready(eli)
    eli.reload()
    expect(eli.get_by_role("button", name="Take a break")).to_be_visible()
    expect(eli.get_by_text("Your shift began")).to_have_count(0)


def test_a_calendar_link_is_shown_once_and_can_be_ended(windows, service):
    window = windows.open("gil")
    gil = staffing.entered(window, service, [Role.PEER], "Gil")
    gil.get_by_role("link", name="Shifts").click()
    gil.get_by_role("button", name="Make a link").click()
    link = gil.get_by_label("Calendar link").input_value()
    assert window.context.request.get(link).text().startswith("BEGIN:VCALENDAR")
    gil.get_by_role("button", name="End the link").click()
    expect(gil.get_by_label("Calendar link")).to_have_count(0)
    assert window.context.request.get(link).status == 404
