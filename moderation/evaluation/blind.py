"""Messages by somebody who knew nothing of the screen: what is found, and what alarms in vain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np

from moderation.evaluation.levels import Levels
from moderation.evaluation.measures import AT_SPECIFICITY, Hits, Scores, auc, figure, share
from moderation.evaluation.pairs import SHORT, Sentence, sentences
from moderation.evaluation.parts import ALL, LOOP
from moderation.evaluation.report import Table
from moderation.evaluation.screens import Screens, reached
from moderation.passage import Speaker
from moderation.verdict import Level

FOLDER: Final = Path(__file__).parents[1] / "blind"
TITLES: Final = {
    "blind": "Blind set",
    "blind_2": "Second blind set",
    "blind_3": "Third blind set",
    "blind_4": "Fourth blind set",
}
LEVELS: Final = (Level.L1, Level.L2)
PEERS: Final = "peers_words"


@dataclass(frozen=True, slots=True)
class Blind:
    """By screen: the level that it proposes for each message, and how near danger it puts it."""

    every: Sequence[Sentence] = field(repr=False)
    levels: Mapping[str, Levels] = field(repr=False)
    scores: Mapping[str, Scores] = field(repr=False)
    title: str

    @classmethod
    def read(cls, screens: Screens, file: Path) -> "Blind":
        every = [_said(one) for one in sentences(file)]
        passages = [one.passage for one in every]
        levels = {name: reached(said) for name, said in screens.verdicts(passages).items()}
        return cls(
            every, levels, screens.parts(passages).crisis(screens.rankings), TITLES[file.stem]
        )

    @property
    def danger(self) -> Hits:
        return np.array([one.danger for one in self.every])

    def tables(self) -> tuple[Table, Table]:
        return self._whole(), self._grouped()

    def _whole(self) -> Table:
        alarms = (f"{who}: {level.name}+" for level in LEVELS for who in ("danger", "ordinary"))
        found = (f"found at {at:.0%}" for at in AT_SPECIFICITY)
        return Table(
            self.title,
            ("messages", "screen", "AUC", *found, *alarms),
            tuple(self._lines()),
            "By somebody who knew nothing of the screen; nobody reads its lines: "
            "moderation/blind/README.md. Against its own ordinary messages; the last four columns "
            "are shares that reach a level as shipped.",
        )

    def _lines(self) -> Iterator[tuple[str, ...]]:
        everything = np.ones(len(self.every), bool)
        short = np.array([one.short for one in self.every])
        for name, chosen in {"all": everything, f"up to {SHORT} words": short}.items():
            there, calm = chosen & self.danger, chosen & ~self.danger
            for screen, levels in self.levels.items():
                scores = self.scores[screen]
                parted = (
                    figure(one, scores[there], scores[calm])
                    for one in (auc, *AT_SPECIFICITY.values())
                )
                alarms = (
                    figure(share, levels[some] >= level)
                    for level in LEVELS
                    for some in (there, calm)
                )
                yield f"{name} ({chosen.sum()})", screen, *map(str, (*parted, *alarms))

    def _grouped(self) -> Table:
        last = {name: self.levels[name] for name in (LOOP, ALL) if name in self.levels}
        head = (f"{name}, {level.name}+" for name in last for level in LEVELS)
        return Table(
            f"{self.title} by group: alarms",
            ("group", "messages", *head),
            tuple(self._groups(last)),
            "First those in danger, where all should alarm; then ordinary talk, where none should.",
        )

    def _groups(self, last: Mapping[str, Levels]) -> Iterator[tuple[str, ...]]:
        for calm, group in sorted({(not one.danger, one.group) for one in self.every}):
            chosen = np.array([(not one.danger, one.group) == (calm, group) for one in self.every])
            shares = (
                str(figure(share, levels[chosen] >= level))
                for levels in last.values()
                for level in LEVELS
            )
            yield (f"{'ordinary' if calm else 'danger'}: {group}", str(chosen.sum()), *shares)


def blind_sets(screens: Screens, folder: Path) -> list[Blind]:
    return [Blind.read(screens, file) for file in sorted(folder.glob("*.csv"))]


def _said(one: Sentence) -> Sentence:
    """By whom it was said."""
    if one.group != PEERS:
        return one
    return replace(one, passage=replace(one.passage, speaker=Speaker.PEER))
