"""How fast people are."""

import asyncio
from dataclasses import dataclass
from random import Random
from typing import Final

STROKE: Final = 0.06  # seconds a character
SLOWEST: Final = 8.0  # seconds; who writes longer is not shown for longer


@dataclass(frozen=True, slots=True)
class Tempo:
    """The same seed gives the same pauses."""

    chance: Random

    async def pause(self, least: float, most: float) -> None:
        await asyncio.sleep(self.chance.uniform(least, most))

    async def writing(self, text: str) -> None:
        await asyncio.sleep(min(1.5 + len(text) * STROKE, SLOWEST))
