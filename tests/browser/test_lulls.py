"""Where no clock runs nobody waits unseen: the peer hears it, then the wall, then who leads.

The minutes are taken from the messages in the database, as if they had passed.
"""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import staffing, visiting
from tests.browser.seeing import barriers
from tests.browser.three import opens_conversation, together

LONG = timedelta(minutes=20)
SOON = 60_000  # milliseconds: every page is read again within seconds


@pytest.fixture
def minutes_pass(service):
    file = service.database_url.partition("///")[2]

    def pass_():
        before = (datetime.now(UTC) - LONG).strftime("%Y-%m-%d %H:%M:%S.%f")
        with closing(sqlite3.connect(file, timeout=60)) as db, db:
            db.execute("UPDATE messages SET at = ? WHERE at > ?", [before, before])

    return pass_


def test_who_waits_while_a_flag_is_open_is_heard_by_the_peer_and_then_by_everybody(
    windows, service, minutes_pass
):
    line = together(windows, service)
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    name = visiting.pseudonym(visitor)
    robin.keyboard.press("Alt+h")
    sam.get_by_role("button", name="Claim: ").click()
    expect(sam.get_by_text("Yours.")).to_be_visible()

    visiting.writes(visitor, "Are you there?")
    minutes_pass()
    expect(robin.get_by_text("The visitor has waited for your answer since")).to_be_visible(
        timeout=SOON
    )
    expect(robin).to_have_title(re.compile(r"^\(1\) Console"))
    row = sam.get_by_role("table").get_by_role("row", name=name)
    expect(row).to_contain_text("has waited for an answer since", timeout=SOON)
    expect(sam).to_have_title(re.compile(r"^\(1\) Console"))
    waits = sam.get_by_role("region", name="What waits for you")
    expect(waits).to_contain_text("The visitor has waited for an answer since")
    line.shot("64-waits-for-an-answer")
    assert barriers(robin, narrowest=360) == []
    assert barriers(sam, narrowest=360) == []

    staffing.writes(robin, "I am here. Where are you?")
    expect(robin.get_by_text("The visitor has waited for")).to_have_count(0)
    expect(row).not_to_contain_text("has waited for", timeout=SOON)
    expect(sam).to_have_title(re.compile("^Console"))

    minutes_pass()
    robin.reload()  # what it has heard has kept its times
    expect(robin.get_by_text("The visitor has written nothing since")).to_be_visible(timeout=SOON)
    expect(row).to_contain_text("has written nothing since", timeout=SOON)
    expect(robin).to_have_title(re.compile("^Console"))

    opens_conversation(sam, visitor)
    sam.get_by_role("button", name="Take the lead").click()
    sam.get_by_role("dialog").get_by_role("button", name="Take the lead").click()
    expect(sam.get_by_text("You lead this conversation.")).to_be_visible()
    sam.get_by_role("link", name="Review").click()
    visiting.writes(visitor, "Who is there?")
    expect(sam.get_by_role("status").get_by_text(f"New words from {name}.")).to_have_count(1)
    expect(sam).to_have_title(re.compile(r"^\(1\) Console"))
    sam.get_by_role("link", name="Wall").click()
    expect(staffing.said(sam, "Who is there?")).to_be_visible()
    expect(sam).to_have_title(re.compile("^Console"))
