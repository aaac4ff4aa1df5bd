"""docs/performance.md and its plots, written from what was measured."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.bench.contenders.contender import OURS
from server.bench.figures import Measured, shown
from server.bench.goals import goals
from server.bench.plots import Plot, Point
from server.bench.product import ADAPTED
from server.bench.product import OURS as WARMLINE

COST: Final = "processor time a delivered message"
TEMPLATE: Final = Path(__file__).with_suffix(".md")


@dataclass(frozen=True, slots=True)
class Page:
    measured: Measured

    def write(self, file: Path) -> None:
        plots = {name: plot for name, plot in self._plots() if plot.series}
        folder = file.parent / "plots"
        folder.mkdir(exist_ok=True)
        for name, plot in plots.items():
            (folder / f"{name}.svg").write_text(plot.svg())
        pictures = [f"![{plot.title}](plots/{name}.svg)" for name, plot in plots.items()]
        words = {
            "goals": goals(self.measured.figures),
            "parts": self._parts(),
            "plots": "\n\n".join(pictures),
            "table": self.measured.markdown(),
        }
        file.write_text(TEMPLATE.read_text().format_map(words).rstrip() + "\n")

    def _parts(self) -> str:
        rows = [f"| {name} | {shown(us)} |" for name, us in self._shares() if us]
        return "\n".join(["| part | µs a message |", "|---|---:|", *rows])

    def _shares(self) -> Iterator[tuple[str, float]]:
        """Microseconds; 0 where it was not measured."""
        yield "edge", self._median(f"edge, {OURS}", COST)
        yield "screen", _each(self._median("inline screen", "throughput"))
        yield "sealing (and unsealing, once)", self._median("sealing", "seal and unseal a message")
        yield "journal", _each(self._median("journal, SQLite, 256 at once", "kept"))
        yield "the whole, 1 process", self._median(f"{WARMLINE}, 1 process", COST)
        yield "of it Valkey", self._median(f"{WARMLINE}, 1 process", "of it Valkey")
        yield (
            "beside it, the worker",
            self._median(f"{WARMLINE}, 1 process", "beside it, the worker"),
        )

    def _plots(self) -> Iterator[tuple[str, Plot]]:
        grown = {who: self._by_processes(who, COST) for who in (WARMLINE, ADAPTED)}
        yield "processes", Plot(COST, "processes", "µs", _drawn(grown))
        waits = {who: self._by_processes(who, "delivery, p99") for who in (WARMLINE, ADAPTED)}
        yield "waits", Plot("delivery, p99", "processes", "ms", _drawn(waits))
        rated = {name: self._by_rate(name) for name in self._edges()}
        yield "rates", Plot("processor time at the edge", "messages a second", "µs", _drawn(rated))

    def _edges(self) -> list[str]:
        groups = dict.fromkeys(one.group for one in self.measured.figures if one.what == COST)
        return [group.removeprefix("edge, ") for group in groups if group.startswith("edge, ")]

    def _by_processes(self, who: str, what: str) -> list[Point]:
        found = {
            int(match[1]): one.median
            for one in self.measured.figures
            if one.what == what
            and (match := re.fullmatch(rf"{who}, (\d+) process(?:es)?", one.group))
        }
        return sorted(found.items())

    def _by_rate(self, name: str) -> list[Point]:
        found = {
            int(match[1].replace(",", "")): one.median
            for one in self.measured.figures
            if one.group == f"edge, {name}"
            and (match := re.fullmatch(r"processor time a message at ([\d,]+)/s", one.what))
        }
        return sorted(found.items())

    def _median(self, group: str, what: str) -> float:
        found = [f.median for f in self.measured.figures if (f.group, f.what) == (group, what)]
        return found[0] if found else 0.0


def _each(per_second: float) -> float:
    return 1e6 / per_second if per_second else 0.0


def _drawn(series: dict[str, list[Point]]) -> dict[str, Sequence[Point]]:
    """A line needs two points."""
    return {name: points for name, points in series.items() if len(points) > 1}
