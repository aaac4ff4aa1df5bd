"""What the answers call for, and that one more answer never takes it down."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.ladder import load_ladder
from config.places import ROOT
from moderation.verdict import Level
from server.domain.assessment import Answers, Assessment, Rule, Timeframe, Told, proposed
from server.services.risk.assessing import rules_of

RULES = rules_of(load_ladder(ROOT / "config"))
YES, NO, UNCLEAR = Told.YES, Told.NO, Told.UNCLEAR
ASKED = {"thoughts": Told, "plan": Told, "means": Told, "time": Timeframe}

replies = st.none() | st.sampled_from(Told)
answers = st.builds(
    Answers,
    thoughts=replies,
    plan=replies,
    means=replies,
    time=st.none() | st.sampled_from(Timeframe),
)
rules = st.lists(
    st.builds(
        Rule,
        level=st.sampled_from(Level),
        needs=st.dictionaries(
            st.sampled_from(["thoughts", "plan", "means"]),
            st.frozensets(st.sampled_from([each.value for each in Told]), min_size=1),
            min_size=1,
        ),
    )
)


@pytest.mark.parametrize(
    ("given_", "level"),
    [
        (Answers(), Level.L0),
        (Answers(NO, NO, NO, Timeframe.NONE), Level.L0),
        (Answers(UNCLEAR), Level.L1),
        (Answers(YES), Level.L2),
        (Answers(YES, NO, NO), Level.L2),
        (Answers(YES, YES, NO), Level.L2),
        (Answers(NO, NO, YES), Level.L2),
        (Answers(YES, YES, YES), Level.L3),
        (Answers(YES, YES, UNCLEAR), Level.L3),
        (Answers(YES, NO, NO, Timeframe.LATER), Level.L3),
        (Answers(YES, YES, YES, Timeframe.DAYS), Level.L4),
        (Answers(time=Timeframe.NOW), Level.L4),
    ],
)
def test_what_the_answers_call_for_is_what_the_ladder_says(given_, level):
    assert proposed(given_, RULES) is level


@given(answers, rules, st.sampled_from(sorted(ASKED)), st.data())
def test_to_ask_one_more_question_never_takes_a_level_down(before, any_rules, about, data):
    if getattr(before, about) is not None:
        return
    after = replace(before, **{about: data.draw(st.sampled_from(ASKED[about]))})
    assert proposed(after, any_rules) >= proposed(before, any_rules)


def test_the_answers_do_not_show_in_a_log():
    answers = Answers(YES, YES, YES, Timeframe.NOW)
    kept = Assessment("talk", answers, "Her dog", Level.L4, "Pat", datetime(2026, 3, 1, tzinfo=UTC))
    assert not {"yes", "now", "dog", "Pat"} & set(re.findall(r"\w+", repr(kept)))
