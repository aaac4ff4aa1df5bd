"""Whole conversations, coming, waiting and ending included, through real processes."""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec
from rich.console import Console

from server.bench.effort import Effort
from server.bench.figures import Figure
from server.bench.house import House, house
from server.bench.tools import CannotMeasure, cpu_seconds
from server.demo.scenes import Scene, read
from server.domain.session import Role
from server.replay.accounts import MakeStaff
from server.replay.report import Report, Spread
from server.replay.run import Options, replay
from server.replaying import crew

LONGEST: Final = 240.0
NONE: Final = Console(file=io.StringIO())


@dataclass(frozen=True, slots=True)
class Round:
    """Processor seconds, and messages, beyond those of one conversation with as many staff.

    So what signing in costs is not in them; what coming, waiting and ending cost is.
    """

    report: Report
    delivered: int
    web: float
    worker: float


@dataclass(frozen=True, slots=True)
class Playing:
    """One service, and the same staff for everything that is played on it."""

    effort: Effort
    there: House
    make_staff: MakeStaff
    known: dict[tuple[Role, ...], Sequence[tuple[str, str]]] = field(default_factory=dict)

    async def round(self, one: Path, many: Path) -> Round:
        base, *used_by_base = await self._played(one)
        report, *used = await self._played(many)
        web, worker = (all_ - less for all_, less in zip(used, used_by_base, strict=True))
        return Round(report, report.delivered - base.delivered, web, worker)

    async def _played(self, file: Path) -> tuple[Report, float, float]:
        before = self._used()
        options = Options(
            file=file,
            url=self.there.url,
            make_staff=self._staff,
            rate=self.effort.rate,
            peers=self.effort.peers,
            console=NONE,
        )
        report = await replay(options)
        if not report.faultless:
            raise CannotMeasure("Messages were lost or doubled: `warmline replay` says more.")
        web, worker = (now - then for now, then in zip(self._used(), before, strict=True))
        return report, web, worker

    async def _staff(self, roles: tuple[Role, ...], count: int) -> Sequence[tuple[str, str]]:
        if roles not in self.known:
            self.known[roles] = await self.make_staff(roles, count)
        return self.known[roles]

    def _used(self) -> tuple[float, float]:
        return cpu_seconds(self.there.web), cpu_seconds(self.there.worker)


def measure(effort: Effort, scratch: Path) -> list[Figure]:
    one = _talks(scratch / "one.jsonl", count=1, times=1)
    many = _talks(scratch / "many.jsonl", count=effort.talks, times=effort.turns)
    with house(scratch) as there:
        rounds = asyncio.run(_rounds(effort, there, one, many))
    return _figures(f"whole conversations, {effort.rate} messages/s", rounds)


def _talks(file: Path, *, count: int, times: int) -> Path:
    """Ours again and again; each said over as often as it takes to be as long as a real one."""
    scenes = read()
    talks = [_long(scenes[number % len(scenes)], times) for number in range(count)]
    file.write_bytes(b"\n".join(msgspec.json.encode(talk) for talk in talks))
    return file


def _long(scene: Scene, times: int) -> Scene:
    return Scene(scene.id, scene.turns * times)


async def _rounds(effort: Effort, there: House, one: Path, many: Path) -> list[Round]:
    async with asyncio.timeout(LONGEST * effort.whole), crew(there.settings) as staff:
        playing = Playing(effort, there, staff.make)
        return [await playing.round(one, many) for _ in range(effort.whole)]


def _figures(group: str, rounds: list[Round]) -> list[Figure]:
    web = [r.web / r.delivered * 1e6 for r in rounds]
    worker = [r.worker / r.delivered * 1e6 for r in rounds]
    reached = [r.report.sent / r.report.seconds for r in rounds]
    return [
        Figure.of(group, "web, processor time a delivered message", "µs", web),
        Figure.of(group, "worker, the same", "µs", worker),
        Figure.of(group, "reached, coming and going included", "messages/s", reached),
        *_spread(group, "ack", [r.report.ack_ms for r in rounds]),
        *_spread(group, "delivery", [r.report.delivery_ms for r in rounds]),
    ]


def _spread(group: str, what: str, spreads: list[Spread]) -> list[Figure]:
    return [
        Figure.of(group, f"{what}, p50", "ms", [one.p50 or 0 for one in spreads]),
        Figure.of(group, f"{what}, p99", "ms", [one.p99 or 0 for one in spreads]),
    ]
