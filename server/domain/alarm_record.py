"""How often an alarm was right: counts of what moderators said it was, with an honest interval."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

from server.domain.flag import Outcome
from server.domain.labelling import Label, LabelKind

Z: Final = 1.96  # of the normal distribution: 95 of 100 intervals hold the true share


@dataclass(frozen=True, slots=True)
class AlarmRecord:
    """One reason that flags give: a rule of the lexicon, a model, or a person who asked."""

    reason: str
    right: int  # confirmed, or handed on to another service
    false: int
    wrong: int = 0  # hints that whoever heard the message called wrong

    @property
    def all(self) -> int:
        return self.right + self.false

    @property
    def share(self) -> tuple[float, float]:
        """Between which two the share of right alarms lies."""
        return wilson(self.right, self.all)


def wilson(hits: float, all: float) -> tuple[float, float]:
    """E. B. Wilson's score interval (JASA 22, 1927): fit for few cases and for none at all."""
    if all == 0:
        return 0.0, 1.0
    share, room = hits / all, Z * Z / all
    middle = share + room / 2
    half = Z * sqrt(share * (1 - share) / all + room / (4 * all))
    return max(0.0, (middle - half) / (1 + room)), min(1.0, (middle + half) / (1 + room))


def records(
    resolved: Iterable[tuple[tuple[str, ...], Outcome]], labels: Iterable[Label] = ()
) -> list[AlarmRecord]:
    """From the reasons and the outcome of each flag, and from what was said of hints.

    What was false most often comes first.
    """
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for reasons, outcome in resolved:
        (false if outcome is Outcome.FALSE_ALARM else right).update(set(reasons))
    for label in labels:
        wrong.update(label.reasons)
    found = [
        AlarmRecord(one, right[one], false[one], wrong[one]) for one in {*right, *false, *wrong}
    ]
    return sorted(found, key=lambda one: (-one.false, -one.wrong, -one.all, one.reason))


def missed(labels: Iterable[Label]) -> list[tuple[str, int]]:
    """Concerns that the screen missed, the most frequent first."""
    counted = Counter(one.concern for one in labels if one.kind is LabelKind.MISSED)
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))
