"""Counting in this process alone, for as long as Valkey is away."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST: Final = 10_000  # names and addresses; the oldest are forgotten


@dataclass(slots=True)
class _Window:
    ends: float
    attempts: int = 0


class LocalLimits:
    """Fixed windows, as in `allow.lua`. What is counted lives in memory only."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    def count(self, what: str, attempts: int, seconds: float) -> float:
        """Seconds to wait; 0: allowed."""
        now = self._clock()
        window = self._windows.get(what)
        if window is None or window.ends <= now:
            window = self._windows[what] = _Window(now + seconds)
        self._windows.move_to_end(what)
        if len(self._windows) > MOST:
            self._windows.popitem(last=False)
        window.attempts += 1
        return window.ends - now if window.attempts > attempts else 0.0

    def give_back(self, what: str) -> None:
        window = self._windows.get(what)
        if window is not None and window.attempts > 0:
            window.attempts -= 1
