"""Long work in short steps: the clocks and the sockets of this process come in between."""

import asyncio
from collections.abc import Generator
from typing import Final, TypeVar

TOGETHER: Final = 50  # steps; of a match some milliseconds
Found = TypeVar("Found")


async def in_turns(steps: Generator[None, None, Found]) -> Found:
    """To the end of it."""
    while True:
        for _ in range(TOGETHER):
            try:
                next(steps)
            except StopIteration as done:
                found: Found = done.value
                return found
        await asyncio.sleep(0)
