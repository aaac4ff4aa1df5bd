"""The small encoder behind the model port: never a crash, always an honest word on how it is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from moderation.encoder.files import FOLDER, TOKENIZER, Thresholds, WrongFiles, thresholds
from moderation.encoder.findings import NAME, findings
from moderation.encoder.heads import CONCERNS, FIRST_CONCERN, RUNGS, TOXICITY
from moderation.encoder.hearing import Hearing
from moderation.encoder.reading import Reading, readings
from moderation.models.port import Scores, State, Unscored
from moderation.passage import Passage
from moderation.reading.excused import Excused, nothing
from moderation.verdict import Finding

if TYPE_CHECKING:
    from moderation.encoder.network import Network
    from moderation.encoder.reader import Reader

LABELS: Final[Mapping[str, int]] = {
    **{f"rung {rung} or higher": at for at, rung in enumerate(RUNGS)},
    **{concern.value: at for at, concern in enumerate(CONCERNS, FIRST_CONCERN)},
    "toxicity": TOXICITY,
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What is loaded: the network, what cuts texts for it, and what its numbers mean."""

    network: "Network" = field(repr=False)
    reader: "Reader" = field(repr=False)
    limits: Thresholds = field(repr=False)


@dataclass(slots=True)
class Encoder:
    parts: Parts | None
    state: State
    why: str = ""
    name: str = NAME
    excused: Excused = nothing

    @classmethod
    def load(cls, folder: Path = FOLDER, excused: Excused = nothing) -> "Encoder":
        """Never raises: what is wrong becomes the state."""
        try:
            return cls(_loaded(folder), State.READY, excused=excused)
        except Unscored as unscored:
            return cls(None, unscored.state, unscored.why)
        except Exception as error:
            # A package of others meets files that may be broken: anything may come out of it.
            return cls(None, State.FAILED, f"It cannot be loaded ({type(error).__name__}).")

    def score(self, passages: Sequence[Passage]) -> Sequence[Scores]:
        """One for each passage, in their order. Raises Unscored, and nothing else."""
        return [_scores(one) for one in self.read(passages)]

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        """One for each passage, in their order. Raises Unscored, and nothing else."""
        if self.parts is None:
            raise Unscored(self.state, self.why)
        try:
            read = Hearing(partial(_read, self.parts), self.parts.limits, self.excused)(passages)
        except Unscored as unscored:
            self.state, self.why = unscored.state, unscored.why
            raise
        except Exception as error:
            # A model is somebody else's code; its error's words could quote the text.
            self.state, self.why = State.FAILED, f"It raised {type(error).__name__}."
            raise Unscored(self.state, self.why) from None
        self.state, self.why = State.READY, ""
        return read

    def find(self, passages: Sequence[Passage]) -> list[tuple[Finding, ...]]:
        """What it finds in each passage, in their order. Raises Unscored, and nothing else."""
        read = self.read(passages)
        return [self.found(*pair) for pair in zip(passages, read, strict=True)]

    def found(self, passage: Passage, reading: Reading) -> tuple[Finding, ...]:
        """Of a reading of its own: whoever has read has loaded."""
        return tuple(findings(passage, reading, self.parts.limits)) if self.parts else ()


def _loaded(folder: Path) -> Parts:
    if not folder.is_dir():
        raise Unscored(State.ABSENT, "Its files are not there.")
    try:
        limits = thresholds(folder)
    except WrongFiles as wrong:
        raise Unscored(State.FAILED, str(wrong)) from None
    network, reader = map(_package, ("moderation.encoder.network", "moderation.encoder.reader"))
    loaded = network.Network.of(folder, limits.ask)
    return Parts(loaded, reader.Reader.of(folder / TOKENIZER), limits)


def _package(name: str) -> Any:
    """Only here are onnxruntime and tokenizers needed: a machine may have none for them."""
    try:
        return import_module(name)
    except ImportError:
        raise Unscored(State.ABSENT, "Its packages are not installed.") from None


def _read(parts: Parts, passages: Sequence[Passage]) -> list[Reading]:
    each = [parts.reader.windows(passage) for passage in passages]
    logits = parts.network([window for windows in each for window in windows])
    if not np.isfinite(logits).all():
        raise Unscored(State.FAILED, "Its scores are not numbers.")
    return readings(each, logits)


def _scores(reading: Reading) -> Scores:
    return {label: _share(float(reading.logits[head])) for label, head in LABELS.items()}


def _share(logit: float) -> float:
    return 1 / (1 + math.exp(-max(logit, -60.0)))
