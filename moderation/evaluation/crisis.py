"""How well each part of the screen tells a crisis from an ordinary message."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np

from moderation.evaluation.held import Chosen, Held
from moderation.evaluation.measures import (
    AT_SPECIFICITY,
    Figure,
    Measure,
    Scores,
    auc,
    false_alarms,
    figure,
    sensitivity,
    share,
)
from moderation.evaluation.report import Table
from moderation.inline.weights import CONCERNS, CRISIS, FIRST_CONCERN, Thresholds
from moderation.verdict import Concern

SHORT: Final = 15
ENOUGH: Final = 20
OTHERS: Final = "other hands, among their own ordinary lines"
PUBLISHED: Final = "posts, among open messages alone"
"""As published figures compare: no line that was written to mislead a screen is among them."""
LENGTHS: Final = ((1, 3), (4, 8), (9, 15), (16, 40), (41, 1_000))
FOUND: Final = 0.9
AT: Final = partial(sensitivity, specificity=0.98)
MEASURES: Final[Sequence[Measure]] = (auc, *AT_SPECIFICITY.values())
ALARMS: Final = partial(false_alarms, sensitivity=FOUND)


@dataclass(frozen=True, slots=True)
class Crisis:
    """`by` holds each screen's held-out scores of the rows."""

    held: Held
    by: Mapping[str, Scores] = field(repr=False)

    @property
    def statements(self) -> Chosen:
        return self.held.ours | self.held.posts

    def words(self, least: int, most: int) -> Chosen:
        return self.held.where(lambda row: least <= len(row.text.split()) <= most)

    def figure(
        self, screen: str, measure: Measure, chosen: Chosen, among: Chosen | None = None
    ) -> Figure:
        """`among` are the ordinary rows that it is told from; unless said, all of them."""
        scores = self.by[screen]
        ordinary = self.held.ordinary if among is None else self.held.ordinary & among
        return figure(measure, scores[chosen], scores[ordinary])


def crisis_tables(crisis: Crisis, thresholds: Thresholds) -> Iterator[Table]:
    yield Table(
        "Crisis: each part of the screen",
        ("statements", "screen", "AUC", *_at(), "false alarms per 1,000 at 90 %"),
        tuple(_lines(crisis)),
        "Against ordinary messages, held out by file of the corpus and by a third of the posts. "
        "The last column: how many ordinary messages in 1,000 alarm where 90 % is found.",
    )
    yield Table(
        "Crisis: whole sources left out",
        ("held out", "statements", "AUC", *_at()),
        tuple(_strict(crisis.held)),
        "The inline model alone, which knows no sentence of these sources nor of the open "
        "ordinary messages. *By line* is the favourable side.",
    )
    yield Table(
        "Crisis by rung, length and source: found at 98 % specificity",
        ("group", "statements", *crisis.by),
        tuple(_groups(crisis)),
    )
    yield Table(
        "Concerns: inline model, by line",
        ("concern", "lines", "AUC", "found at its threshold"),
        tuple(_by_concern(crisis.held, thresholds)),
    )


def _at() -> Iterator[str]:
    return (f"found at {at:.0%}" for at in AT_SPECIFICITY)


def _lines(crisis: Crisis) -> Iterator[tuple[str, ...]]:
    sets = {
        "all": crisis.statements,
        "posts": crisis.held.posts,
        "corpus": crisis.held.ours,
        f"up to {SHORT} words": crisis.statements & crisis.words(0, SHORT),
    }
    others = crisis.held.where(lambda row: row.by_others)
    sets |= {OTHERS: crisis.held.ours & others, PUBLISHED: crisis.held.posts}
    among = {OTHERS: others, PUBLISHED: crisis.held.elsewhere}
    for name, chosen in sets.items():
        for screen in crisis.by:
            ask = partial(crisis.figure, screen, chosen=chosen, among=among.get(name))
            each = (str(ask(measure)) for measure in MEASURES)
            yield f"{name} ({chosen.sum()})", screen, *each, ask(ALARMS).per_thousand()


def _strict(held: Held) -> Iterator[tuple[str, ...]]:
    posts, corpus = held.strict["posts_apart"], held.strict["corpus_apart"]
    yield _line("the posts, all open ordinary messages", posts, held.posts, held.elsewhere)
    yield _line("the whole corpus, and the same", corpus, held.ours, held.elsewhere)
    yield _line("the corpus, by line", held.by_line[:, CRISIS], held.ours, held.ordinary)


def _line(name: str, scores: Scores, chosen: Chosen, ordinary: Chosen) -> tuple[str, ...]:
    each = (str(figure(measure, scores[chosen], scores[ordinary])) for measure in MEASURES)
    return (name, str(chosen.sum()), *each)


def _groups(crisis: Crisis) -> Iterator[tuple[str, ...]]:
    rungs = np.array([row.rung or 0 for row in crisis.held.rows])
    ours, posts = crisis.held.ours, crisis.held.posts
    groups = (
        {f"rung {rung} (corpus)": ours & (rungs == rung) for rung in range(1, 6)}
        | {f"severity {rung} (posts)": posts & (rungs == rung) for rung in range(1, 7)}
        | {f"{a} to {b} words": crisis.statements & crisis.words(a, b) for a, b in LENGTHS}
        | {f"corpus: {name}": ours & crisis.held.of(name) for name in _files(crisis.held)}
    )
    for name, chosen in groups.items():
        shares = (str(crisis.figure(screen, AT, chosen)) for screen in crisis.by)
        yield (name, str(chosen.sum()), *shares)


def _files(held: Held) -> list[str]:
    """With enough statements to say something of."""
    counts = Counter(held.rows[at].source for at in np.flatnonzero(held.ours).tolist())
    return sorted(name for name, count in counts.items() if count >= ENOUGH)


def _by_concern(held: Held, thresholds: Thresholds) -> Iterator[tuple[str, ...]]:
    ordinary = held.by_line[held.ordinary]
    for head, concern in enumerate(CONCERNS, FIRST_CONCERN):
        if concern is Concern.SUICIDE:
            continue  # the crisis head speaks for it
        scores = held.by_line[held.saying(concern), head]
        found = figure(share, scores >= thresholds.concerns[concern])
        yield (
            str(concern),
            str(len(scores)),
            str(figure(auc, scores, ordinary[:, head])),
            str(found),
        )
