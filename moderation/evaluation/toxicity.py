"""How well insults are told from other words, and whether a crisis is called one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from moderation.evaluation.held import Held
from moderation.evaluation.measures import Hits, Scores, auc, figure, share
from moderation.evaluation.report import Table
from moderation.evaluation.sources import Judged


@dataclass(frozen=True, slots=True)
class Toxicity:
    """By screen: a score for each message, and which it calls toxic as it is shipped."""

    messages: Sequence[Judged] = field(repr=False)
    scores: Mapping[str, Scores] = field(repr=False)
    called: Mapping[str, Hits] = field(repr=False)

    @property
    def bad(self) -> Hits:
        return np.array([one.toxic for one in self.messages])

    def of(self, source: str) -> Hits:
        return np.array([one.source == source for one in self.messages])


def toxicity_table(toxicity: Toxicity) -> Table:
    return Table(
        "Toxicity",
        ("messages", "screen", "AUC", "called toxic: toxic ones", "called toxic: others"),
        tuple(_by_source(toxicity)),
        "Sources that nothing was trained on. A screen is set to accuse few wrongly, so it calls "
        "far fewer toxic than it ranks above the others.",
    )


def _by_source(toxicity: Toxicity) -> Iterator[tuple[str, ...]]:
    every = np.ones(len(toxicity.messages), bool)
    sources = sorted({one.source for one in toxicity.messages})
    for name, here in {"all": every, **{s: toxicity.of(s) for s in sources}}.items():
        worse, others = here & toxicity.bad, here & ~toxicity.bad
        for screen, called in toxicity.called.items():
            scores = toxicity.scores[screen]
            parted = figure(auc, scores[worse], scores[others])
            shares = (str(figure(share, called[group])) for group in (worse, others))
            yield (f"{name} ({here.sum()})", screen, str(parted), *shares)


def confused_table(held: Held, called: Mapping[str, Hits]) -> Table:
    """By screen: which held-out rows it calls toxic."""
    groups = {"all": held.ours | held.posts, "corpus": held.ours, "posts": held.posts}
    lines = [
        (name, screen, str(chosen.sum()), str(figure(share, hits[chosen])))
        for name, chosen in groups.items()
        for screen, hits in called.items()
    ]
    head = ("statements", "screen", "number", "share called toxic")
    return Table("Crisis called toxic (held out)", head, tuple(lines))
