"""The first command, on a copy of this checkout that holds nothing but what git keeps."""

import os
import re
import signal
import socket
import time

import pytest

from tests.dev.checkout import Running, copied, dev, gone

COLD_START = 400
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


@pytest.fixture(scope="module")
def again(fresh):
    """The second start, which most tests look at."""
    service = Running(fresh[0], free_port())
    service.ready()
    yield service
    service.close()


@pytest.fixture
def start(fresh):
    started = []

    def begin(**env):
        cache = str(fresh[0] / "var" / "cache")  # to prepare it again would take most of a start
        started.append(Running(fresh[0], free_port(), WARMLINE_CACHE_DIR=cache, **env))
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

    assert "Everything has ended." in printed  # after SIGTERM
    assert re.search(r"Visitors +http://localhost:\d+/\n", printed)
    assert re.search(r"Console +http://localhost:\d+/console\n", printed)
    assert re.search(r"http://localhost:\d+/console#invitation=[\w-]{20,}\n", printed)


def test_the_second_start_installs_nothing(again):
    assert "ackages" not in again.printed
    assert "Pages" not in again.printed


def test_the_logs_of_a_run_hold_no_invitation(again):
    logs = (again.place / "var" / "log").glob("*.log")

    assert not [log for log in logs if "#invitation=" in log.read_text()]


@pytest.mark.parametrize("name", ["valkey", "worker", "web"])
def test_one_that_crashes_is_started_again_and_it_is_said(again, name):
    words = {"valkey": "valkey-server", "worker": r"server\.cli worker", "web": r"server\.cli web"}
    before = [pid for pid, args in again.children().items() if re.search(words[name], args)]
    assert len(before) == 1
    os.kill(before[0], signal.SIGKILL)

    again.wait_for(f"{name} ended \\(signal 9\\)")
    again.wait_for(f"{name} was started again")
    deadline = time.monotonic() + 120
    while not serves(again):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def serves(service):
    try:
        return service.get("/healthz")[0] == 200
    except OSError:
        return False


def test_two_services_do_not_share_a_data_directory(again):
    second = dev(again.place, "run", PORT=str(free_port()))

    assert second.returncode == 1
    assert "is running already" in second.stderr
    assert "WARMLINE_DATA_DIR" in second.stderr


def test_another_runs_beside_it_with_the_operators_own_valkey_until_ctrl_c_ends_all_of_it(
    again, start, tmp_path, own_valkey
):
    deep = tmp_path / ("warmline-" * 12) / "var"
    beside = start(WARMLINE_DATA_DIR=str(deep), REDIS_URL=own_valkey.url)
    beside.ready()
    children = beside.children()
    assert len(children) >= 2

    assert again.get("/healthz")[0] == beside.get("/healthz")[0] == 200
    assert not [args for args in children.values() if "valkey-server" in args]
    assert beside.end(signal.SIGINT) == 0
    assert gone(children, 0)


def test_ctrl_c_ends_it_at_once_while_it_is_still_starting(start, tmp_path):
    service = start(WARMLINE_DATA_DIR=str(tmp_path / "var"))
    service.wait_for("Database")
    children = service.children()

    assert service.end(signal.SIGINT) in (130, 0)  # 0 where it was ready before it heard of it
    assert gone(children, 60)


def test_a_killed_bootstrap_leaves_nobody_behind_who_holds_the_port(again):
    """The last of the tests that need it."""
    children = again.children()
    assert len(children) >= 3
    again.end(signal.SIGKILL)

    assert gone(children, 60)


def test_a_port_in_use_is_said_before_anything_is_done(fresh, port, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        told = dev(fresh[0], "run", PORT=str(port), WARMLINE_DATA_DIR=str(tmp_path))

    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.strip() == (
        f"Port {port} is in use: end what has it, or choose another, such as PORT={port + 1}."
    )


def test_settings_that_are_wrong_are_said_in_a_line_each(fresh, port, tmp_path):
    wrong = {"WARMLINE_PROCESS": "two words", "WARMLINE_LOG_LEVEL": "loud"}
    told = dev(fresh[0], "run", PORT=str(port), WARMLINE_DATA_DIR=str(tmp_path), **wrong)

    assert told.returncode == 1
    assert "WARMLINE_PROCESS is wrong: set" in told.stderr
    assert "WARMLINE_LOG_LEVEL is wrong: set" in told.stderr
    assert "Traceback" not in told.stderr
