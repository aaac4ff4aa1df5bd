"""The services of the line over an empty database, on SQLite and on PostgreSQL."""

import pytest

from tests.services.people import a_line_with_services
from tests.stores.conftest import emptied_postgres, line_url, reused_postgres

__all__ = ["emptied_postgres", "line_url", "reused_postgres"]


@pytest.fixture
async def house(line_url, data_dir):
    async with a_line_with_services(line_url, data_dir / "keys") as house:
        yield house
