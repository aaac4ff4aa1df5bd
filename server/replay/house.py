"""What all people of one replay share."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import aiohttp

from server.replay.checker import Said, Span

T = TypeVar("T")


class CannotReplay(Exception):
    """Told to whoever started it, in one sentence."""


class OutOfPatience(CannotReplay):
    """The service did not do in time what it should have done."""


@dataclass(slots=True)
class House:
    """`patience` is in seconds. `members` names the listeners of each conversation of ours."""

    http: aiohttp.ClientSession
    urls: Iterator[str]  # for ever: people are spread over the web processes
    origin: str
    patience: float
    said: list[Said] = field(default_factory=list)
    members: dict[str, frozenset[str]] = field(default_factory=dict)
    spans: dict[tuple[str, str], Span] = field(default_factory=dict)
    pseudonyms: set[str] = field(default_factory=set)
    refusals: Counter[str] = field(default_factory=Counter)
    returns: int = 0  # connections that broke and came back

    async def patiently(self, what: str, wait: Awaitable[T]) -> T:
        """Wait as long as the patience lasts."""
        try:
            async with asyncio.timeout(self.patience):
                return await wait
        except TimeoutError:
            raise OutOfPatience(f"no {what} within {self.patience:g} seconds") from None

    def joined(self, conversation: str, listener: str) -> None:
        known = self.members.get(conversation, frozenset())
        self.members[conversation] = known | {listener}
