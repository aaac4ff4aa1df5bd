"""HateCheck by functionality, beside the models that were published with it."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from moderation.evaluation.measures import Hits
from moderation.evaluation.parts import LEXICON
from moderation.evaluation.report import Table
from moderation.evaluation.toxicity import Toxicity

SOURCE: Final = "hatecheck"
PUBLISHED: Final = Path("text", "evaluate", "hatecheck_published_per_functionality.csv")
NAMES: Final[Mapping[str, str]] = {
    "perspective": "Perspective",
    "siftninja": "SiftNinja",
    "BERT_davidson2017_weighted": "BERT Davidson",
    "BERT_founta2018_weighted": "BERT Founta",
}
EVEN: Final = 0.0
"""The logit at which a model is as sure as not: where the published models decide."""


def hatecheck_table(toxicity: Toxicity, data: Path) -> Table:
    """Each screen as shipped, and each model where its odds are even."""
    models = {name: s for name, s in toxicity.scores.items() if name != LEXICON}
    even = {f"{name}, even odds": scores >= EVEN for name, scores in models.items()}
    by = {**toxicity.called, **even}
    with (data / PUBLISHED).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [_line(toxicity, by, row) for row in rows]
    whole = toxicity.of(SOURCE)
    total = ("**all**", str(whole.sum()), *_right(toxicity, by, whole), *_mean(rows))
    return Table(
        "HateCheck: accuracy by functionality, in %",
        ("functionality", "n", *by, *NAMES.values()),
        (total, *lines),
        "Names that end in `_h` are hateful, in `_nh` not. As shipped a screen is set to accuse "
        "few wrongly; the published models decide at even odds.",
    )


def _line(toxicity: Toxicity, by: Mapping[str, Hits], row: Mapping[str, str]) -> tuple[str, ...]:
    name = row["functionality"]
    here = toxicity.of(SOURCE) & _named(toxicity, name)
    return (f"`{name}`", str(here.sum()), *_right(toxicity, by, here), *(row[m] for m in NAMES))


def _named(toxicity: Toxicity, name: str) -> Hits:
    return np.array([one.functionality == name for one in toxicity.messages])


def _right(toxicity: Toxicity, by: Mapping[str, Hits], here: Hits) -> Iterator[str]:
    for called in by.values():
        yield f"{100 * (called == toxicity.bad)[here].mean():.1f}"


def _mean(rows: list[dict[str, str]]) -> Iterator[str]:
    """Of all sentences, as each functionality has so many."""
    counts = [float(row["n"]) for row in rows]
    for model in NAMES:
        right = sum(float(row[model]) * n for row, n in zip(rows, counts, strict=True))
        yield f"{right / sum(counts):.1f}"
