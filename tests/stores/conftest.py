"""The stores of the line over an empty database, on SQLite and on PostgreSQL."""

import pytest
from sqlalchemy import text

from server.stores.database import Database
from server.stores.house_tables import audit  # noqa: F401 - it completes the metadata
from server.stores.tables import metadata
from tests.stores.line import a_line


@pytest.fixture(scope="session")
def reused_postgres(postgres_databases):
    """To make a database for each test takes far longer than to empty one."""
    with postgres_databases.fresh() as url:
        yield url


@pytest.fixture
async def emptied_postgres(reused_postgres):
    tables = [table.name for table in metadata.sorted_tables]
    async with Database.open(reused_postgres) as db, db.write() as tx:
        for name in reversed(tables):
            await tx.execute(text(f"DELETE FROM {name}"))
    return reused_postgres


@pytest.fixture(params=["sqlite", "postgres"])
def line_url(request):
    """Migrated and empty; the test runs once on SQLite and once on PostgreSQL."""
    names = {"sqlite": "sqlite_url", "postgres": "emptied_postgres"}
    return request.getfixturevalue(names[request.param])


@pytest.fixture
async def line(line_url, data_dir):
    async with a_line(line_url, data_dir / "keys") as line:
        yield line
