"""The reviewer: silence never means clean, and crisis is decided before toxicity."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.files import BadConfig
from moderation.passage import Passage, Speaker
from moderation.policy import read_policy
from moderation.review import Reviewer
from moderation.screen import screen_from
from moderation.verdict import Action, Concern, Finding, Level, Severity
from tests.moderation.conftest import CONFIG

POLICY = read_policy(CONFIG / "policy.toml")


def broken(passage: Passage) -> Iterator[Finding]:
    yield Finding(Concern.SPAM, Severity.LOW, 0, 1, "Before it broke.", "broken")
    raise RuntimeError(passage.text)


def sees_danger(passage: Passage) -> Iterator[Finding]:
    yield Finding(Concern.SUICIDE, Severity.HIGH, 0, 1, "Danger.", "sees_danger")


def test_a_check_that_raises_makes_the_verdict_incomplete_and_calls_a_person() -> None:
    verdict = Reviewer((broken,), POLICY)(Passage("x"))
    assert not verdict.complete
    assert Action.FLAG in verdict.actions


def test_the_other_checks_still_count_when_one_raises() -> None:
    verdict = Reviewer((broken, sees_danger), POLICY)(Passage("x"))
    assert verdict.level is Level.L3
    assert Action.HELP_CARD in verdict.actions


def test_a_failed_check_is_logged_without_the_words(capsys) -> None:
    Reviewer((broken,), POLICY)(Passage("a secret canary"))
    logged = capsys.readouterr().out
    assert json.loads(logged)["check"] == "broken"
    assert "canary" not in logged


def test_somebody_who_swears_in_distress_is_not_silenced(screen) -> None:
    for text in (
        "fuck you all, i want to die",
        "go kill yourself, i am going to kill myself",
        "he called me a stupid bitch and hit me",
        "you stupid bitch, i just want the pain to stop",
    ):
        verdict = screen(Passage(text))
        assert verdict.level > Level.L0
        assert Action.WITHHOLD not in verdict.actions


def test_a_gross_attack_alone_is_held_back_and_flagged(screen) -> None:
    verdict = screen(Passage("go kill yourself"))
    assert Action.WITHHOLD | Action.FLAG in verdict.actions


def test_what_is_held_back_is_screened_for_crisis_all_the_same(screen) -> None:
    verdict = screen(Passage("call me on 07911 123456", speaker=Speaker.PEER))
    assert Action.WITHHOLD in verdict.actions
    verdict = screen(Passage("i want to die, call me on 07911 123456", speaker=Speaker.PEER))
    assert {Concern.SUICIDE, Concern.CONTACT_DETAILS} <= {f.concern for f in verdict.findings}
    assert Action.FLAG in verdict.actions


def test_swearing_alone_is_no_finding(screen) -> None:
    assert screen(Passage("what a shit fucking day, damn it")).findings == ()


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "a" * 20_000, "\ud800", "💔" * 500])
def test_any_text_gets_a_complete_verdict(screen, text: str) -> None:
    assert screen(Passage(text, before=text)).complete


def test_the_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "en.toml").write_text("language = 5")
    (tmp_path / "policy.toml").write_text("rule = 5")
    with pytest.raises(BadConfig) as raised:
        screen_from(tmp_path)
    told = "\n".join(raised.value.problems)
    assert "en.toml:1" in told
    assert "policy.toml:1" in told
