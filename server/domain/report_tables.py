"""A report's tables from what happened: each count safe to be shown, by figures.py."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from statistics import mean, median
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from moderation.verdict import Level
from server.domain.figures import Measure, Table, table
from server.domain.happened import Came, Felt, Flagged, Happened
from server.domain.referral import ReferralState
from server.domain.report_later import told_later
from server.domain.report_wrap_ups import wrapped_up

HOURS: Final = tuple(f"{hour:02}:00" for hour in range(24))
LEVELS: Final = tuple(f"L{level}" for level in Level)
NO_TOPIC: Final = "none chosen"
MINUTE: Final = timedelta(minutes=1)
One = TypeVar("One")


def report(
    happened: Happened, zone: ZoneInfo, clocks: Mapping[Level, timedelta]
) -> tuple[Table, ...]:
    """`clocks` is within which time a flag of each level should be claimed."""
    came, felt = happened.came, happened.felt
    return (
        _waits("Waits by language", came, lambda one: one.language),
        _waits("Waits by topic", came, lambda one: one.topic or NO_TOPIC),
        _by_hour(came, zone),
        _levels(happened.flagged, zone),
        _claims(happened.flagged, clocks),
        _outcomes(happened.referrals),
        *told_later(happened.later),
        _distress("Distress by language", felt, lambda one: one.language),
        _distress("Distress by topic", felt, lambda one: one.topic or NO_TOPIC),
        *wrapped_up(happened.wrapped),
    )


def _waits(title: str, came: Sequence[Came], key: Callable[[Came], str]) -> Table:
    groups = _grouped(came, key)
    answered = [[one.waited for one in group if one.answered] for group in groups.values()]
    left = [sum(not one.answered for one in group) for group in groups.values()]
    measure = Measure("median wait, min", "answered", [_median(each) for each in answered])
    counts = {"answered": [len(each) for each in answered], "left without an answer": left}
    return table(title, list(groups), counts, [measure])


def _by_hour(came: Sequence[Came], zone: ZoneInfo) -> Table:
    """In which hour of the day they came."""
    hours = [(one.at.astimezone(zone).hour, one.answered) for one in came]
    counts = {
        "answered": _counted([hour for hour, answered in hours if answered]),
        "left without an answer": _counted([hour for hour, answered in hours if not answered]),
    }
    return table("Waits by hour", HOURS, counts)


def _levels(flagged: Sequence[Flagged], zone: ZoneInfo) -> Table:
    counts = {
        name: _counted([f.at.astimezone(zone).hour for f in flagged if f.level is level])
        for level, name in zip(Level, LEVELS, strict=True)
    }
    return table("Flags by hour and level", HOURS, counts)


def _claims(flagged: Sequence[Flagged], clocks: Mapping[Level, timedelta]) -> Table:
    groups = [[one for one in flagged if one.level is level] for level in Level]
    median_ = [_median([f.claimed for f in group if f.claimed is not None]) for group in groups]
    shares = [_share(group, clocks[level]) for level, group in zip(Level, groups, strict=True)]
    return table(
        "Time to claim by level",
        LEVELS,
        {"flags": [len(group) for group in groups]},
        [
            Measure("median, min", "flags", median_),
            Measure("inside the clock, %", "flags", shares),
        ],
    )


def _outcomes(states: Sequence[str]) -> Table:
    counted = Counter(states)
    labels = [state.value.replace("_", " ") for state in ReferralState]
    return table("Referrals", labels, {"referrals": [counted[state] for state in ReferralState]})


def _distress(title: str, felt: Sequence[Felt], key: Callable[[Felt], str]) -> Table:
    groups = _grouped(felt, key)
    counts = {"told both": [len(group) for group in groups.values()]}
    before = [round(mean(one.before for one in group), 1) for group in groups.values()]
    after = [round(mean(one.after for one in group), 1) for group in groups.values()]
    measures = [Measure("before", "told both", before), Measure("after", "told both", after)]
    return table(title, list(groups), counts, measures)


def _grouped(things: Sequence[One], key: Callable[[One], str]) -> Mapping[str, list[One]]:
    groups: dict[str, list[One]] = {}
    for one in things:
        groups.setdefault(key(one), []).append(one)
    return dict(sorted(groups.items()))


def _counted(hours: Sequence[int]) -> list[int]:
    counted = Counter(hours)
    return [counted[hour] for hour in range(len(HOURS))]


def _median(times: Sequence[timedelta]) -> float | None:
    """In minutes."""
    return round(median(time / MINUTE for time in times), 1) if times else None


def _share(group: Sequence[Flagged], clock: timedelta) -> float | None:
    inside = sum(one.claimed is not None and one.claimed <= clock for one in group)
    return round(100 * inside / len(group)) if group else None


def text(tables: Sequence[Table]) -> Iterator[str]:
    """For a terminal. A dash is what may not be shown, or is not known."""
    for one in tables:
        yield f"\n{one.title}"
        width = max(len(row.label) for row in one.rows)
        yield f"{'':{width}}  {'  '.join(one.columns)}"
        for row in one.rows:
            cells = zip(row.cells, one.columns, strict=True)
            shown = ("–" if cell is None else f"{cell:g}" for cell, _ in cells)
            sized = (f"{cell:>{len(name)}}" for cell, name in zip(shown, one.columns, strict=True))
            yield f"{row.label:{width}}  {'  '.join(sized)}"
