"""Nobody writes for a while: asked, warned, ended in words; one press against it, on both sides.

The minutes are taken from the clocks in the database, as if they had passed.
"""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers, in_sight
from tests.dev.checkout import ROOT
from tests.journeys.service import RunningService
from tests.servers.valkey import ValkeyServer

LONG = timedelta(minutes=5)


@pytest.fixture(scope="module")
def service(tmp_path_factory, sqlite_databases):
    """Whose grace is short, so that its clocks begin to run soon.

    Still four times as long as between two signs of life, so that nobody is lost on a busy machine.
    """
    folder, valkey = tmp_path_factory.mktemp("service"), ValkeyServer()
    config = folder / "config"
    shutil.copytree(ROOT / "config", config)
    settings = (config / "service.toml").read_text()
    short = re.sub(r"grace_seconds = \d+", "grace_seconds = 20", settings)
    (config / "service.toml").write_text(short)
    valkey.start()
    try:
        with (
            sqlite_databases.fresh(folder) as url,
            RunningService(folder, url, valkey.url, WARMLINE_CONFIG_DIR=str(config)) as running,
        ):
            running.start()
            yield running
    finally:
        valkey.close()


@pytest.fixture
def silence(service):
    """Makes it last for as long as who is at turn is given."""
    file = service.database_url.partition("///")[2]

    def lasts():
        before = (datetime.now(UTC) - LONG).strftime("%Y-%m-%d %H:%M:%S.%f")
        with closing(sqlite3.connect(file, timeout=60)) as db, db:
            db.execute("UPDATE messages SET at = ?", [before])
            db.execute("UPDATE silences SET until = ?", [before])

    return lasts


def test_a_silence_is_asked_about_and_ends_in_words_unless_somebody_is_still_here(
    windows, service, silence
):
    peer, person, sam = windows.open("robin"), windows.phone(), windows.open("sam")
    staffing.entered(sam, service, [Role.MODERATOR], "Sam")
    staffing.goes_on_duty(sam.page)
    robin = staffing.entered(peer, service, [Role.PEER], "Robin")
    staffing.goes_ready(robin)
    visitor = visiting.begins(person)
    staffing.takes(robin)
    here = visitor.get_by_role("button", name="I’m still here")

    visiting.writes(visitor, "It is a lot.")
    expect(staffing.said(robin, "It is a lot.")).to_be_visible()
    silence()
    expect(robin.get_by_text("The visitor waits for your answer.")).to_be_visible(timeout=120_000)
    assert in_sight(visiting.said(visitor, "Your peer has not answered for a while."))
    expect(here).to_have_count(0)
    peer.shot("60-peer-asked")
    robin.get_by_role("button", name="I’m still here").click()
    expect(robin.get_by_text("The visitor waits for your answer.")).to_have_count(0)
    staffing.writes(robin, "I am here. Take your time.")
    expect(visiting.said(visitor, "Take your time.")).to_be_visible()

    silence()
    expect(here).to_be_visible()
    assert in_sight(visiting.said(visitor, "Are you still there?"))
    expect(robin.get_by_text("They were asked whether they are still there.")).to_be_visible()
    person.shot("61-asked")
    assert barriers(visitor, narrowest=320) == []
    silence()
    expect(visitor.get_by_text("This chat ends at")).to_be_visible()
    person.shot("62-warned")
    peer.shot("62-warned")
    here.click()
    expect(here).to_have_count(0)
    silence()
    expect(here).to_be_visible()
    visiting.box(visitor).press_sequentially("I am th")
    expect(here).to_have_count(0)
    visiting.box(visitor).fill("")

    for told in ("Are you still there?", "This chat will end soon"):
        before = visiting.said(visitor, told).count()
        silence()
        expect(visiting.said(visitor, told)).to_have_count(before + 1)
    silence()
    expect(robin.get_by_role("heading", name="Wrap up")).to_be_visible()
    expect(visitor.get_by_text("Thank you for talking with us")).to_be_visible()
    person.shot("63-ended")
