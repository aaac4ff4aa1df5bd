"""The blind sets' danger beside turns of real conversations: what is found for how many flags.

Shares of a written set say how the screen parts its author's danger from its author's small talk.
How often it speaks in vain in a real night only real turns say, and two screens are compared
where both speak equally often there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from moderation.evaluation.blind import LEVELS, Blind
from moderation.evaluation.levels import Levels
from moderation.evaluation.measures import AT_SPECIFICITY, Scores, auc, figure, share
from moderation.evaluation.report import Table
from moderation.evaluation.screens import Screens, reached
from moderation.passage import Passage

TITLE = "Blind sets beside real conversations"


@dataclass(frozen=True, slots=True)
class Turns:
    """What the screens say of what people sought support with; nobody judged any of it."""

    levels: Mapping[str, Levels] = field(repr=False)
    scores: Mapping[str, Scores] = field(repr=False)

    @classmethod
    def read(cls, screens: Screens, turns: Sequence[Passage]) -> "Turns":
        levels = {name: reached(said) for name, said in screens.verdicts(turns).items()}
        return cls(levels, screens.parts(turns).crisis(screens.rankings))


def beside_talks(turns: Turns, sets: Sequence[Blind]) -> Table:
    found = (f"found where {1 - at:.0%} of real turns alarm" for at in AT_SPECIFICITY)
    return Table(
        TITLE,
        ("danger of", "screen", "AUC", *found, *(f"real turns: {one.name}+" for one in LEVELS)),
        tuple(line for blind in sets for line in _lines(turns, blind)),
        "Against every turn of those who sought support in real conversations, though some of "
        "them were in distress. Compare screens here before shares of a level: whoever speaks more "
        "often finds more.",
    )


def _lines(turns: Turns, blind: Blind) -> Iterator[tuple[str, ...]]:
    for screen, levels in turns.levels.items():
        danger, real = blind.scores[screen][blind.danger], turns.scores[screen]
        parted = (figure(one, danger, real) for one in (auc, *AT_SPECIFICITY.values()))
        alarms = (figure(share, levels >= level) for level in LEVELS)
        yield blind.title, screen, *map(str, (*parted, *alarms))
