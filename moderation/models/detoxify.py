"""Detoxify from a local folder: never a download, never a pickle, never a wait without end."""

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

from moderation.models.checksums import LIST, unvouched
from moderation.models.port import Scores, State, Unscored
from moderation.passage import Passage

BATCH: Final = 16
"""Larger batches are slower on a processor (measured)."""
LONGEST: Final = 512
"""In the model's own pieces of words; what is longer is cut."""
USUAL_NAMES: Final = {
    "toxic": "toxicity",
    "identity_hate": "identity_attack",
    "severe_toxic": "severe_toxicity",
}


@dataclass(frozen=True, slots=True)
class Network:
    """The loaded model. `labels` are in the order of its outputs."""

    torch: Any = field(repr=False)
    model: Any = field(repr=False)
    tokenizer: Any = field(repr=False)
    labels: Sequence[str] = ()

    def __call__(self, texts: Sequence[str]) -> list[list[float]]:
        pieces = self.tokenizer(
            list(texts), return_tensors="pt", truncation=True, padding=True, max_length=LONGEST
        )
        with self.torch.inference_mode():
            scores: list[list[float]] = self.torch.sigmoid(self.model(**pieces)[0]).tolist()
        return scores


@dataclass(slots=True)
class Detoxify:
    """Behind the model port. `patience` is in seconds, for one call of `score`."""

    network: Network | None
    state: State
    why: str = ""
    patience: float = 5.0
    clock: Callable[[], float] = time.monotonic
    name: str = "detoxify"

    @classmethod
    def load(cls, folder: Path, *, patience: float = 5.0) -> "Detoxify":
        """Never raises: what is wrong becomes the state. The folder holds one `*.ckpt`, the
        tokenizer's files, config.json and SHA256SUMS (see docs of `write_checksums`).
        """
        try:
            return cls(_loaded(folder), State.READY, patience=patience)
        except Unscored as unscored:
            return cls(None, unscored.state, unscored.why, patience=patience)
        except Exception as error:
            # Third-party loading code meets files from outside: anything may come out of it.
            why = f"Its files cannot be loaded ({type(error).__name__})."
            return cls(None, State.FAILED, why, patience=patience)

    def score(self, passages: Sequence[Passage]) -> Sequence[Scores]:
        """One for each passage, in their order. Raises Unscored, and nothing else."""
        if self.network is None:
            raise Unscored(self.state, self.why)
        try:
            scores = _in_order(self._batches(self.network, passages))
        except Unscored as unscored:
            self.state, self.why = unscored.state, unscored.why
            raise
        except Exception as error:
            # A model is somebody else's code; its error's words could quote the text.
            self.state, self.why = State.FAILED, f"It raised {type(error).__name__}."
            raise Unscored(self.state, self.why) from None
        self.state, self.why = State.READY, ""
        return scores

    def _batches(
        self, network: Network, passages: Sequence[Passage]
    ) -> Iterator[tuple[int, Scores]]:
        """By length, so that a batch holds little padding."""
        until = self.clock() + self.patience
        by_length = sorted(enumerate(passages), key=lambda one: len(one[1].text))
        for batch in _batched(by_length):
            rows = network([passage.text for _, passage in batch])
            if self.clock() > until:
                raise Unscored(State.SLOW, f"It took longer than {self.patience:g} s.")
            for (at, _), row in zip(batch, rows, strict=True):
                yield at, _scores(network.labels, row)


def _batched(passages: Sequence[tuple[int, Passage]]) -> Iterator[list[tuple[int, Passage]]]:
    rest = iter(passages)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _in_order(scored: Iterator[tuple[int, Scores]]) -> Sequence[Scores]:
    return [scores for _, scores in sorted(scored, key=lambda one: one[0])]


def _scores(labels: Sequence[str], row: Sequence[float]) -> Scores:
    if not all(map(math.isfinite, row)):
        raise Unscored(State.FAILED, "Its scores are not numbers.")
    if len(row) < len(labels):
        raise Unscored(State.FAILED, "It has fewer outputs than labels.")
    return dict(zip(labels, row, strict=False))  # outputs without a name: identities in training


def _loaded(folder: Path) -> Network:
    checkpoint = _vouched(folder)
    torch, transformers, detoxify = map(_package, ("torch", "transformers", "detoxify.detoxify"))
    transformers.utils.logging.disable_progress_bar()
    loaded = torch.load(checkpoint, map_location="cpu", weights_only=True)
    # The checkpoint names its base model on a hub; the folder has what would be fetched there. Said
    # in this way the base model's own configuration will do, whatever number of labels it names.
    arguments = {**loaded["config"]["arch"]["args"], "model_type": str(folder)}
    model, tokenizer = detoxify.get_model_and_tokenizer(
        **arguments, state_dict=loaded["state_dict"]
    )
    labels = _labels(loaded["config"]["dataset"]["args"])
    return Network(torch, model.eval(), tokenizer, labels)


def _vouched(folder: Path) -> Path:
    checkpoints = sorted(folder.glob("*.ckpt"))
    if not checkpoints:
        raise Unscored(State.ABSENT, "Its folder holds no checkpoint.")
    if len(checkpoints) > 1 or not (folder / LIST).is_file():
        raise Unscored(State.FAILED, f"Its folder needs one checkpoint and a {LIST}.")
    if wrong := list(unvouched(folder)):
        raise Unscored(State.FAILED, f"Not the files of {LIST}: {', '.join(sorted(wrong))}.")
    return checkpoints[0]


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        why = "Its packages are not installed (the extra 'detoxify')."
        raise Unscored(State.ABSENT, why) from None


def _labels(arguments: Mapping[str, Any]) -> Sequence[str]:
    return tuple(USUAL_NAMES.get(label, label) for label in arguments["classes"])
