"""Plots as SVG, drawn by hand: they load nothing, and are readable in the dark."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from server.bench.figures import shown

WIDTH: Final = 720
HEIGHT: Final = 320
LEFT: Final = 60
RIGHT: Final = 220
TOP: Final = 36
BOTTOM: Final = 44
COLOURS: Final = ("#0b7285", "#c2255c", "#5c940d", "#e8590c", "#5f3dc4")
STYLE: Final = (
    "text{font:12px sans-serif;fill:#222}.axis{stroke:#888}.rule{stroke:#ddd}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.rule{stroke:#444}}"
)
STEPS: Final = 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plot:
    """`series` holds points by name, in the order of x; the places on the x axis are even."""

    title: str
    across: str
    up: str
    series: Mapping[str, Sequence[Point]]

    def svg(self) -> str:
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
            f"<title>{escape(self.title)}</title><style>{STYLE}</style>"
        )
        return "\n".join([head, *self._frame(), *self._lines(), "</svg>", ""])

    @property
    def _places(self) -> list[float]:
        return sorted({x for points in self.series.values() for x, _ in points})

    @property
    def _top(self) -> float:
        return max(y for points in self.series.values() for _, y in points) * 1.1

    def _at(self, point: Point) -> tuple[float, float]:
        places = self._places
        step = (WIDTH - LEFT - RIGHT) / max(len(places) - 1, 1)
        x = LEFT + places.index(point[0]) * step
        return x, HEIGHT - BOTTOM - point[1] / self._top * (HEIGHT - TOP - BOTTOM)

    def _frame(self) -> Iterator[str]:
        yield _text(LEFT, 20, self.title)
        for number in range(STEPS + 1):
            value = self._top * number / STEPS
            x, y = self._at((self._places[0], value))
            yield f'<line class="rule" x1="{x}" y1="{y:.0f}" x2="{WIDTH - RIGHT}" y2="{y:.0f}"/>'
            yield _text(LEFT - 6, y + 4, shown(value) if value else "0", "end")
        for place in self._places:
            x, _ = self._at((place, 0))
            yield _text(x, HEIGHT - BOTTOM + 18, f"{place:,g}", "middle")
        yield _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, self.across, "middle")
        yield _text(6, TOP - 4, self.up)

    def _lines(self) -> Iterator[str]:
        """Names stand beside their last points, pushed apart where they would overlap."""
        ends = {name: self._at(points[-1]) for name, points in self.series.items()}
        below = 0.0
        colours = dict(zip(self.series, COLOURS, strict=False))
        for name in sorted(self.series, key=lambda one: ends[one][1]):
            spots = " ".join(f"{x:.0f},{y:.0f}" for x, y in map(self._at, self.series[name]))
            colour, (x, y) = colours[name], ends[name]
            below = max(y + 4, below + 14)
            yield f'<polyline points="{spots}" fill="none" stroke="{colour}" stroke-width="2"/>'
            yield f'<circle cx="{x + 12:.0f}" cy="{below - 4:.0f}" r="4" fill="{colour}"/>'
            yield _text(x + 20, below, name)


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(words)}</text>'
