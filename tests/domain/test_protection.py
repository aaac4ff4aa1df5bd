"""What hurts a peer ends in one act, but never where somebody may be in danger."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.verdict import Level
from server.domain.ending import HowToEnd
from server.domain.flag import ASKED
from server.domain.protection import SAID, STOPPED, Hurt, Hurting, ends_it

AT = datetime(2026, 12, 1, 20, tzinfo=UTC)
CLOCKS = {level: timedelta(seconds=600 - 100 * level) for level in Level}


def report(kind, level, *, ended):
    return Hurting(kind, "They went on", CLOCKS).raising(level, AT, ended=ended)


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("how", list(HowToEnd))
@pytest.mark.parametrize("accompanied", [False, True])
def test_it_ends_only_what_is_calm_settled_and_the_peers_own(level, how, accompanied):
    calm = level < Level.L2 and how is HowToEnd.SIMPLY
    assert ends_it(level, how, accompanied=accompanied) is (calm and not accompanied)


def test_a_threat_is_looked_at_sooner_than_an_insult():
    insult, threat = (report(one, Level.L0, ended=True) for one in (Hurt.INSULTS, Hurt.THREATS))
    assert (insult.level, threat.level) == (Level.L1, Level.L2)
    assert threat.due_at < insult.due_at


def test_danger_is_not_made_smaller_by_it_and_somebody_is_called():
    found = report(Hurt.INSULTS, Level.L3, ended=False)
    assert (found.level, found.due_at) == (Level.L3, AT + CLOCKS[Level.L3])
    assert ASKED in found.concerns
    assert ASKED not in report(Hurt.INSULTS, Level.L0, ended=True).concerns


def test_every_kind_has_a_sentence_for_both_sides():
    assert set(STOPPED) == set(SAID) == set(Hurt)
    assert len(set(STOPPED.values())) == len(Hurt)
