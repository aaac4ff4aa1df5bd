"""A service of one's own: call `service.start(web=2)`."""

import pytest

from tests.journeys.service import RunningService


@pytest.fixture
def service(data_dir, database_url, valkey_url):
    """Not started. The test runs once on SQLite and once on PostgreSQL."""
    with RunningService(data_dir, database_url, valkey_url) as running:
        yield running
        print(running.logs())


@pytest.fixture
def sqlite_service(data_dir, sqlite_url, valkey_url):
    """Not started."""
    with RunningService(data_dir, sqlite_url, valkey_url) as running:
        yield running
        print(running.logs())
