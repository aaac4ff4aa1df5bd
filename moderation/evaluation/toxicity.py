"""How well insults are told from other words, and whether a crisis is called one."""

from collections.abc import Iterator, Sequence

import numpy as np

from moderation.evaluation.held import Held, toxic
from moderation.evaluation.measures import Scores, auc, figure, share
from moderation.evaluation.report import Table
from moderation.evaluation.sources import Judged
from moderation.inline.features import features
from moderation.inline.weights import TOXICITY, Thresholds, Weights
from moderation.normalise import normalise


def toxicity_tables(
    held: Held, messages: Sequence[Judged], weights: Weights, thresholds: Thresholds
) -> Iterator[Table]:
    scores = np.array([_score(weights, one.text) for one in messages], np.float32)
    yield Table(
        "Toxicity: inline model",
        ("source", "messages", "AUC", "called toxic: toxic ones", "others"),
        tuple(_by_source(messages, scores, thresholds)),
    )
    yield Table(
        "Crisis called toxic",
        ("rows", "statements", "share called toxic"),
        tuple(_confused(held, thresholds)),
    )


def _score(weights: Weights, text: str) -> float:
    words = normalise(text).words
    return float(weights.logits(features(words))[TOXICITY]) if words else -100.0


def _by_source(
    messages: Sequence[Judged], scores: Scores, thresholds: Thresholds
) -> Iterator[tuple[str, ...]]:
    bad = np.array([one.toxic for one in messages])
    sources = np.array([one.source for one in messages])
    for name in ["all", *sorted(set(sources.tolist()))]:
        here = (sources == name) | (name == "all")
        worse, others = scores[here & bad], scores[here & ~bad]
        called = (figure(share, group >= thresholds.toxicity) for group in (worse, others))
        yield (name, str(here.sum()), str(figure(auc, worse, others)), *map(str, called))


def _confused(held: Held, thresholds: Thresholds) -> Iterator[tuple[str, ...]]:
    called = toxic(held.found, thresholds)
    for name, chosen in (("corpus", held.ours), ("posts", held.posts)):
        hits = called[chosen]
        yield name, str(len(hits)), str(figure(share, hits))
