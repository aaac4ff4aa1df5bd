"""The first command, on a copy of this checkout that holds nothing but what git keeps."""

import os
import re
import signal
import socket
import time

import pytest

from tests.dev.checkout import Running, copied, dev, gone

pytestmark = pytest.mark.timeout(240)

COLD_START = 200
"""Patience on a machine that is busy with other tests; the time itself is in docs/."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Started once from nothing: the other tests start it again."""
    place = copied(tmp_path_factory.mktemp("fresh") / "warmline")
    service = Running(place, free_port())
    try:
        service.ready(COLD_START)
        pages = {path: service.get(path) for path in ("/", "/console", "/healthz")}
    finally:
        service.close()
    return place, service.printed, pages


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(fresh):
    started = []

    def begin(port, **env):
        started.append(Running(fresh[0], port, **env))
        return started[-1]

    yield begin
    for service in started:
        service.close()


def test_a_fresh_checkout_serves_its_pages_after_one_command(fresh):
    _, printed, pages = fresh

    assert [status for status, _ in pages.values()] == [200, 200, 200]
    for step in ("Python packages", "Pages", "Valkey", "Database", "Web and worker"):
        assert re.search(rf"{step} … [\d.]+ s", printed)


def test_it_says_where_visitors_and_staff_go_and_how_the_first_administrator_comes_in(fresh):
    _, printed, _ = fresh

    assert re.search(r"Visitors +http://localhost:\d+/\n", printed)
    assert re.search(r"Console +http://localhost:\d+/console\n", printed)
    assert re.search(r"http://localhost:\d+/console#invitation=[\w-]{20,}\n", printed)


def test_the_second_start_takes_under_five_seconds_and_installs_nothing(start, port):
    quickest = min(once_more(start, port) for _ in range(2))

    assert quickest < 5


def once_more(start, port):
    service = start(port)
    seconds = service.ready()
    service.close()
    assert "packages" not in service.printed
    return seconds


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_everything_ends_within_five_seconds(start, port, number):
    service = start(port)
    service.ready()
    children = service.children()
    assert len(children) >= 3

    assert service.end(number) < 5
    assert service.process.returncode == 0
    assert gone(children, 0)


def test_it_ends_at_once_while_it_is_still_starting(start, port):
    service = start(port)
    service.wait_for("Database")
    children = service.children()

    assert service.end(signal.SIGINT) < 5
    assert service.process.returncode == 130
    assert gone(children, 1)


def test_a_killed_bootstrap_leaves_nobody_behind_who_holds_the_port(start, port):
    service = start(port)
    service.ready()
    children = service.children()
    service.end(signal.SIGKILL)

    assert gone(children, 20)


@pytest.mark.parametrize("name", ["web", "worker", "valkey"])
def test_one_that_crashes_is_started_again_and_it_is_said(start, port, name):
    service = start(port)
    service.ready()
    words = {"web": r"server\.cli web", "worker": r"server\.cli worker", "valkey": "valkey-server"}
    before = [pid for pid, args in service.children().items() if re.search(words[name], args)]
    assert len(before) == 1
    os.kill(before[0], signal.SIGKILL)

    service.wait_for(f"{name} ended \\(signal 9\\)")
    service.wait_for(f"{name} was started again")
    deadline = time.monotonic() + 20
    while not serves(service):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def serves(service):
    try:
        return service.get("/healthz")[0] == 200
    except OSError:
        return False


def test_two_services_do_not_share_a_data_directory(start, port, fresh):
    start(port).ready()
    second = dev(fresh[0], "run", PORT=str(free_port()))

    assert second.returncode == 1
    assert "is running already" in second.stderr
    assert "WARMLINE_DATA_DIR" in second.stderr


def test_two_services_run_side_by_side(start, port, tmp_path):
    one = start(port)
    one.ready()
    other = start(free_port(), WARMLINE_DATA_DIR=str(tmp_path / "var"))
    other.ready()

    assert one.get("/healthz")[0] == other.get("/healthz")[0] == 200


def test_a_data_directory_with_a_very_long_path_works(start, port, tmp_path):
    deep = tmp_path / ("warmline-" * 12) / "var"

    start(port, WARMLINE_DATA_DIR=str(deep)).ready()


def test_a_valkey_of_the_operators_own_is_used(start, port, own_valkey):
    service = start(port, REDIS_URL=own_valkey.url)
    service.ready()

    assert not [args for args in service.children().values() if "valkey-server" in args]


def test_a_port_in_use_is_said_before_anything_is_done(fresh, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        told = dev(fresh[0], "run", PORT=str(port))

    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.strip() == (
        f"Port {port} is in use: end what has it, or choose another, such as PORT={port + 1}."
    )


def test_settings_that_are_wrong_are_said_in_a_line_each(fresh, port):
    wrong = {"WARMLINE_REGION": "gb", "WARMLINE_LOG_LEVEL": "loud"}
    told = dev(fresh[0], "run", PORT=str(port), **wrong)

    assert told.returncode == 1
    assert "WARMLINE_REGION is wrong: set" in told.stderr
    assert "WARMLINE_LOG_LEVEL is wrong: set" in told.stderr
    assert "Traceback" not in told.stderr
