"""The single runs of training, each in a process of its own: two at a time fill two cores."""

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
import torch

from moderation.encoder.heads import HEADS, Logits
from moderation.encoder.hearing import ANYTHING, Hearing
from moderation.encoder.reader import Reader
from moderation.encoder.reading import Reading, readings
from moderation.lexicon.languages import FOLDER, Lexicons
from moderation.passage import Passage
from moderation.reading.excused import Excused
from moderation.training.encoder.batches import Batches
from moderation.training.encoder.examples import Example, folds
from moderation.training.encoder.export import logits_of
from moderation.training.encoder.learn import Course, Progress
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


def learn_all(plan: Plan, kept: Sequence[str]) -> tuple[Encoder, Logits]:
    """What was learned from everything, and every example's logits by a run without it."""
    with ProcessPoolExecutor(TOGETHER, get_context("spawn")) as pool:
        runs = (Run(plan, kept, fold) for fold in (ALL, *range(FOLDS)))
        _, *parts = pool.map(Run.finish, runs)  # the longest begins first
    network = Encoder(len(kept))
    network.load_state_dict(torch.load(Run(plan, kept, ALL).weights, weights_only=True))
    places = folds(plan.each, FOLDS)
    held = np.zeros((len(places), HEADS), np.float32)
    for fold, part in enumerate(parts):
        held[places == fold] = part
    return network.eval(), held


@dataclass(frozen=True, slots=True)
class Run:
    plan: Plan
    kept: Sequence[str]
    fold: int

    @property
    def weights(self) -> Path:
        return self.plan.work / f"{self._name}.pt"

    @property
    def _name(self) -> str:
        return "all" if self.fold == ALL else f"without-part-{self.fold + 1}"

    def finish(self) -> Logits:
        """The logits of what was held out. On one thread: the same sums in the same order."""
        torch.set_num_threads(1)
        every = self.plan.each
        inside = (folds(every, FOLDS) == self.fold).tolist()
        network = self._learned([one for one, held in zip(every, inside, strict=True) if not held])
        torch.save(network.state_dict(), self.weights)
        held_out = [one for one, held in zip(every, inside, strict=True) if held]
        return scored(network, self.plan.reader(), held_out, self.plan.excused())

    def _learned(self, each: Sequence[Example]) -> Encoder:
        vocabulary = base_tokenizer(base_folder()).get_vocab()
        torch.manual_seed(SEED)
        network = cut(base_weights(), [vocabulary[piece] for piece in self.kept])
        dose = self.plan.dose if self.fold == ALL else self.plan.fold_dose
        batches = Batches.of(each, self.plan.reader(), dose, SEED)
        kept = self.plan.work / f"{self._name}.course"
        return Course(network, batches, SEED, kept).run(_progress(self._name))


def scored(network: Encoder, reader: Reader, each: Sequence[Example], excused: Excused) -> Logits:
    """As the screen hears them, whatever is found: thresholds are set on what runs."""

    def read(passages: Sequence[Passage]) -> list[Reading]:
        windows = [reader.windows(passage) for passage in passages]
        logits = logits_of(network, [window for some in windows for window in some])
        return readings(windows, logits)

    heard = Hearing(read, ANYTHING, excused)([Passage(one.text, one.before) for one in each])
    return np.stack([one.logits for one in heard]) if heard else np.zeros((0, HEADS), np.float32)


def _progress(name: str) -> Progress:
    start = time.monotonic()

    def progress(what: str) -> None:
        sys.stderr.write(f"{time.monotonic() - start:6.1f} s  {name}: {what}\n")

    return progress
