"""The policy table: complete, and never harsher to the person who is in danger."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.files import BadConfig
from moderation.passage import Speaker
from moderation.policy import CASES, read_policy
from moderation.verdict import Action, Concern, Finding, Level, Severity
from tests.moderation.conftest import CONFIG

PATH = CONFIG / "policy.toml"
POLICY = read_policy(PATH)
DANGERS = (
    Concern.SUICIDE,
    Concern.SELF_HARM,
    Concern.HARM_TO_OTHERS,
    Concern.ABUSE,
    Concern.MEDICAL_EMERGENCY,
    Concern.EATING_DISORDER,
)

FINDINGS = st.builds(
    Finding,
    concern=st.sampled_from(Concern),
    severity=st.sampled_from(Severity),
    start=st.just(0),
    end=st.just(1),
    reason=st.just("Because."),
    check=st.just("test"),
)
SPEAKERS = st.sampled_from(Speaker)


def _finding(concern: Concern, severity: Severity) -> Finding:
    return Finding(concern, severity, 0, 1, "Because.", "test")


def _problems(tmp_path: Path, text: str) -> tuple[str, ...]:
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig) as raised:
        read_policy(path)
    return raised.value.problems


def test_every_case_is_decided() -> None:
    assert POLICY.table.keys() == CASES


@given(st.lists(FINDINGS), FINDINGS, SPEAKERS, st.booleans())
def test_finding_more_never_takes_an_action_back(found, another, speaker, complete) -> None:
    """But holding back and ending, which danger vetoes."""
    before = POLICY.actions(found, speaker, complete=complete)
    after = POLICY.actions([*found, another], speaker, complete=complete)
    assert before & ~(Action.WITHHOLD | Action.END) in after
    assert POLICY.level([*found, another], speaker) >= POLICY.level(found, speaker)


@given(st.lists(FINDINGS), SPEAKERS)
def test_an_incomplete_review_always_reaches_a_person(found, speaker) -> None:
    assert Action.FLAG in POLICY.actions(found, speaker, complete=False)


@given(st.lists(FINDINGS), SPEAKERS)
def test_nobody_at_level_one_or_above_is_silenced(found, speaker) -> None:
    if POLICY.level(found, speaker) > Level.L0:
        assert Action.WITHHOLD not in POLICY.actions(found, speaker, complete=True)


@given(st.lists(FINDINGS), SPEAKERS)
def test_an_incomplete_review_ends_nothing(found, speaker) -> None:
    assert Action.END not in POLICY.actions(found, speaker, complete=False)


@given(st.lists(FINDINGS), st.booleans())
def test_who_spoke_of_danger_lately_is_neither_silenced_nor_sent_away(found, complete) -> None:
    actions = POLICY.actions(found, Speaker.VISITOR, complete=complete, after_danger=True)
    assert not actions & (Action.WITHHOLD | Action.END)


def test_only_the_worst_conduct_of_a_visitor_ends_a_conversation() -> None:
    """A peer's would leave the visitor alone: it is held back, and a moderator takes over."""
    ends = {case for case, row in POLICY.table.items() if Action.END in row.actions}
    worst = (Concern.TOXICITY, Concern.HARASSMENT, Concern.GROOMING, Concern.SPAM)
    assert ends == {(concern, Severity.IMMEDIATE, Speaker.VISITOR) for concern in worst}


def test_whatever_is_held_back_or_ended_is_flagged_and_of_no_level() -> None:
    for row in POLICY.table.values():
        if row.actions & (Action.WITHHOLD | Action.END):
            assert Action.FLAG in row.actions
            assert row.level is Level.L0
        if Action.END in row.actions:
            assert Action.WITHHOLD in row.actions


def test_no_danger_is_ever_a_reason_to_hold_back() -> None:
    for (concern, _, _), row in POLICY.table.items():
        if concern in DANGERS or concern in {Concern.THIRD_PARTY, Concern.MINOR}:
            assert not row.actions & (Action.WITHHOLD | Action.END)


@given(st.lists(FINDINGS), st.sampled_from(DANGERS), st.sampled_from(Severity))
def test_a_visitor_in_danger_is_never_silenced(found, concern, severity) -> None:
    found = [*found, _finding(concern, severity)]
    actions = POLICY.actions(found, Speaker.VISITOR, complete=True)
    assert not actions & (Action.WITHHOLD | Action.END)
    assert POLICY.level(found, Speaker.VISITOR) >= severity


@given(st.sampled_from(DANGERS), st.sampled_from(Severity))
def test_a_rung_of_danger_is_the_level_of_a_visitors_conversation(concern, severity) -> None:
    assert POLICY.level([_finding(concern, severity)], Speaker.VISITOR) == Level(severity)


def test_a_peers_contact_details_are_held_back_and_a_visitors_are_not() -> None:
    found = [_finding(Concern.CONTACT_DETAILS, Severity.MODERATE)]
    assert Action.WITHHOLD in POLICY.actions(found, Speaker.PEER, complete=True)
    actions = POLICY.actions(found, Speaker.VISITOR, complete=True)
    assert actions == Action.HINT | Action.FLAG


def test_a_missing_case_is_named(tmp_path: Path) -> None:
    text = PATH.read_text().replace('concerns = ["minor"]\nseverities = [1]', "", 1)
    whole = PATH.read_text()
    at = whole.index('[[rule]]\nconcerns = ["minor"]\nseverities = [1]')
    text = whole[:at] + whole[whole.index("[[rule]]", at + 1) :]
    assert any(
        "no rule decides minor at severity 1 from a visitor" in problem
        for problem in _problems(tmp_path, text)
    )


def test_a_case_decided_twice_is_named_with_its_line(tmp_path: Path) -> None:
    rule = '[[rule]]\nconcerns = ["spam"]\nseverities = [1]\nspeakers = ["peer"]\nlevel = 0\n'
    whole = PATH.read_text()
    text = f"{whole}\n{rule}actions = []\n"
    line = text.count("\n") - 5
    found = _problems(tmp_path, text)
    assert any(re.search(rf":{line}: spam at severity 1 from a peer is decided", p) for p in found)


def test_a_milder_consequence_for_something_worse_is_named(tmp_path: Path) -> None:
    text = PATH.read_text().replace("level = 3", "level = 1", 1)
    found = _problems(tmp_path, text)
    assert any("milder consequences than the severity below" in problem for problem in found)


def test_an_unknown_action_is_named(tmp_path: Path) -> None:
    text = PATH.read_text().replace('"help_card"', '"help_cart"', 1)
    assert any("help_cart" in p or "actions" in p for p in _problems(tmp_path, text))
