"""Who is called, how fast it rings, and what is said where nobody comes."""

import re
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser import visiting
from tests.browser.seeing import until
from tests.browser.three import together
from tests.journeys.service import RunningService
from tests.servers.valkey import ValkeyServer

WITHIN = 2.0  # seconds until a flag is on a moderator's screen
WORRY = "I keep thinking about ending my life."

# What loops is a ring; what does not is heard once.
LISTENING = """
window.rings = 0;
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...at) {
  if (this.loop) window.rings += 1;
  return start.apply(this, at);
};
"""


class Refusing(BaseHTTPRequestHandler):
    """Whoever should be paged is not to be had."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(500)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Says nothing."""


@contextmanager
def a_pager_that_refuses():
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/page"
        finally:
            server.shutdown()


@pytest.fixture(scope="module")
def service(tmp_path_factory, sqlite_databases):
    folder, valkey = tmp_path_factory.mktemp("service"), ValkeyServer()
    valkey.start()
    try:
        with (
            a_pager_that_refuses() as url,
            sqlite_databases.fresh(folder) as database,
            RunningService(
                folder,
                database,
                valkey.url,
                WARMLINE_PAGER_URL=url,
                WARMLINE_PAGER_SECRET="a secret of the tests",
            ) as running,
        ):
            running.start()
            yield running
            print(running.logs())
    finally:
        valkey.close()


def listening(line):
    """From the next page on; nobody waits for the browser's first press."""
    line.sam.context.add_init_script(LISTENING)
    line.sam.page.reload()
    expect(line.sam.page.get_by_text("You are on duty.")).to_be_visible()
    line.sam.page.keyboard.press("Shift")


def test_a_peer_who_calls_with_one_key_rings_at_once_and_until_it_is_claimed(windows, service):
    line = together(windows, service)
    robin, sam = line.robin.page, line.sam.page
    listening(line)
    robin.get_by_label("Write to").focus()
    began = time.monotonic()
    robin.keyboard.press("Alt+h")
    until(sam, "window.rings > 0")
    took = time.monotonic() - began
    assert took < WITHIN, f"it rang after {took:.1f} s"
    expect(sam.get_by_text("1 flag calls you: nobody answers it.")).to_be_visible()
    expect(sam.get_by_text("It is your turn.")).to_be_visible()
    expect(
        robin.get_by_text(re.compile("^Sam is called, since .* Nobody has answered yet"))
    ).to_be_visible()
    line.shot("70-called-by-hand")
    sam.get_by_role("button", name="Claim: ").click()
    expect(robin.get_by_text("Sam looks after this with you.")).to_be_visible()
    expect(robin.get_by_text("Nobody has answered yet")).to_have_count(0)


def test_with_nobody_on_duty_the_console_rings_and_nobody_is_told_that_help_comes(windows, service):
    line = together(windows, service, peer="Alex", moderator="Kit")
    visitor, robin, sam = line.visitor.page, line.robin.page, line.sam.page
    listening(line)
    sam.get_by_role("button", name="Go off duty").click()
    sam.get_by_role("dialog").get_by_role("button", name="Go off duty").click()
    expect(sam.get_by_text("Nobody else is on duty: flags call you all the same.")).to_be_visible()
    visiting.writes(visitor, WORRY)
    called = sam.get_by_role("alert").get_by_text("Nobody is on duty. Somebody needs a moderator.")
    expect(called).to_be_visible()
    until(sam, "window.rings > 0")
    expect(robin.get_by_text("No moderator is on duty.")).to_be_visible()
    expect(robin.get_by_text("You are not alone with this")).to_have_count(0)
    expect(sam.get_by_text(re.compile(r"Paged at .* by webhook: failed \(500\)"))).to_be_visible()
    expect(robin.get_by_text(re.compile(r"by webhook: failed \(500\)"))).to_be_visible()
    expect(sam.get_by_text(re.compile("The pager reaches nobody: it failed"))).to_be_visible()
    line.shot("71-nobody-on-duty")
    sam.get_by_role("alert").get_by_role("button", name="I am on duty now").click()
    expect(robin.get_by_text("Every moderator on duty is called")).to_be_visible()
    sam.get_by_role("button", name="Claim: ").first.click()
    expect(robin.get_by_text("Kit looks after this with you.")).to_be_visible()
