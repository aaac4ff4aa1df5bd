"""The figures of one replay: as a table for people, as JSON for programs."""

from dataclasses import asdict, dataclass

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from server.replay.corpus import BadLine


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds; None where nothing was measured."""

    p50: float | None
    p99: float | None

    @classmethod
    def of(cls, measured: list[float]) -> "Spread":
        """Nearest rank."""
        ranked = sorted(measured)
        return cls(*(_rank(ranked, share) for share in (50, 99)))


@dataclass(frozen=True, slots=True)
class Report:
    """`flags` by concern and level; a flag with two concerns counts for each.

    `lost` to `misdelivered` must be 0. `shown_once` came twice on the wire, `filled` came only
    because the page noticed that a number was missing, and asked; `returns` are
    connections that broke and came back; `refusals` count commands with their code.
    """

    conversations: int
    finished: int
    rooms: int
    rooms_finished: int
    abandoned: dict[str, int]
    sent: int
    acked: int
    withheld: int
    delivered: int
    lost: int
    duplicated: int
    reordered: int
    misdelivered: int
    shown_once: int
    filled: int
    flags: dict[str, dict[str, int]]
    alarms: int
    ack_ms: Spread
    delivery_ms: Spread
    seconds: float
    returns: int
    refusals: dict[str, int]
    split: int
    bad_lines: tuple[BadLine, ...]

    @property
    def faultless(self) -> bool:
        faults = (self.lost, self.duplicated, self.reordered, self.misdelivered)
        return not any(faults) and not self.abandoned and self.sent == self.acked

    def json(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(asdict(self)))

    def table(self) -> RenderableType:
        """Everything, and the bad lines by their number."""
        notes = [Text(f"line {bad.number}: {bad.why}") for bad in self.bad_lines]
        notes += [Text(f"abandoned {count} ×: {why}") for why, count in self.abandoned.items()]
        return Group(self._figures(), self._flags(), *notes)

    def _figures(self) -> Table:
        table = Table("what", "how many", title="Replay")
        table.columns[1].justify = "right"
        rows = {
            "conversations": f"{self.finished:,} of {self.conversations:,}",
            "small rooms": f"{self.rooms_finished:,} of {self.rooms:,}",
            "bad lines": f"{len(self.bad_lines):,}",
            "texts split for their length": f"{self.split:,}",
            "messages sent": f"{self.sent:,}",
            "acked": f"{self.acked:,}",
            "withheld": f"{self.withheld:,}",
            "delivered": f"{self.delivered:,}",
            "lost": f"{self.lost:,}",
            "duplicated": f"{self.duplicated:,}",
            "reordered": f"{self.reordered:,}",
            "delivered to a stranger": f"{self.misdelivered:,}",
            "came twice, shown once": f"{self.shown_once:,}",
            "came by catching up": f"{self.filled:,}",
            "ack p50 / p99": _both(self.ack_ms),
            "delivery p50 / p99": _both(self.delivery_ms),
            "connections that came back": f"{self.returns:,}",
            "refusals": "\n".join(f"{what} {n:,}" for what, n in self.refusals.items()) or "0",
            "seconds": f"{self.seconds:.1f}",
        }
        for what, count in rows.items():
            table.add_row(what, count)
        return table

    def _flags(self) -> Table:
        levels = [f"L{level}" for level in range(5)]
        table = Table("flags by concern", *levels, title="On the moderators' wall")
        for column in table.columns[1:]:
            column.justify = "right"
        for concern, counts in self.flags.items():
            table.add_row(concern, *(str(counts.get(level, "")) for level in levels))
        return table


def _rank(ranked: list[float], share: int) -> float | None:
    return round(ranked[(len(ranked) - 1) * share // 100], 2) if ranked else None


def _both(spread: Spread) -> str:
    if spread.p50 is None or spread.p99 is None:
        return "–"
    return f"{spread.p50:.1f} / {spread.p99:.1f} ms"
