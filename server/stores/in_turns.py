"""Many rows, and whoever else waits for this process gets a turn in between."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Final, TypeVar

from server.domain.slices import slices

AT_ONCE: Final = 200
T = TypeVar("T")


async def in_turns(things: Iterable[T], at_once: int = AT_ONCE) -> AsyncIterator[list[T]]:
    for some in slices(things, at_once):
        yield some
        await asyncio.sleep(0)
