"""The stores of the line over an empty database, on SQLite and on PostgreSQL."""

import pytest

from tests.stores.line import a_line


@pytest.fixture
async def line(database_url, data_dir):
    async with a_line(database_url, data_dir / "keys") as line:
        yield line
