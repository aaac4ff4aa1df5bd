"""What a load came to: live while it runs, and as a table and markdown at its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from rich.table import Table

from server.bench.figures import Machine, shown
from server.bench.load.effort import Effort
from server.bench.load.tally import Tally
from server.bench.load.watch import Watch

Row = tuple[str, str]
HEAD: Final = (
    "# Many conversations at once",
    "",
    "Written by `make load ARGS=--markdown=FILE`: visitors and peers talk through real sockets to",
    "processes of their own on this machine, which also carries the driver. Machines differ: run",
    "it on yours. One visitor in 200 stops reading midway, until the service puts them out; small",
    "groups meet beside the conversations.",
    "",
    "Goals: nothing lost, doubled, reordered or told to a stranger; ack p99 250 ms,",
    "delivery p99 300 ms, a flag on a moderator's screen p99 300 ms (limit 2 s); memory flat.",
    "",
)


@dataclass(frozen=True, slots=True)
class Steady:
    """`seconds` of steady load; `sent` in them, `in_rooms` of these."""

    watch: Watch
    seconds: float
    sent: int
    in_rooms: int

    @property
    def reached(self) -> float:
        """Messages a second in conversations: these alone are the effort's `rate`."""
        return (self.sent - self.in_rooms) / self.seconds


@dataclass(frozen=True, slots=True)
class Report:
    """What came before the steady load is in the counts, and in no wait and nothing by second."""

    effort: Effort
    tally: Tally
    steady: Steady
    machine: Machine

    def table(self) -> Table:
        table = Table("what", "", title=self._about())
        table.columns[1].justify = "right"
        for what, value in self._rows():
            table.add_row(what, value)
        return table

    def markdown(self) -> str:
        rows = [f"| {what} | {value} |" for what, value in self._rows()]
        return "\n".join([*HEAD, self._about(), "", "| what | |", "|---|---:|", *rows, ""])

    def _about(self) -> str:
        effort, machine = self.effort, self.machine
        store = "PostgreSQL" if effort.postgres else "SQLite"
        loads = (machine.load_before, machine.load_after)
        busy = " to ".join("?" if load is None else f"{load:.1f}" for load in loads)
        return (
            f"{effort.conversations:,} conversations at once, {effort.rate:g} messages/s wanted, "
            f"{self.steady.seconds / 60:.1f} minutes, {effort.webs} web, {store}; "
            f"{datetime.now(UTC).date().isoformat()}, {machine.cores} cores, {machine.system}, "
            f"Python {machine.python}; load {busy}"
        )

    def _rows(self) -> list[Row]:
        tally, ack, delivery = self.tally, self.tally.ack, self.tally.delivery
        return [
            ("messages sent", f"{tally.sent:,}"),
            ("reached", f"{self.steady.reached:.1f} messages/s"),
            ("conversations begun and ended", f"{tally.finished:,}"),
            ("given up", f"{tally.abandoned.total():,}"),
            *((f"given up: {why}", f"{count:,}") for why, count in tally.abandoned.most_common()),
            ("without an ack", f"{tally.unacked:,}"),
            ("lost", f"{tally.lost:,}"),
            ("duplicated", f"{tally.duplicated:,}"),
            ("reordered", f"{tally.reordered:,}"),
            ("heard by a stranger", f"{tally.misdelivered:,}"),
            ("ack, p50 / p99", f"{shown(ack.at(0.5))} / {shown(ack.at(0.99))} ms"),
            ("delivery, p50 / p99", f"{shown(delivery.at(0.5))} / {shown(delivery.at(0.99))} ms"),
            self._flagged(),
            *self._in_rooms(),
            *self._put_out(),
            *self._processors(),
            *self._memory(),
        ]

    def _flagged(self) -> Row:
        """Goal: 300 ms for 99 of 100; the limit is 2 s."""
        flagged = self.tally.flagged
        count, waits = (
            flagged.counts.total(),
            f"{shown(flagged.at(0.5))} / {shown(flagged.at(0.99))}",
        )
        return (f"`say` to a moderator's screen, {count:,} flags, p50 / p99", f"{waits} ms")

    def _in_rooms(self) -> list[Row]:
        """They count in everything above but the waits and what was reached."""
        tally, told, steady = self.tally, self.tally.told, self.steady
        waits = f"{shown(told.at(0.5))} / {shown(told.at(0.99))} ms"
        return [
            ("small groups held beside them, with 3 and 2 who look after them", f"{tally.rooms:,}"),
            ("messages in them", f"{tally.in_rooms:,}"),
            ("reached in them", f"{steady.in_rooms / steady.seconds:.1f} messages/s"),
            ("`say` to each who listens in them, p50 / p99", waits),
        ]

    def _put_out(self) -> list[Row]:
        """One that is never put out is given up."""
        deaf = self.tally.put_out
        waits = " / ".join(shown(deaf.at(share) / 1000) for share in (0.5, 1.0))
        return [
            ("a page that reads nothing, put out", f"{self.tally.silent:,} times"),
            ("after, p50 / longest", f"{waits} s"),
        ]

    def _processors(self) -> list[Row]:
        used = self.steady.watch.used()
        each = {name: value / max(self.steady.sent, 1) * 1000 for name, value in used.items()}
        service = sum(value for name, value in each.items() if name != "driver")
        rows = [(f"processor time a message, {name}", _ms(value)) for name, value in each.items()]
        return [*rows, ("processor time a message, the service", _ms(service))]

    def _memory(self) -> list[Row]:
        looks = self.steady.watch.looks
        quarters = [looks[(len(looks) - 1) * part // 4].memory for part in range(5)]
        return [row for name in self.steady.watch.pids for row in self._memory_of(name, quarters)]

    def _memory_of(self, name: str, quarters: list[Mapping[str, float]]) -> list[Row]:
        sizes = ", ".join(f"{memory[name]:.0f}" for memory in quarters)
        growth = f"{self.steady.watch.growth(name):+.2f} MiB a minute"
        return [
            (f"memory, {name}, from the first quarter of the time to the last", f"{sizes} MiB"),
            (f"memory, {name}, growth over the second half", growth),
        ]


def _ms(value: float) -> str:
    return f"{shown(value)} ms"
