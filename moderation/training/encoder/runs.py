"""The single runs of training, each in a process of its own: two at a time fill two cores."""

import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
import torch

from moderation.encoder.heads import HEADS, Logits
from moderation.encoder.reader import Reader
from moderation.lexicon.languages import FOLDER, Lexicons
from moderation.reading.excused import Excused
from moderation.training.encoder.batches import Batches
from moderation.training.encoder.examples import Example, folds
from moderation.training.encoder.export import said, small
from moderation.training.encoder.held import Held
from moderation.training.encoder.learn import Course, Progress
from moderation.training.encoder.limits import asking
from moderation.training.encoder.network import Encoder, base_folder, base_weights, cut
from moderation.training.encoder.vocabulary import base_tokenizer, kept_pieces, tokenizer_of

FOLDS: Final = 3
ALL: Final = -1
"""Stands for the run that learns from everything."""
SEED: Final = 20_260
TOGETHER: Final = 2
TOKENIZER: Final = "tokenizer.json"
LEXICONS: Final = Path(__file__).parents[3] / "config" / FOLDER


@dataclass(frozen=True, slots=True)
class Plan:
    """The doses shorten the course; `work` keeps what was done so far."""

    each: Sequence[Example]
    work: Path
    dose: float
    fold_dose: float
    lexicons: Path = LEXICONS

    def reader(self) -> Reader:
        return Reader.of(self.work / TOKENIZER)

    def excused(self) -> Excused:
        return Lexicons.read(self.lexicons).excused


def prepare(plan: Plan) -> list[str]:
    """Writes the tokenizer; returns the pieces that are kept."""
    plan.work.mkdir(parents=True, exist_ok=True)
    base = base_tokenizer(base_folder())
    kept = kept_pieces(base, (one.text for one in plan.each))
    (plan.work / TOKENIZER).write_text(tokenizer_of(base, kept), encoding="utf-8")
    return kept


def learn_all(plan: Plan, kept: Sequence[str]) -> Encoder:
    """What was learned from everything. What each run says of what it did not see is kept."""
    with ProcessPoolExecutor(TOGETHER, get_context("spawn")) as pool:
        runs = [Run(plan, kept, fold) for fold in (ALL, *range(FOLDS))]
        list(pool.map(Run.finish, runs))  # the longest begins first
    network = Encoder(len(kept))
    network.load_state_dict(torch.load(runs[0].weights, weights_only=True))
    return network.eval()


def heard(plan: Plan) -> tuple[Logits, float]:
    """Every example's logits by the run without it, and the `ask` by which they were chosen."""
    places, excused = folds(plan.each, FOLDS), plan.excused()
    inside = [np.flatnonzero(places == fold) for fold in range(FOLDS)]
    kept = [Held.load(Run(plan, (), fold).held) for fold in range(FOLDS)]
    surest = np.zeros(len(places), np.float32)
    for some, held in zip(inside, kept, strict=True):
        surest[some] = held.surest(len(some))
    ask = asking(plan.each, surest)
    logits = np.zeros((len(places), HEADS), np.float32)
    for some, held in zip(inside, kept, strict=True):
        logits[some] = held.heard([plan.each[at] for at in some.tolist()], excused, ask)
    return logits, ask


@dataclass(frozen=True, slots=True)
class Run:
    plan: Plan
    kept: Sequence[str]
    fold: int

    @property
    def weights(self) -> Path:
        return self.plan.work / f"{self._name}.pt"

    @property
    def held(self) -> Path:
        return self.plan.work / f"{self._name}.npz"

    @property
    def _name(self) -> str:
        return "all" if self.fold == ALL else f"without-part-{self.fold + 1}"

    def finish(self) -> None:
        """On one thread: the same sums in the same order."""
        torch.set_num_threads(1)
        every = self.plan.each
        inside = (folds(every, FOLDS) == self.fold).tolist()
        network = self._learned([one for one, held in zip(every, inside, strict=True) if not held])
        torch.save(network.state_dict(), self.weights)
        if self.fold != ALL:
            self._hold([one for one, held in zip(every, inside, strict=True) if held], network)

    def _hold(self, out: Sequence[Example], network: Encoder) -> None:
        """By the files as they are shipped: thresholds are set on what runs."""
        with tempfile.TemporaryDirectory() as folder:
            small(network, Path(folder))
            say = partial(said, Path(folder))
            Held.out(say, self.plan.reader(), out, self.plan.excused()).save(self.held)

    def _learned(self, each: Sequence[Example]) -> Encoder:
        vocabulary = base_tokenizer(base_folder()).get_vocab()
        torch.manual_seed(SEED)
        network = cut(base_weights(), [vocabulary[piece] for piece in self.kept])
        dose = self.plan.dose if self.fold == ALL else self.plan.fold_dose
        batches = Batches.of(each, self.plan.reader(), dose, SEED)
        kept = self.plan.work / f"{self._name}.course"
        return Course(network, batches, SEED, kept).run(_progress(self._name))


def _progress(name: str) -> Progress:
    start = time.monotonic()

    def progress(what: str) -> None:
        sys.stderr.write(f"{time.monotonic() - start:6.1f} s  {name}: {what}\n")

    return progress
