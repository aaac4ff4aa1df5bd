from collections.abc import AsyncIterator

import pytest

from tests.transport.line import Line, open_line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """The line as it stands by default; nobody may be left in it afterwards."""
    async with open_line() as line:
        yield line
    assert line.leftovers() == []
