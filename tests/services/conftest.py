"""The stores of the line, on SQLite and on PostgreSQL, and what the services told people."""

import pytest

from tests.services.people import a_line_with_services
from tests.services.telling import Told
from tests.stores.conftest import emptied_postgres, line, line_url, reused_postgres

__all__ = ["emptied_postgres", "line", "line_url", "reused_postgres"]


@pytest.fixture
def told():
    return Told()


@pytest.fixture
async def house(line_url, data_dir):
    """A line with its services."""
    async with a_line_with_services(line_url, data_dir / "keys") as house:
        yield house
