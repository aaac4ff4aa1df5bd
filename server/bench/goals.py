"""What was aimed at (issue 7), what was reached, and why not where it was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from server.bench.figures import Figure, shown


@dataclass(frozen=True, slots=True)
class Goal:
    """At most `bound`, of the median of one figure. `why` is told where it was missed."""

    what: str
    bound: float
    unit: str
    group: str
    figure: str
    why: str = ""

    def row(self, figures: Sequence[Figure]) -> str:
        found = [f for f in figures if (f.group, f.what) == (self.group, self.figure)]
        if not found:
            return f"| {self.what} | {shown(self.bound)} {self.unit} | not measured | |"
        [one] = found
        reached = f"{shown(one.median)} {self.unit}"
        return f"| {self.what} | {shown(self.bound)} {self.unit} | {reached} | {self._about(one)} |"

    def _about(self, one: Figure) -> str:
        if one.median <= self.bound:
            return "reached"
        beyond = (one.median / self.bound - 1) * 100
        return f"missed by {beyond:,.0f} %. {self.why}".rstrip()


_EDGE: Final = "edge, processor time"
_WHOLE: Final = "product, processor time a delivered message"
_NODE: Final = "Node socket.io, Redis adapter"
_SCREEN: Final = (
    "Node's does none of it: here every message is screened, sealed, committed to a disk and "
    "confirmed. The table below says what each part takes; the screen alone is more than all of "
    "Node's edge."
)
GOALS: Final = (
    Goal(
        "edge : Node socket.io",
        0.65,
        "×",
        _EDGE,
        "ours : Node socket.io",
        "Ours also counts each socket's allowance and checks every field of a command against its "
        "pattern while decoding it; both were left in.",
    ),
    Goal("edge : bare aiohttp", 1.15, "×", _EDGE, "ours : bare aiohttp"),
    Goal(
        "a resting connection at the edge",
        16,
        "kB",
        "edge, ours",
        "memory a resting connection",
    ),
    Goal("a page in the product", 24, "kB", "product, people who only look on", "memory a page"),
    Goal(
        "the whole product : Node with adapter, 1 process",
        1.5,
        "×",
        _WHOLE,
        f"Warmline : {_NODE}, 1 process",
        _SCREEN,
    ),
    Goal("the same, 2 processes", 1.5, "×", _WHOLE, f"Warmline : {_NODE}, 2 processes", _SCREEN),
    Goal(
        "a message at 8 processes : at 1",
        1.15,
        "×",
        "product, growth",
        "Warmline, 8 processes : 1",
        "Each process commits by itself: at this rate a commit holds one message, so eight wake up "
        "and wait for the disk where one would have gathered. On a machine with fewer cores than "
        "processes they also drive each other out.",
    ),
    Goal("one round of matching, 1,000 wait", 50, "ms", "matching", "1,000 wait"),
)


def goals(figures: Sequence[Figure]) -> str:
    head = ["| goal | at most | here | |", "|---|---:|---:|---|"]
    return "\n".join([*head, *(goal.row(figures) for goal in GOALS)])
