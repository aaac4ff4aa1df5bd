"""Every figure this process shows. No label ever holds an id, an address or a word."""

from dataclasses import dataclass, field
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

SCREEN: Final = (50e-6, 100e-6, 200e-6, 500e-6, 1e-3, 2e-3, 5e-3, 20e-3, 100e-3)
ANSWER: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
BATCH: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Services get the bound methods that they need: `metrics.said.inc`."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    said: Counter = field(init=False)
    acked: Counter = field(init=False)
    ack_seconds: Histogram = field(init=False)
    screen_seconds: Histogram = field(init=False)
    flags_raised: Counter = field(init=False)
    lexicons_refused: Gauge = field(init=False)
    sockets: Gauge = field(init=False)
    waiting: Gauge = field(init=False)
    journal_batch: Histogram = field(init=False)
    nerve_up: Gauge = field(init=False)
    nerve_dropped: Gauge = field(init=False)
    unnamed_proxy: Gauge = field(init=False)
    requests: Counter = field(init=False)

    def __post_init__(self) -> None:
        ProcessCollector(registry=self.registry)
        for name, figure in _figures(self.registry).items():
            object.__setattr__(self, name, figure)

    def text(self) -> bytes:
        return generate_latest(self.registry)


def _figures(into: CollectorRegistry) -> dict[str, Counter | Gauge | Histogram]:
    return {
        "said": Counter("warmline_messages_said", "Messages that came in", registry=into),
        "acked": Counter("warmline_messages_acked", "Messages that were kept", registry=into),
        "ack_seconds": Histogram(
            "warmline_ack_seconds", "From arrival to answer", buckets=ANSWER, registry=into
        ),
        "screen_seconds": Histogram(
            "warmline_screen_seconds", "The inline screen", buckets=SCREEN, registry=into
        ),
        "flags_raised": Counter("warmline_flags_raised", "Flags", ["level"], registry=into),
        "lexicons_refused": Gauge(
            "warmline_lexicons_refused",
            "Problems of changed lexicons that were not taken; 0 while the newest are live",
            registry=into,
        ),
        "sockets": Gauge("warmline_sockets", "Open sockets", ["role"], registry=into),
        "waiting": Gauge("warmline_waiting", "Visitors in the queue", registry=into),
        "journal_batch": Histogram(
            "warmline_journal_batch", "Messages in a commit", buckets=BATCH, registry=into
        ),
        "nerve_up": Gauge("warmline_nerve_up", "1 while Valkey is there", registry=into),
        "nerve_dropped": Gauge("warmline_nerve_dropped", "Hints not told", registry=into),
        "unnamed_proxy": Gauge(
            "warmline_unnamed_proxy",
            "1: a proxy passes requests on, unnamed",
            registry=into,
        ),
        "requests": Counter("warmline_requests", "HTTP answers", ["status"], registry=into),
    }
