"""A report's tables from what peers wrote after conversations."""

from collections import Counter
from collections.abc import Iterable, Sequence

from moderation.verdict import Level
from server.domain.figures import Table, table
from server.domain.happened import Wrapped
from server.domain.wrapping_up import FollowUp, Went


def wrapped_up(all_: Sequence[Wrapped]) -> tuple[Table, ...]:
    """Peers may name several topics and follow-ups of one conversation."""
    said = [one for one in all_ if one.went]
    levels = [f"L{one.level}" if one.level is not None else "not said" for one in said]
    topics = [topic for one in all_ for topic in one.topics]
    after = [step.replace("_", " ") for one in said for step in one.follow_ups]
    went = [one.went.replace("_", " ") if one.went else "not written up" for one in all_]
    return (
        _counted("How conversations went", (*_names(Went), "not written up"), went),
        _counted("Worry at the end", (*(f"L{level}" for level in Level), "not said"), levels),
        _counted("Topics that peers named", sorted(set(topics)), topics),
        _counted("What comes after", _names(FollowUp), after),
    )


def _names(kinds: Iterable[Went] | Iterable[FollowUp]) -> tuple[str, ...]:
    return tuple(kind.value.replace("_", " ") for kind in kinds)


def _counted(title: str, labels: Sequence[str], found: Sequence[str]) -> Table:
    counted = Counter(found)
    return table(title, labels, {"conversations": [counted[label] for label in labels]})
