"""What the screen would have said: levels on held-out rows and in real conversations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moderation.evaluation.held import Chosen, Held
from moderation.evaluation.levels import Levels
from moderation.evaluation.measures import Figure, figure, figure_of_groups, share
from moderation.evaluation.report import Table
from moderation.verdict import Level

LEVELS: Final = tuple(Level)[1:]

ByTalk = Sequence[NDArray[np.bool_]]


def level_table(held: Held, by: Mapping[str, Levels]) -> Table:
    """On held-out rows; the lexicon was written without them."""
    head = ("rows", "screen", *(f"{level.name} and above" for level in LEVELS))
    return Table(
        "Levels on held-out rows",
        head,
        tuple(_found(held, by)),
        "Statements: the share that reaches the level. Ordinary rows: alarms in 1,000.",
    )


def _found(held: Held, by: Mapping[str, Levels]) -> Iterator[tuple[str, ...]]:
    ours = held.where(lambda row: row.ours)
    statements = {"statements, corpus": held.ours, "statements, posts": held.posts}
    ordinary = {
        "ordinary, all": held.ordinary,
        "ordinary, corpus": held.ordinary & ours,
        "ordinary, open": held.ordinary & ~ours,
    }
    for name, chosen in statements.items():
        for screen, reached in by.items():
            yield (name, screen, *map(str, _shares(reached[chosen])))
    for name, chosen in ordinary.items():
        for screen, reached in by.items():
            yield (name, screen, *(one.per_thousand() for one in _shares(reached[chosen])))


def _shares(reached: Levels) -> Iterator[Figure]:
    return (figure(share, reached >= level) for level in LEVELS)


def talk_table(by: Mapping[str, Mapping[str, ByTalk]]) -> Table:
    """By screen and threshold: which turns of which conversations alarm."""
    head = ("screen", "threshold", "alarms per 1,000 turns", "conversations with an alarm")
    lines = [
        (screen, threshold, *_talks(talks))
        for screen, thresholds in by.items()
        for threshold, talks in thresholds.items()
    ]
    return Table(
        "False alarms in real conversations",
        head,
        tuple(lines),
        "Turns of those who sought support, by the shipped weights. *At 90%*: from the score at "
        "which nine of ten held-out statements are found.",
    )


def by_level(talks: Sequence[Levels]) -> Mapping[str, ByTalk]:
    return {f"{level.name} and above": [talk >= level for talk in talks] for level in LEVELS}


def _talks(talks: ByTalk) -> tuple[str, str]:
    alarms = np.array([talk.sum() for talk in talks], np.float64)
    turns = np.array([len(talk) for talk in talks], np.float64)
    some: Chosen = alarms > 0
    return figure_of_groups(alarms, turns).per_thousand(), str(figure(share, some))
