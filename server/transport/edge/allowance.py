"""How many frames a socket may send: a token bucket."""

from collections.abc import Callable


class Allowance:
    """Refills steadily up to `burst`; each frame spends one."""

    __slots__ = ("_at", "_burst", "_left", "_now", "_rate")

    def __init__(self, rate: float, burst: int, now: Callable[[], float]) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._now = now
        self._left = self._burst
        self._at = now()

    def spend(self) -> bool:
        now = self._now()
        left = self._left + (now - self._at) * self._rate
        self._at = now
        if left < 1:
            self._left = left
            return False
        self._left = (min(self._burst, left)) - 1
        return True
