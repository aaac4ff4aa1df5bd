"""How well the inline model tells a crisis from an ordinary message."""

from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np

from moderation.evaluation.held import ORDINARY, POSTS, Held
from moderation.evaluation.measures import Scores, auc, figure, sensitivity, share
from moderation.evaluation.report import Table
from moderation.inline.weights import CONCERNS, CRISIS, FIRST_CONCERN, Thresholds
from moderation.training.fit import Progress
from moderation.verdict import Concern

SHORT: Final = 15
LENGTHS: Final = ((1, 3), (4, 8), (9, 15), (16, 100))


def crisis_tables(held: Held, thresholds: Thresholds, progress: Progress) -> Iterator[Table]:
    yield Table(
        "Crisis: inline model",
        ("held out", "statements", "AUC", "at 95 %", "at 98 %", "at 99 %"),
        tuple(_lines(held, progress)),
    )
    yield Table(
        "Crisis by rung and length (by line)",
        ("corpus, by line", "statements", "watch", "alert"),
        tuple(_by_rung(held, thresholds)),
    )
    yield Table(
        "Concerns (by line)",
        ("concern", "lines", "AUC", "found at its threshold"),
        tuple(_by_concern(held, thresholds)),
    )


def _lines(held: Held, progress: Progress) -> Iterator[tuple[str, ...]]:
    progress("without the posts and their ordinary messages")
    scores = held.without({POSTS, *ORDINARY}, progress, corpus=False)
    elsewhere = held.where(lambda row: row.source in ORDINARY)
    yield _line("the posts and all open ordinary messages", scores[held.posts], scores[elsewhere])
    progress("without the corpus and the open ordinary messages")
    scores = held.without(ORDINARY, progress, corpus=True)
    yield _line("the whole corpus, and the same", scores[held.ours], scores[elsewhere])
    scores, ordinary = held.found[:, CRISIS], held.found[held.ordinary, CRISIS]
    yield _line("a third of the posts", scores[held.posts], ordinary)
    yield _line("the corpus, by file", scores[held.ours], ordinary)
    short = held.ours & held.where(lambda row: len(row.text.split()) <= SHORT)
    yield _line(
        "the corpus, by line", held.by_line[held.ours, CRISIS], held.by_line[held.ordinary, CRISIS]
    )
    yield _line(f"the corpus, by file, up to {SHORT} words", scores[short], ordinary)


def _line(name: str, positive: Scores, negative: Scores) -> tuple[str, ...]:
    each = [
        figure(partial(sensitivity, specificity=at), positive, negative)
        for at in (0.95, 0.98, 0.99)
    ]
    return (name, str(len(positive)), str(figure(auc, positive, negative)), *map(str, each))


def _by_rung(held: Held, thresholds: Thresholds) -> Iterator[tuple[str, ...]]:
    scores = held.by_line[:, CRISIS]
    rungs = np.array([row.rung or 0 for row in held.rows])
    words = np.array([len(row.text.split()) for row in held.rows])
    groups = {f"rung {rung}": rungs == rung for rung in range(1, 6)} | {
        f"{low} to {high} words": (words >= low) & (words <= high) for low, high in LENGTHS
    }
    for name, chosen in groups.items():
        found = scores[chosen & held.ours]
        shares = (figure(share, found >= at) for at in (thresholds.watch, thresholds.alert))
        yield (name, str(len(found)), *map(str, shares))


def _by_concern(held: Held, thresholds: Thresholds) -> Iterator[tuple[str, ...]]:
    ordinary = held.by_line[held.ordinary]
    for head, concern in enumerate(CONCERNS, FIRST_CONCERN):
        if concern is Concern.SUICIDE:
            continue  # the crisis head speaks for it
        said = [row.ours and concern in (row.concerns or ()) for row in held.rows]
        scores = held.by_line[np.array(said, bool), head]
        parted = figure(auc, scores, ordinary[:, head])
        found = figure(share, scores >= thresholds.concerns[concern])
        yield str(concern), str(len(scores)), str(parted), str(found)
