"""A curve for each screen as SVG: what is found at which price."""

from collections.abc import Iterator, Mapping
from math import log10
from typing import Final
from xml.sax.saxutils import escape

import numpy as np

from moderation.evaluation.measures import Scores

WIDE, HIGH = 720, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 24, 64
LEAST: Final = 1e-4
"""Where the axis of false alarms begins: 1 in 10,000."""
POINTS: Final = 200
COLOURS: Final = ("#8a6d00", "#0072b2", "#009e73", "#d55e00", "#a0418c")
"""Told apart by people who see few colours, on white and on black; the dashes help."""
DASHES: Final = ("2 4", "8 4", "", "12 3 2 3", "")
MARKS: Final = ((0.002, "page"), (0.005, "alert"), (0.02, "watch"))
STYLE: Final = (
    "text{font:13px sans-serif;fill:#767676}.grid{stroke:#767676;stroke-opacity:.3}"
    ".curve{fill:none;stroke-width:2}"
)


def curves(by: Mapping[str, tuple[Scores, Scores]]) -> str:
    """By screen: the scores of statements and of ordinary messages."""
    parts = [*_grid(), *_marks()]
    for at, (name, (positive, negative)) in enumerate(by.items()):
        parts += _curve(name, at, curve(positive, negative))
    inside = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img">\n'
        "<title>Statements found, by the share of ordinary messages that alarm</title>\n"
        f"<style>{STYLE}</style>\n{inside}\n</svg>\n"
    )


def curve(positive: Scores, negative: Scores) -> list[tuple[float, float]]:
    """The share of statements found at each share of false alarms, evenly on a log scale."""
    falling = np.sort(negative)[::-1]
    found: list[tuple[float, float]] = []
    for alarms in np.logspace(log10(LEAST), 0, POINTS):
        limit = falling[min(int(alarms * len(falling)), len(falling) - 1)]
        found.append((float(alarms), float((positive > limit).mean())))
    return found


def _grid() -> Iterator[str]:
    for power in range(-4, 1):
        x = _x(10.0**power)
        yield _line(x, TOP, x, HIGH - BOTTOM)
        yield _text(x, HIGH - BOTTOM + 20, f"{10.0 ** (power + 2):g} %")
    for tenth in range(0, 11, 2):
        y = _y(tenth / 10)
        yield _line(LEFT, y, WIDE - RIGHT, y)
        yield _text(LEFT - 24, y + 4, f"{tenth * 10} %")
    yield _text((LEFT + WIDE - RIGHT) / 2, HIGH - 16, "ordinary messages that alarm")


def _marks() -> Iterator[str]:
    for alarms, name in MARKS:
        yield _text(_x(alarms), TOP - 8, name)
        yield _line(_x(alarms), TOP, _x(alarms), HIGH - BOTTOM)


def _curve(name: str, at: int, points: list[tuple[float, float]]) -> Iterator[str]:
    colour, dash = COLOURS[at % len(COLOURS)], DASHES[at % len(DASHES)]
    path = " ".join(f"{_x(alarms):.1f},{_y(found):.1f}" for alarms, found in points)
    stroke = f'stroke="{colour}" stroke-dasharray="{dash}"'
    yield f'<polyline class="curve" {stroke} points="{path}"/>'
    y = HIGH - BOTTOM - 16 - 20 * at
    yield f'<path class="curve" {stroke} d="M{WIDE - 180} {y - 4}h36"/>'
    yield _text(WIDE - 136, y, name, anchor="start")


def _x(alarms: float) -> float:
    return LEFT + (WIDE - LEFT - RIGHT) * (1 - log10(alarms) / log10(LEAST))


def _y(found: float) -> float:
    return TOP + (HIGH - TOP - BOTTOM) * (1 - found)


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<path class="grid" d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"/>'


def _text(x: float, y: float, words: str, *, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
