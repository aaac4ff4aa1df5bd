"""One fault: what strikes, what must hold, within which time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import inf
from time import monotonic

from tests.faults.house import House
from tests.faults.scene import SEEN_WITHIN, STEADY, Broken, Outcome, Scene, scene

Strike = Callable[[Scene], Awaitable[None]]


@dataclass(frozen=True)
class Fault:
    """`within`: seconds from its end until all that was said is answered and shown.

    `holds` is what must hold beside the zeros, in words. `strike` returns when it is over.
    """

    name: str
    place: str  # postgres, sqlite
    strike: Strike
    within: float
    holds: str
    answered_within: float | None = None  # of every message that is said meanwhile
    kind: type[Scene] = Scene


async def run(fault: Fault, house: House, seed: int, *, patience: float = 1.0) -> Outcome:
    """Raises Broken, with what did not hold. Each time that is allowed is so many times longer."""
    async with scene(house, f"{seed} {fault.name}", fault.kind) as here:
        await here.gather()
        here.chat()
        await asyncio.sleep(STEADY)
        struck = monotonic()
        await fault.strike(here)
        await asyncio.to_thread(house.mend)
        await asyncio.sleep(STEADY)
        back = await here.calm(fault.within * patience)
        seen = await here.seen(SEEN_WITHIN * patience)
        outcome = Outcome(await here.judge(), here.longest_silence(struck), back, seen)
        outcome.notes = here.notes
        for page in here.pages.values():
            for trouble, times in page.log.troubles.items():
                outcome.troubles[trouble] = outcome.troubles.get(trouble, 0) + times
        _hold(fault, outcome, patience)
        return outcome


def _hold(fault: Fault, outcome: Outcome, patience: float) -> None:
    if not outcome.verdict.faultless:
        raise Broken("; ".join(outcome.verdict.strange))
    if outcome.seen is not None and outcome.seen > SEEN_WITHIN * patience:
        raise Broken(f"the flag was on the wall after {outcome.seen:.1f} s")
    if outcome.longest > (fault.answered_within or inf) * patience:
        raise Broken(f"somebody waited {outcome.longest:.1f} s for an answer")
