"""So many messages a second, from everybody together."""

import asyncio


class Pace:
    """Gives out moments which are `1 / rate` seconds apart; unused ones are not saved up."""

    def __init__(self, rate: float) -> None:
        self._step = 1 / rate
        self._next = 0.0

    async def wait(self) -> None:
        now = asyncio.get_running_loop().time()
        mine = self._next = max(self._next + self._step, now)
        await asyncio.sleep(mine - now)
