"""Settings are read once, complain about everything at once, and show no secret."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from config.places import LONGEST_SOCKET_PATH, valkey_socket
from config.settings import BadSettings, Settings, variable

WRONG = {
    "PORT": "eighty",
    "DATABASE_URL": "mysql://root:hunter2@db/warmline",
    "REDIS_URL": "http://valkey",
    "WARMLINE_ORIGINS": "https://chat.example.org/visitors",
    "WARMLINE_CONFIG_DIR": "/nowhere/at/all",
    "WARMLINE_TRUSTED_PROXIES": "10.0.0.0/40",
    "WARMLINE_PAGER_URL": "mailto:somebody",
    "WARMLINE_PAGER_SECRET": "hunter2",
    "WARMLINE_PAGER_MAIL_URL": "https://warmline:hunter2@mail.example.org",
    "WARMLINE_PAGER_MAIL_FROM": "nobody",
    "WARMLINE_PAGER_MAIL_TO": "on-call@example.org,nobody",
    "WARMLINE_PUSH_SERVICES": "https://push.example.org",
    "WARMLINE_DETOXIFY_DIR": "/nowhere/at/all",
    "WARMLINE_LOG_LEVEL": "loud",
    "WARMLINE_PROCESS": "two words",
}


@pytest.fixture
def environ(monkeypatch):
    """An environment that sets nothing of ours, and a way to set something."""
    for field in Settings.model_fields:
        monkeypatch.delenv(variable(field), raising=False)

    def put(**values):
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return put


def complaint():
    with pytest.raises(BadSettings) as bad:
        Settings.read()
    return str(bad.value)


def test_nothing_needs_to_be_set(environ):
    settings = Settings.read()

    assert settings.port == 8000
    assert settings.host == "127.0.0.1"
    assert settings.origins == ("http://localhost:8000", "http://127.0.0.1:8000")
    assert settings.keys_dir == settings.data_dir / "keys"
    assert settings.database_url.get_secret_value().startswith("sqlite+aiosqlite:////")


def test_what_follows_from_the_data_directory_and_the_port_follows_them(environ, tmp_path):
    environ(PORT="8105", WARMLINE_DATA_DIR=str(tmp_path))
    settings = Settings.read()

    assert settings.origins[0] == "http://localhost:8105"
    assert settings.keys_dir == tmp_path / "keys"
    assert settings.database_url.get_secret_value().endswith(f"{tmp_path}/warmline.sqlite")
    assert settings.redis_url.get_secret_value() == f"unix://{valkey_socket(tmp_path)}"


def test_everything_that_is_wrong_is_told_at_once_and_what_to_do(environ):
    environ(**WRONG)
    lines = complaint().splitlines()

    assert [line.split(" ")[0] for line in lines] == sorted(WRONG, key=list(WRONG).index)
    assert all(": " in line and "set " in line for line in lines)


@pytest.mark.parametrize("name", WRONG)
def test_one_wrong_setting_makes_one_line(environ, name):
    environ(**{name: WRONG[name]})

    assert len(complaint().splitlines()) == 1


def test_no_secret_is_shown(environ):
    secrets = {
        "DATABASE_URL": "postgres://warmline:hunter2@db/warmline",
        "REDIS_URL": "redis://:hunter2@valkey",
        "WARMLINE_PAGER_URL": "https://pager.example.org/hunter2",
        "WARMLINE_PAGER_SECRET": "hunter2-hunter2-hunter2",
        "WARMLINE_PAGER_MAIL_URL": "smtps://warmline:hunter2@mail.example.org",
    }
    environ(**secrets)
    settings = Settings.read()

    assert "hunter2" not in repr(settings) + str(settings)


def test_no_secret_is_shown_in_a_complaint(environ):
    environ(**WRONG)

    assert "hunter2" not in complaint()


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://a:b@h/d", "postgresql+asyncpg://a:b@h/d"),
        ("postgresql://h/d?sslmode=require", "postgresql+asyncpg://h/d?ssl=require"),
        ("postgresql+asyncpg://w@/d?host=/tmp/x", "postgresql+asyncpg://w@/d?host=/tmp/x"),
        ("sqlite:////srv/w.sqlite", "sqlite+aiosqlite:////srv/w.sqlite"),
    ],
)
def test_the_addresses_that_hosts_hand_out_reach_our_driver(environ, given, used):
    environ(DATABASE_URL=given)

    assert Settings.read().database_url.get_secret_value() == used


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("redis://:p@h:6379/0", "redis://:p@h:6379/0"),
        ("valkeys://h", "rediss://h"),
        ("unix:///run/valkey.sock?db=1", "unix:///run/valkey.sock?db=1"),
    ],
)
def test_the_addresses_of_valkey_are_those_of_redis(environ, given, used):
    environ(REDIS_URL=given)

    assert Settings.read().redis_url.get_secret_value() == used


def test_lists_are_written_with_commas(environ):
    environ(
        WARMLINE_ORIGINS="https://Chat.example.org, http://localhost:8000/",
        WARMLINE_TRUSTED_PROXIES="10.0.0.0/8, ::1/128",
    )
    settings = Settings.read()

    assert settings.origins == ("https://chat.example.org", "http://localhost:8000")
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1/128"))


def test_an_empty_setting_is_none_at_all(environ):
    environ(PORT="", WARMLINE_PAGER_URL="", DATABASE_URL="")

    assert Settings.read().port == 8000
    assert Settings.read().pager_url is None


def test_settings_do_not_change(environ):
    with pytest.raises(ValueError, match="frozen"):
        Settings.read().port = 80


def test_the_socket_of_a_long_data_directory_lies_where_its_path_is_short_enough():
    deep = Path("/srv", *["warmline"] * 20)

    assert valkey_socket(Path("/srv/warmline")) == Path("/srv/warmline/valkey/valkey.sock")
    assert len(str(valkey_socket(deep))) <= LONGEST_SOCKET_PATH
    assert valkey_socket(deep) != valkey_socket(deep / "b")
