"""What the processes take of the machine: processors and memory, over time."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Final

from server.bench.tools import cpu_seconds

EVERY: Final = 5.0  # seconds
MEBI: Final = 1024


@dataclass(frozen=True, slots=True)
class Look:
    """`seconds` since the start; memory in MiB and processor seconds, by name."""

    seconds: float
    memory: Mapping[str, float]
    used: Mapping[str, float]


@dataclass(slots=True)
class Watch:
    """`pids` of the service's processes by what they are; the driver is watched too."""

    pids: Mapping[str, tuple[int, ...]]
    looks: list[Look] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)

    async def run(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(EVERY)

    def look(self) -> None:
        memory = {name: sum(map(memory_of, pids)) for name, pids in self.pids.items()}
        used = {name: sum(map(cpu_seconds, pids)) for name, pids in self.pids.items()}
        used["driver"] = time.process_time()
        self.looks.append(Look(time.monotonic() - self._began, memory, used))

    def used(self) -> dict[str, float]:
        """Processor seconds between the first look and the last."""
        first, last = self.looks[0].used, self.looks[-1].used
        return {name: last[name] - first[name] for name in last}

    def growth(self, name: str) -> float:
        """MiB a minute over the second half: what a leak would show."""
        half = self.looks[len(self.looks) // 2 :]
        at = [look.seconds / 60 for look in half]
        size = [look.memory[name] for look in half]
        middle, mean = fmean(at), fmean(size)
        spread = sum((x - middle) ** 2 for x in at)
        if not spread:
            return 0.0
        return sum((x - middle) * (y - mean) for x, y in zip(at, size, strict=True)) / spread


def memory_of(pid: int) -> float:
    """MiB that are resident."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / MEBI
    return 0.0
