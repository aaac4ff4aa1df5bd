"""Reports and the forecast in the console: pictures, tables, a file, and no small count."""

import contextlib
import datetime as dt
import sqlite3

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing
from tests.browser.seeing import barriers


def people_came(service):
    """Forty who were answered in the evening and three in French, and who talked with them."""
    ended = dt.datetime.now(dt.UTC).replace(hour=18, minute=30, second=0) - dt.timedelta(days=7)
    began = ended - dt.timedelta(minutes=43 * 25)
    at, before = (f"{one:%Y-%m-%d %H:%M:%S.000000}" for one in (ended, began))
    with contextlib.closing(sqlite3.connect(service.database_url.partition("///")[2])) as tables:
        for language, count in (("en", 40), ("fr", 3), ("de", 9)):
            row = (at, 18, language, "loss", 120, 1)
            tables.executemany(
                "insert into waits (ended_at, hour, language, topic, seconds, answered)"
                " values (?, ?, ?, ?, ?, ?)",
                [row] * count,
            )
        tables.execute(
            "insert into exposures (staff, level, began_at, ended_at) values ('x', 1, ?, ?)",
            (before, at),
        )
        tables.commit()


def drawn(page, name):
    """Something stands on the canvas."""
    box = page.get_by_role("img", name=name)
    expect(box.locator("canvas")).to_be_visible()
    return box.locator("canvas").evaluate(
        "(c) => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((n) => n > 0)"
    )


def test_a_moderator_reads_what_happened_and_nothing_small(windows, service):
    people_came(service)
    window = windows.open("mona")
    mona = staffing.entered(window, service, [Role.MODERATOR], "Mona")
    mona.get_by_role("link", name="Reports").click()
    table = mona.get_by_role("region", name="Waits by language", exact=True).get_by_role("table")
    expect(table.get_by_role("row", name="en")).to_contain_text("40")
    expect(table.get_by_role("row", name="fr")).not_to_contain_text("3")
    assert drawn(mona, "Waits by hour")
    window.shot("75-reports")
    window.shot("76-reports-dark", "dark")
    assert barriers(mona, narrowest=360) == []
    with mona.expect_download() as saved:
        mona.get_by_role("link", name="Save as a file").click()
    text = saved.value.path().read_text()
    assert '"Waits by language","en","40"' in text
    assert '"3"' not in text

    mona.get_by_role("link", name="Shifts").click()
    expect(mona.get_by_text("many peers that 90 of 100 people")).to_be_visible()
    assert drawn(mona, "Peers needed")
    mona.get_by_role("heading", name="How many peers").scroll_into_view_if_needed()
    window.shot("77-forecast")
