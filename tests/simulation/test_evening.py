"""A rule is tried on people who were invented or recorded: all are accounted for."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.matching import Rule
from server.domain.waits import Like, Waited
from server.simulation.arrivals import Arrival, Crowd, generated, recorded
from server.simulation.evening import Evening, Outcome, team
from server.simulation.report import rows

BEGIN = datetime(2026, 3, 2, 18, tzinfo=UTC)
CROWD = Crowd(["en", "fr"], ["loss", "money"], ["lost_someone", "man"], 0.5)
SOON = Rule()
WISHES = Rule(timedelta(minutes=3))


def came(minute, **more):
    shape = {"language": "en", "topic": None, "wish": None, "at_risk": False}
    patience = timedelta(hours=1)
    return Arrival(BEGIN + timedelta(minutes=minute), **{**shape, "patience": patience, **more})


def played(arrivals, peers, rule=SOON, minutes=30, at_once=1):
    crew = team(random.Random(3), CROWD, peers, BEGIN)
    evening = Evening(arrivals, crew, rule, lambda _: timedelta(minutes=minutes), at_once)
    for _ in evening.steps():
        pass
    return evening.outcomes


@settings(max_examples=30)
@given(st.integers(0, 2**32), st.integers(1, 6), st.sampled_from([SOON, WISHES]), st.integers(1, 3))
def test_everybody_who_came_was_answered_or_left_once(seed, peers, rule, at_once):
    arrivals = generated(random.Random(seed), CROWD, BEGIN, 1, 10)
    if arrivals:
        assert len(played(arrivals, peers, rule, at_once=at_once)) == len(arrivals)


def test_with_one_peer_the_second_waits_until_the_first_has_talked():
    waits = [one.waited.time for one in played([came(0), came(1)], peers=1)]
    assert waits == [timedelta(), timedelta(minutes=29)]


def test_a_peer_with_two_at_once_answers_the_second_too_but_not_beside_somebody_at_risk():
    waits = [one.waited.time for one in played([came(0), came(1)], peers=1, at_once=2)]
    assert waits == [timedelta(), timedelta()]
    waits = [one.waited.time for one in played([came(0, at_risk=True), came(1)], 1, at_once=2)]
    assert waits == [timedelta(), timedelta(minutes=29)]


def test_who_has_no_more_patience_leaves_and_counts_among_those_who_wait():
    (answered, left) = played([came(0), came(1, patience=timedelta(minutes=5))], peers=1)
    assert answered.waited.answered
    assert (left.waited.answered, left.waited.time) == (False, timedelta(minutes=5))


def test_risk_comes_first_in_it_too():
    outcomes = played([came(0), came(1), came(2, at_risk=True)], peers=1)
    assert [one.waited.time for one in outcomes][1] == timedelta(minutes=28)


def test_what_was_recorded_comes_again_at_the_same_distance():
    now = BEGIN + timedelta(days=7)
    like = Like("fr", "loss", 18)
    history = [
        Waited(like, timedelta(minutes=4), answered=True, ago=timedelta(hours=2)),
        Waited(like, timedelta(minutes=9), answered=False, ago=timedelta(hours=3)),
        Waited(like, timedelta(minutes=1), answered=False, ago=None),
    ]
    first, second = recorded(random.Random(1), CROWD, history, now)
    assert first.at == now - timedelta(hours=3, minutes=9)
    assert first.patience == timedelta(minutes=9)
    assert second.at == now - timedelta(hours=2, minutes=4)
    assert second.patience > timedelta(minutes=4)
    assert (second.language, second.topic) == ("fr", "loss")


def test_the_table_holds_every_group_with_both_rules_side_by_side():
    def waited(minutes, topic, *, answered=True, suited=False):
        like = Like("en", topic, 18)
        return Outcome(Waited(like, timedelta(minutes=minutes), answered), suited)

    today = [waited(4, "loss", suited=True), waited(9, None, answered=False)]
    other = [waited(2, "loss"), waited(3, None)]
    found = {row.group: (row.count, row.cells) for row in rows([today, other])}
    assert found["everybody", ""] == (2, ("4.0", "2.0", "–", "3.0", "50", "0", "100", "0"))
    assert found["topic", "loss"][1][:2] == ("4.0", "2.0")
    assert {name for name, _ in found} == {"everybody", "language", "topic", "hour (UTC)"}
