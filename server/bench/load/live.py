"""How a load goes, while it goes."""

import asyncio
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live as RichLive
from rich.text import Text

from server.bench.load.effort import Effort
from server.bench.load.tally import Tally
from server.bench.load.watch import Watch

EVERY = 10  # seconds between two lines where nobody looks on


class Live:
    """One line that changes on a screen, and a line now and then in a file."""

    def __init__(self, console: Console, effort: Effort, tally: Tally) -> None:
        self._console, self._effort, self._tally = console, effort, tally
        self._screen = RichLive(console=console, transient=True) if console.is_terminal else None
        self._sent, self._seconds = 0, 0

    def __enter__(self) -> Self:
        if self._screen:
            self._screen.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._screen:
            self._screen.stop()

    async def second(self, stage: str, at: float = 0.0, watch: Watch | None = None) -> None:
        """Let a second pass, and tell."""
        await asyncio.sleep(1)
        self._seconds += 1
        rate, self._sent = self._tally.sent - self._sent, self._tally.sent
        line = self._line(stage, at, rate, watch)
        if self._screen:
            self._screen.update(Text(line))
        elif self._seconds % EVERY == 0:
            self._console.print(line, highlight=False)

    def _line(self, stage: str, at: float, rate: int, watch: Watch | None) -> str:
        tally, effort = self._tally, self._effort
        told = [
            f"{stage} {at:.0f}/{effort.seconds:.0f} s" if watch else stage,
            f"{tally.come:,} conversations",
            f"{tally.sent:,} messages, {rate}/s",
            ", ".join(_counted(tally)),
            f"ack p99 {tally.ack.at(0.99):.0f} ms, delivery p99 {tally.delivery.at(0.99):.0f} ms",
        ]
        if watch and watch.looks:
            memory = watch.looks[-1].memory
            told.append(", ".join(f"{name} {size:.0f} MiB" for name, size in memory.items()))
        return " · ".join(told)


def _counted(tally: Tally) -> Iterator[str]:
    """What must stay at nothing, by name where it did not."""
    yield from (f"{kind} {count}" for kind, count in tally.faults.items())
    if not tally.faults:
        yield "faults 0"
    yield from (f"given up {count} ({why})" for why, count in tally.abandoned.most_common())
    if not tally.abandoned:
        yield "given up 0"
