"""All measurements, one after the other; prints the table and writes the JSON."""

import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from pydantic import SecretStr
from rich.console import Console

from config.addresses import database
from config.settings import Settings
from server.bench import (
    conversations,
    crowd,
    edge,
    journal,
    levers,
    matching,
    product,
    screen,
    sealing,
)
from server.bench.effort import FULL, QUICK, Effort
from server.bench.figures import Figure, Measured
from server.bench.journal import Store
from server.bench.page import Page
from server.bench.tools import CannotMeasure, machine_now, with_load_after
from server.stores.migrate import migrate

WRITTEN_TO: Final = "bench.json"


@dataclass(frozen=True, slots=True)
class Bench:
    """`postgres` is the address of an empty database, for the journal; `only`: these parts."""

    settings: Settings
    effort: Effort
    postgres: str | None = None
    markdown: Path | None = None
    only: Collection[str] = ()
    console: Console = field(default_factory=Console)

    def run(self) -> int:
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            with tempfile.TemporaryDirectory(prefix="bench-", dir=self.settings.data_dir) as folder:
                measured = self._measured(Path(folder))
        except CannotMeasure as why:
            self.console.print(str(why))
            return 1
        self._tell(measured)
        return 0

    def _measured(self, scratch: Path) -> Measured:
        before, parts = machine_now(), self.parts(scratch)
        if strange := set(self.only) - set(parts):
            raise CannotMeasure(
                f"No such part: {', '.join(strange)}. There are {', '.join(parts)}."
            )
        wanted = {name: part for name, part in parts.items() if not self.only or name in self.only}
        figures = [figure for name, part in wanted.items() for figure in self._do(name, part)]
        figures = [*self._kept({one.group for one in figures}), *figures]
        return Measured(
            at=datetime.now(UTC).date().isoformat(),
            quick=self.effort.edge_seconds < FULL.edge_seconds,
            machine=with_load_after(before),
            figures=tuple(figures),
        )

    def _kept(self, measured: Collection[str]) -> list[Figure]:
        """Where only a part was measured, the others stay as they were measured last."""
        file = self.settings.data_dir / WRITTEN_TO
        if not self.only or not file.exists():
            return []
        before = msgspec.json.decode(file.read_bytes(), type=Measured)
        return [one for one in before.figures if one.group not in measured]

    def parts(self, scratch: Path) -> dict[str, Callable[[], list[Figure]]]:
        effort = self.effort
        return {
            "screen": lambda: screen.measure(effort, self.settings.config_dir),
            "sealing": lambda: sealing.measure(effort, scratch),
            "journal": lambda: journal.measure(effort, scratch, self._stores(scratch)),
            "matching": lambda: matching.measure(effort),
            "edge": lambda: edge.measure(effort, scratch),
            "levers": lambda: levers.measure(effort, scratch),
            "product": lambda: product.measure(effort, scratch),
            "crowd": lambda: crowd.measure(effort, scratch),
            "conversations": lambda: conversations.measure(effort, scratch),
        }

    def _do(self, name: str, part: Callable[[], list[Figure]]) -> list[Figure]:
        with self.console.status(name):
            return part()

    def _stores(self, scratch: Path) -> list[Store]:
        found = [Store("SQLite", f"sqlite+aiosqlite:///{scratch / 'journal.sqlite'}")]
        if self.postgres is not None:
            found.append(Store("PostgreSQL", database(SecretStr(self.postgres)).get_secret_value()))
        for store in found:
            migrate(store.url)
        return found

    def _tell(self, measured: Measured) -> None:
        (self.settings.data_dir / WRITTEN_TO).write_bytes(measured.json())
        if self.markdown is not None:
            Page(measured).write(self.markdown)
        self.console.print(measured.table())


def bench(
    settings: Settings,
    *,
    quick: bool,
    postgres: str | None,
    markdown: Path | None,
    only: Collection[str],
    rounds: int | None,
) -> int:
    effort = QUICK if quick else FULL
    if rounds is not None:
        effort = replace(effort, rounds=rounds, whole=min(effort.whole, rounds))
    return Bench(settings, effort, postgres, markdown, only).run()
