"""The scripts of practice conversations, as the configuration tells them."""

from config import practice as table
from server.domain.cues import Cue
from server.domain.practice import Mark, Moment, Scenario, Way


def scenario_of(id: str, practice: table.Practice) -> Scenario:
    """Raises KeyError where there is none of this id."""
    told = practice.scenarios[id]
    cues = practice.table.cues if practice.table else ()
    return Scenario(
        id=id,
        start=told.start,
        moments={one.id: _moment(one) for one in told.moments},
        marks=tuple(map(_mark, told.marks)),
        cues=tuple(Cue(one.id, one.phrases, one.unless, one.asks) for one in cues),
        pass_mark=told.pass_mark,
    )


def _moment(one: table.Moment) -> Moment:
    ways = tuple(Way(frozenset(way.hears), frozenset(way.unless), way.to) for way in one.ways)
    return Moment(one.says, ways, one.nudges, one.drifts)


def _mark(one: table.Mark) -> Mark:
    return Mark(
        must=one.must,
        said=frozenset(one.said),
        never=frozenset(one.never),
        did=frozenset(one.did),
        reached=frozenset(one.reached),
        since=one.since,
        within=one.within,
    )
