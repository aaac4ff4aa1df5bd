"""The figures of the whole service, read from SQL whenever somebody asks for them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import structlog
from prometheus_client import CollectorRegistry, Gauge

from server.domain.vitals import Vitals

PATIENCE: Final = 2.0  # seconds: longer than the database takes, less than those who ask wait

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class VitalFigures:
    """Whoever adds up several processes takes the largest of each: all of them say the same."""

    read: Callable[[], Awaitable[Vitals]]
    registry: CollectorRegistry
    _gauges: Mapping[str, Gauge] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_gauges", _gauges(self.registry))

    async def renew(self) -> None:
        """Where the database does not answer they are left out, not shown as they were."""
        for gauge in self._gauges.values():
            gauge.clear()
        up = self._gauges["up"]
        try:
            async with asyncio.timeout(PATIENCE):
                vitals = await self.read()
        except Exception:
            # Whatever keeps the database from answering; the figures of the process are told.
            log.warning("no figures", store="database")
            up.set(0)
            return
        up.set(1)
        self._show(vitals)

    def _show(self, vitals: Vitals) -> None:
        for (level, of_flag), count in vitals.flags.items():
            self._gauges["flags"].labels(level=level.name, state=of_flag.value).set(count)
        for (way, taken), count in vitals.paged.items():
            outcome = "taken" if taken else "failed"
            self._gauges["paged"].labels(way=way, outcome=outcome).set(count)
        for way, count in vitals.owed.items():
            self._gauges["owed"].labels(way=way).set(count)
        for whose, count in vitals.opinions.items():
            self._gauges["opinions"].labels(opinion=whose).set(count)
        for model, state in vitals.models.items():
            self._gauges["models"].labels(model=model, state=state).set(1)
        for task, since in vitals.failing.items():
            self._gauges["failing"].labels(task=task).set(since.total_seconds())
        self._gauges["oldest"].set(vitals.oldest.total_seconds())
        if vitals.worker is not None:
            self._gauges["worker"].set(vitals.worker.total_seconds())


def _gauges(into: CollectorRegistry) -> dict[str, Gauge]:
    def gauge(name: str, about: str, *labels: str) -> Gauge:
        return Gauge(f"warmline_{name}", about, labels, registry=into)

    return {
        "up": gauge("database_up", "1 while the figures below could be read"),
        "flags": gauge("flags_open", "Flags that are not resolved", "level", "state"),
        "paged": gauge("pager_attempts", "Of the last day, by what came of them", "way", "outcome"),
        "owed": gauge("pages_owed", "Pages to be tried, or tried again", "way"),
        "opinions": gauge("opinions_waiting", "Messages that wait for a model", "opinion"),
        "oldest": gauge("opinion_oldest_seconds", "For how long the first of them waits"),
        "worker": gauge("worker_unseen_seconds", "Since a worker last gave a sign of life"),
        "failing": gauge("task_failing_seconds", "Since when each round of a task fails", "task"),
        "models": gauge("model_state", "1 for the state that a model is in", "model", "state"),
    }
