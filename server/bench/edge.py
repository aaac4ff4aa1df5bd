"""The edge alone: what a message with its ack costs, beside python-socketio as it comes."""

from dataclasses import dataclass
from typing import Final

import msgspec

from server.bench.edge_driver import Driven
from server.bench.effort import Effort
from server.bench.figures import Figure, ranked
from server.bench.tools import cpu_seconds, tool

NAMES: Final = {"ours": "edge, ours", "stock": "edge, python-socketio as it comes"}


@dataclass(frozen=True, slots=True)
class Round:
    cpu_us: float  # of the server process, a message
    ack_ms: list[float]


def measure(effort: Effort) -> list[Figure]:
    """The two take turns, so that what else runs here meets both."""
    rounds: dict[str, list[Round]] = {kind: [] for kind in NAMES}
    for _ in range(effort.rounds):
        for kind in NAMES:
            rounds[kind].append(_round(kind, effort))
    return [figure for kind in NAMES for figure in _figures(kind, rounds[kind])]


def _figures(kind: str, rounds: list[Round]) -> list[Figure]:
    group = NAMES[kind]
    return [
        Figure.of(group, "processor time a message", "µs", [each.cpu_us for each in rounds]),
        Figure.of(group, "ack, p50", "ms", [ranked(each.ack_ms, 0.5) for each in rounds]),
        Figure.of(group, "ack, p99", "ms", [ranked(each.ack_ms, 0.99) for each in rounds]),
    ]


def _round(kind: str, effort: Effort) -> Round:
    with tool("server.bench.edge_server", kind) as server:
        port = server.line().decode().strip()
        wanted = (port, str(effort.pairs), str(effort.edge_rate), str(effort.edge_seconds))
        with tool("server.bench.edge_driver", *wanted) as driver:
            driver.line()
            before = cpu_seconds(server.pid)
            driver.go_on()
            driven = msgspec.json.decode(driver.line(), type=Driven)
            used = cpu_seconds(server.pid) - before
    return Round(used / len(driven.ack_ms) * 1e6, driven.ack_ms)
