"""What the screens say of rows that they never saw, of real conversations and of judged words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from moderation.evaluation.alarms import ByTalk, by_level
from moderation.evaluation.crisis import FOUND, Crisis
from moderation.evaluation.encoding import held_out
from moderation.evaluation.fairness import Harmless
from moderation.evaluation.held import Chosen, Held
from moderation.evaluation.keeping import Keeping
from moderation.evaluation.levels import Levels, passages_of
from moderation.evaluation.measures import Scores, reaching
from moderation.evaluation.parts import ALL, LOOP, Parts
from moderation.evaluation.screens import Said, Screens, reached
from moderation.evaluation.sources import Judged, Places, sought
from moderation.evaluation.toxicity import Toxicity
from moderation.passage import Passage

COURSE: Final = "event loop and course"


@dataclass(frozen=True, slots=True)
class Rows:
    """`said` is what each screen would have said of each row."""

    held: Held
    said: Mapping[str, Said] = field(repr=False)
    crisis: Crisis

    @classmethod
    def of(cls, screens: Screens, held: Held, logits: Scores | None) -> "Rows":
        passages = passages_of(held.rows)
        rules = [screens.lexicon(passage).findings for passage in passages]
        parts = Parts(rules, held.found, logits if screens.encoding else None)
        said = {one.screen: one for one in screens.held_out(passages, parts)}
        return cls(held, said, Crisis(held, parts.crisis(screens.rankings)))

    @property
    def levels(self) -> Mapping[str, Levels]:
        return {screen: said.levels for screen, said in self.said.items()}

    @property
    def called(self) -> Mapping[str, Chosen]:
        return {screen: said.called for screen, said in self.said.items()}

    def harmless(self, name: str, chosen: Chosen) -> Harmless:
        last = {screen: said for screen, said in self.said.items() if screen in {LOOP, ALL}}
        whole = Harmless(
            name,
            [row.text for row in self.held.rows],
            {screen: said.called for screen, said in last.items()},
            {screen: said.levels > 0 for screen, said in last.items()},
        )
        return whole.part(name, chosen)

    def limit(self, screen: str) -> float:
        """From which score on 90 % of the statements are found."""
        return reaching(self.crisis.by[screen][self.crisis.statements], FOUND)


def rows_of(screens: Screens, places: Places, keeping: Keeping) -> Rows:
    held = Held.out(places, screens.inline.excused, keeping)
    logits = held_out(held.rows, places, keeping.progress)
    keeping.progress("held-out rows")
    return Rows.of(screens, held, logits)


def talks_of(
    screens: Screens, talks: Sequence[Sequence[Passage]], rows: Rows
) -> Mapping[str, Mapping[str, ByTalk]]:
    """By screen and threshold: which turns of those who sought support alarm."""
    mine = [sought(talk) for talk in talks]
    said = [screens.verdicts(talk) for talk in mine]
    ranked = [screens.parts(talk).crisis(screens.rankings) for talk in mine]
    by: dict[str, dict[str, ByTalk]] = {screen: {} for screen in rows.crisis.by}
    for screen in said[0]:
        by[screen] = dict(by_level([reached(talk[screen]) for talk in said]))
    for screen in rows.crisis.by:
        by[screen][f"at {FOUND:.0%}"] = [talk[screen] >= rows.limit(screen) for talk in ranked]
    return by | {COURSE: by_level([_followed(screens, talk) for talk in talks])}


def _followed(screens: Screens, talk: Sequence[Passage]) -> Levels:
    """The whole conversation is read; the turns of the one who sought support count."""
    verdicts = screens.loop.follow(talk)
    mine = set(map(id, sought(talk)))
    return reached([v for v, turn in zip(verdicts, talk, strict=True) if id(turn) in mine])


def toxicity_of(
    screens: Screens, messages: Sequence[Judged]
) -> tuple[Toxicity, Mapping[str, Said]]:
    passages = [Passage(one.text) for one in messages]
    said = {screen: Said.of(screen, v) for screen, v in screens.verdicts(passages).items()}
    scores = screens.parts(passages).toxicity(screens.rankings)
    called = {screen: one.called for screen, one in said.items()}
    return Toxicity(messages, scores, called), said
