"""How fast Detoxify's network is on the same messages: where its packages are installed."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Final

from moderation.evaluation.speed import Pace, in_batches
from moderation.passage import Passage
from moderation.training.fit import Progress

SIZES: Final = (1, 8, 16)
SOME: Final = 64
WAYS: Final = {
    "Detoxify's network, torch": "in_torch",
    "Detoxify's network, ONNX int8": "in_onnx",
}


def alternatives(said: Sequence[Passage], progress: Progress) -> Iterator[Pace]:
    """Its architecture with weights that know nothing: that is what decides the speed."""
    some = said[:: max(len(said) // SOME, 1)][:SOME]
    for part, way in WAYS.items():
        progress(f"speed: {part}")
        yield from _paces(part, way, some)


def _paces(part: str, way: str, said: Sequence[Passage]) -> Iterator[Pace]:
    try:
        model = getattr(import_module("moderation.evaluation.bert"), way)()
    except ImportError:
        yield from (Pace(part, size) for size in SIZES)
        return
    for size in SIZES:
        yield in_batches(part, model, said, size)
