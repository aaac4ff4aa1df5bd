"""What every test may ask for: servers, fresh databases, a browser, a seed. None of them skips."""

import gc
import os
import random
import secrets
import socket
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import hypothesis
import pytest
import structlog

from config.logs import processors
from server.transport.edge.collector import calm_collector
from tests.servers.chromium import chromium_path, shell_path
from tests.servers.databases import PostgresDatabases, SqliteDatabases
from tests.servers.postgres import PostgresServer
from tests.servers.statements import compile_once
from tests.servers.valkey import ValkeyServer

hypothesis.settings.register_profile("warmline", deadline=None, print_blob=True)
hypothesis.settings.load_profile("warmline")


gc.disable()  # all that is imported from here on stays
# As in the service, not for a terminal: painting one traceback takes half a second.
structlog.configure(processors=processors())
compile_once()
tomllib.loads = lru_cache(1000)(tomllib.loads)  # what comes with the service is read by hundreds


def pytest_configure(config: pytest.Config) -> None:
    """One seed for the whole run; the workers of pytest-xdist inherit it."""
    os.environ.setdefault("WARMLINE_TEST_SEED", str(secrets.randbelow(10**9)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """As in the service: full passes over all that is imported took a sixth of the time."""
    calm_collector()
    gc.enable()


def pytest_report_header(config: pytest.Config) -> str:
    return f"seed: WARMLINE_TEST_SEED={os.environ['WARMLINE_TEST_SEED']}"


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """This test's own number, the same in every run with the same WARMLINE_TEST_SEED."""
    number = random.Random(f"{os.environ['WARMLINE_TEST_SEED']} {request.node.nodeid}")
    chosen = number.getrandbits(32)
    print(f"seed {chosen} (WARMLINE_TEST_SEED={os.environ['WARMLINE_TEST_SEED']})")
    return chosen


@pytest.fixture
def chance(seed: int) -> random.Random:
    return random.Random(seed)


@pytest.fixture(scope="session")
def shared_valkey() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    server.start()
    yield server
    server.close()


@pytest.fixture
def valkey_url(shared_valkey: ValkeyServer) -> str:
    """An empty Valkey. Nobody may kill this one: `own_valkey` is for that."""
    shared_valkey.flush()
    return shared_valkey.url


@pytest.fixture
def own_valkey() -> Iterator[ValkeyServer]:
    """A Valkey which the test may kill and start again."""
    server = ValkeyServer()
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[PostgresDatabases]:
    server = PostgresServer()
    try:
        server.start()
        yield PostgresDatabases(server)
    finally:
        server.close()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("databases"))


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """An empty WARMLINE_DATA_DIR."""
    folder = tmp_path / "var"
    folder.mkdir()
    return folder


@pytest.fixture
def sqlite_url(sqlite_databases: SqliteDatabases, data_dir: Path) -> Iterator[str]:
    with sqlite_databases.fresh(data_dir) as url:
        yield url


@pytest.fixture
def postgres_url(postgres_databases: PostgresDatabases) -> Iterator[str]:
    with postgres_databases.fresh() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Fresh and migrated; the test runs once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[str]:
    """Not migrated: there is not one table in it."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{data_dir / 'empty.sqlite'}"
        return
    with request.getfixturevalue("postgres_databases").empty() as url:
        yield url


@pytest.fixture
def port() -> int:
    """One that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The lighter one."""
    return shell_path()


@pytest.fixture(scope="session")
def whole_chromium() -> str:
    """With all that a person's has."""
    return chromium_path()
