"""What many ask for at the same moment is read for all of them at once."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Together(Generic[Key]):
    """Nobody waits for company: who comes while others are being read is in the next reading.

    So each reading begins after everybody in it has asked. `read` gives an answer for each key;
    what it raises is raised for all who were in it. At most `most` are read at once.
    """

    read: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Any]]]
    most: int
    _asked: dict[Key, asyncio.Future[Any]] = field(default_factory=dict)
    _reading: asyncio.Task[None] | None = None

    async def __call__(self, key: Key) -> Any:
        loop = asyncio.get_running_loop()
        if key not in self._asked:
            self._asked[key] = loop.create_future()
        if self._reading is None:
            self._reading = loop.create_task(self._read_all())
        return await asyncio.shield(self._asked[key])  # another may wait for the same

    async def _read_all(self) -> None:
        try:
            while self._asked:
                some = {key: self._asked.pop(key) for key in list(islice(self._asked, self.most))}
                await self._read(some)
        finally:
            self._reading = None

    async def _read(self, some: Mapping[Key, asyncio.Future[Any]]) -> None:
        try:
            found = await self.read(list(some))
        except Exception as error:  # a store that is away: each who waits is told
            for answer in some.values():
                answer.set_exception(error)
        else:
            for key, answer in some.items():
                answer.set_result(found[key])
