"""The stores of the line, on SQLite and on PostgreSQL, and what the services told people."""

import pytest

from tests.services.people import a_line_with_services
from tests.services.telling import Told
from tests.stores.conftest import line

__all__ = ["line"]


@pytest.fixture
def told():
    return Told()


@pytest.fixture
async def house(database_url, data_dir):
    """A line with its services."""
    async with a_line_with_services(database_url, data_dir / "keys") as house:
        yield house
