"""The command line, as a program of its own."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from config.settings import Settings
from server.domain.session import Role
from server.replaying import crew
from server.stores.accounts.staff import SqlTeam
from server.stores.database import Database
from tests.dev.checkout import ROOT, environment
from tests.journeys import forked

COMMANDS = (
    "run",
    "web",
    "worker",
    "migrate",
    "staff",
    "replay",
    "simulate",
    "doctor",
    "backup",
    "restore",
)


@pytest.fixture
def warmline(data_dir):
    """`warmline …` in an empty data directory of its own."""

    def run(*words, **env):
        here = environment(WARMLINE_DATA_DIR=str(data_dir), COLUMNS="200", **env)
        return forked.done(words, here)

    return run


def test_the_help_names_every_command():
    command = [sys.executable, "-m", "server.cli", "--help"]
    told = subprocess.run(
        command,
        check=True,
        capture_output=True,
        cwd=ROOT,
        env=environment(COLUMNS="200"),
        text=True,
    )
    said = told.stdout

    assert all(re.search(rf"│ {command} ", said) for command in COMMANDS)


def test_a_rule_is_tried_and_the_same_seed_gives_the_same_table(warmline):
    words = ("simulate", "--hours", "1", "--per-hour", "6", "--peers", "2")
    first, again = warmline(*words), warmline(*words)

    assert first.returncode == 0
    assert "9 in 10" in first.stdout
    assert _table(first.stdout) == _table(again.stdout)


def test_where_nobody_came_there_is_nothing_to_try(warmline):
    assert warmline("migrate").returncode == 0
    tried = warmline("simulate", "--recorded")

    assert (tried.returncode, tried.stdout.startswith("Nobody came")) == (1, True)


def _table(said):
    return said[said.index("┏") :]


def test_an_invitation_is_printed_and_works_without_mail(warmline):
    invited = warmline("staff", "invite", "--role", "peer", "--role", "moderator", PORT="8105")

    assert invited.returncode == 0
    assert re.fullmatch(r"http://localhost:8105/console#invitation=[\w-]{20,}\n", invited.stdout)


def test_a_role_that_is_none_names_those_there_are(warmline):
    refused = warmline("staff", "invite", "--role", "visitor")

    assert refused.returncode == 2
    assert all(role in refused.stderr for role in ("peer", "moderator", "administrator"))


def test_an_invitation_needs_a_role(warmline):
    assert warmline("staff", "invite").returncode == 2


def test_migrating_twice_is_migrating_once(warmline, data_dir):
    assert warmline("migrate").returncode == 0
    assert warmline("migrate").returncode == 0
    assert (data_dir / "warmline.sqlite").exists()


async def test_the_first_administrator_is_invited_only_as_long_as_there_is_none(
    warmline, sqlite_url, data_dir
):
    assert "#invitation=" in warmline("migrate", "--invite-first").stdout

    async with crew(Settings(data_dir=data_dir)) as people:
        await people.make((Role.ADMINISTRATOR, Role.PEER), 1)
        second = warmline("migrate", "--invite-first")
        assert (second.returncode, second.stdout) == (0, "")
        await people.make((Role.ADMINISTRATOR,), 1)
        people.made.pop()  # the last administrator cannot be shut out


async def test_staff_that_a_replay_made_cannot_come_in_afterwards(sqlite_url, data_dir):
    settings = Settings(data_dir=data_dir)
    async with crew(settings) as people:
        await people.make((Role.PEER,), 2)

    async with Database.open(sqlite_url) as db:
        team = await SqlTeam(db).everybody()
    assert [one.disabled for one in team] == [True, True]


@pytest.mark.parametrize(
    "command", [["migrate"], ["web"], ["worker"], ["staff", "invite", "--role", "peer"]]
)
def test_wrong_settings_are_told_all_at_once_without_a_traceback(warmline, command):
    told = warmline(*command, PORT="http", WARMLINE_PROCESS="two words", REDIS_URL="http://x")

    assert told.returncode == 2
    assert [line.split(" ")[0] for line in told.stderr.splitlines()] == [
        "PORT",
        "REDIS_URL",
        "WARMLINE_PROCESS",
    ]


@pytest.mark.parametrize("command", ["web", "worker"])
def test_broken_config_files_are_told_with_file_and_line(warmline, command, tmp_path, valkey_url):
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (config / "retention.toml").open("a") as file:
        file.write("\nforever = true\n")
    warmline("migrate")
    told = warmline(command, WARMLINE_CONFIG_DIR=str(config), REDIS_URL=valkey_url, PORT="0")

    assert told.returncode == 2
    assert re.search(r"retention\.toml:\d+: ", told.stderr)
    assert "Traceback" not in told.stderr


def test_a_replay_of_a_service_that_is_not_there_says_so(warmline, port):
    warmline("migrate")
    corpus = ROOT / "server" / "demo" / "talks.jsonl"
    told = warmline("replay", str(corpus), PORT=str(port))

    assert told.returncode == 1
    assert "Start the service first" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_replay_of_a_file_that_is_not_there_says_so(warmline):
    told = warmline("replay", "nowhere.jsonl")

    assert told.returncode == 2
    assert "nowhere.jsonl" in told.stderr


def test_the_doctor_says_what_to_do_and_fails_where_something_is_broken(warmline):
    told = warmline("doctor")

    assert told.returncode == 1
    assert "Run warmline migrate." in told.stdout
    assert "Valkey" in told.stdout


def test_the_doctor_tells_of_wrong_settings_too(warmline):
    told = warmline("doctor", PORT="http")

    assert told.returncode == 1
    assert "PORT is wrong" in told.stdout


def test_make_knows_what_people_type():
    said = subprocess.run(
        ["make", "help"], check=True, capture_output=True, cwd=ROOT, text=True, env=dict(os.environ)
    ).stdout

    assert all(f"make {target}" in said for target in ("run", "demo", "test", "lint", "replay"))
