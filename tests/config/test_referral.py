"""The referral's times, words and reasons are read, and what is wrong with them is told."""

from pathlib import Path

import pytest

from config.everything import before_you_open, load
from config.files import BadConfig
from config.places import ROOT
from config.referral import load_referral
from moderation.verdict import Level
from server.domain.referral import RUNNING, ReferralState
from server.services.referrals.pathway import pathway_of

EVERYTHING = load(ROOT / "config")
SHIPPED = (ROOT / "config" / "referral.toml").read_text(encoding="utf-8")


def told(folder: Path, text: str) -> str:
    (folder / "referral.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig) as bad:
        load_referral(folder)
    return str(bad.value)


def test_every_state_that_waits_has_a_time_and_words_for_when_it_is_over() -> None:
    pathway = pathway_of(EVERYTHING.referral)
    assert set(pathway.patience) == RUNNING
    assert set(pathway.nowhere) == {*RUNNING, ReferralState.FAILED}


def test_who_said_yes_in_danger_waits_minutes_for_the_hand_over() -> None:
    accepted = EVERYTHING.referral.accepted
    times = [accepted.at(level).total_seconds() for level in range(5)]
    assert times == sorted(times, reverse=True)
    assert times[0] == accepted.patience.total_seconds()
    assert times[3] <= 5 * 60
    pathway = pathway_of(EVERYTHING.referral)
    assert pathway.lasts(ReferralState.ACCEPTED, Level.L3) == accepted.at(3)


def test_what_is_wrong_is_told_with_its_line_all_at_once(tmp_path: Path) -> None:
    text = SHIPPED.replace("minutes = 10\n", "minutes = 0\n", 1)
    text = text.replace("from_level = 4\n# Whether", "from_level = 1\n# Whether")
    said = told(tmp_path, text).splitlines()
    lines = text.splitlines()
    wrong = [lines.index("minutes = 0") + 1, lines.index("from_level = 1") + 1]
    assert [int(line.split(":")[1]) for line in said] == wrong


def test_a_reason_that_is_there_twice_is_told(tmp_path: Path) -> None:
    assert "there twice" in told(tmp_path, SHIPPED.replace("child_in_danger", "life_in_danger"))


def test_going_ahead_without_a_reason_is_not_configured_away(tmp_path: Path) -> None:
    bare = SHIPPED.split("[[without_consent.reasons]]")[0]
    assert "reasons" in told(tmp_path, bare)


def test_nobody_has_signed_it_yet() -> None:
    points = list(before_you_open(EVERYTHING, EVERYTHING.referral.reviewed))
    told = "referral.toml: not signed off: what stands at its top, without_consent"
    assert told in points
