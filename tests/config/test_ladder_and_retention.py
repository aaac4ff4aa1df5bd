"""The ladder only gets quicker, and what is graver is kept longer."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.files import BadConfig
from config.ladder import EMERGENCY, load_ladder
from config.places import ROOT
from config.retention import load_retention

CONFIG = ROOT / "config"
LADDER = load_ladder(CONFIG)
SHIPPED = (CONFIG / "ladder.toml").read_text(encoding="utf-8")


def told(tmp_path: Path, text: str) -> str:
    (tmp_path / "ladder.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig) as bad:
        load_ladder(tmp_path)
    return str(bad.value)


def test_the_clocks_are_those_of_the_design() -> None:
    assert [rung.claim_seconds for rung in LADDER.rungs] == [300, 300, 120, 60, 0]
    imminent = [LADDER.at(4).alarm_after(lapses).seconds for lapses in range(3)]
    assert imminent == [60, 90, 120]


def test_each_higher_level_alerts_the_next_moderator_at_least_as_soon() -> None:
    clocks = [LADDER.clocks()[level] for level in range(5)]
    assert clocks == sorted(clocks, reverse=True)


@pytest.mark.parametrize("level", range(5))
def test_a_call_by_hand_is_answered_sooner_than_its_level_asks_or_as_soon(level: int) -> None:
    for lapses in range(3):
        alarms = [one.alarm_after(lapses) for one in LADDER.times(level, asked=True)]
        assert min(alarms) == LADDER.call.alarm_after(lapses)
    assert LADDER.times(level, asked=False) == (LADDER.at(level),)


def test_with_nobody_on_duty_the_pager_waits_for_nobody_from_thoughts_of_suicide_on() -> None:
    assert [rung.nobody_seconds for rung in LADDER.rungs] == [300, 300, 0, 0, 0]
    assert LADDER.call.nobody_seconds == 0


def test_a_pager_that_comes_later_with_nobody_on_duty_is_told(tmp_path: Path) -> None:
    said = told(tmp_path, SHIPPED.replace("nobody_seconds = 300", "nobody_seconds = 421", 1))
    assert "with nobody on duty the pager comes no later" in said


def test_a_call_by_hand_is_held_to_the_same_order(tmp_path: Path) -> None:
    first, last = SHIPPED.rsplit("pager_seconds = 120", 1)
    said = told(tmp_path, f"{first}pager_seconds = 60{last}")
    line = f"{first}pager_seconds".count("\n") + 1
    assert f"ladder.toml:{line}: the pager comes after everyone" in said


def test_from_thoughts_of_suicide_on_the_peer_gets_nobody_new() -> None:
    assert [rung.new_offers for rung in LADDER.rungs] == [True, True, False, False, False]


@pytest.mark.parametrize("rung", LADDER.rungs, ids=lambda rung: rung.name)
def test_every_level_has_words_for_the_peer_and_a_list_for_the_moderator(rung) -> None:
    assert rung.script.ask and rung.script.validate and rung.script.refer
    assert rung.checklist
    assert bool(rung.peer_hint) is (rung.level > 0)


def test_in_danger_both_sides_name_the_number_of_the_country_that_was_chosen() -> None:
    gravest = LADDER.at(4)
    assert any(EMERGENCY in line for line in gravest.script.ask)
    assert sum(EMERGENCY in step for step in gravest.checklist) == 2


def test_what_stands_for_nothing_is_told(tmp_path: Path) -> None:
    said = told(tmp_path, SHIPPED.replace("Can you call {emergency}", "Can you call {number}", 1))
    assert "{number} stands for nothing here" in said


def test_a_missing_level_is_told(tmp_path: Path) -> None:
    questions = SHIPPED[SHIPPED.index("[call]") :]
    shorter = SHIPPED[: SHIPPED.rindex("[[rungs]]")] + questions
    assert "here are [0, 1, 2, 3]" in told(tmp_path, shorter)


def test_the_questions_stand_in_the_order_in_which_they_are_asked(tmp_path: Path) -> None:
    about = [question.about for question in LADDER.assessment.questions]
    assert about == ["thoughts", "plan", "means", "time", "protects"]
    said = told(tmp_path, SHIPPED.replace('about = "plan"', 'about = "means"', 1))
    assert "once each, in this order" in said


def test_a_rule_that_names_no_answer_is_told(tmp_path: Path) -> None:
    assert "a rule must name the answers" in told(
        tmp_path, SHIPPED.replace('thoughts = ["unclear"]\n', "", 1)
    )


def test_the_gravest_answers_must_call_for_the_highest_level(tmp_path: Path) -> None:
    milder = SHIPPED.replace('level = 4\ntime = ["now", "days"]', 'level = 3\ntime = ["now"]')
    assert "must call for level 4" in told(tmp_path, milder)


def test_a_slower_higher_level_is_told_with_its_line(tmp_path: Path) -> None:
    broken = SHIPPED.replace("claim_seconds = 0\n", "claim_seconds = 90\n")
    line = broken[: broken.index("claim_seconds = 90")].count("\n") + 1
    said = told(tmp_path, broken)
    assert f"ladder.toml:{line}: a higher level must not be slower" in said
    assert f"ladder.toml:{line + 1}: the next moderator" in said


def test_a_pager_that_goes_off_before_everyone_was_called_is_told(tmp_path: Path) -> None:
    said = told(tmp_path, SHIPPED.replace("everyone_seconds = 90", "everyone_seconds = 120"))
    assert "the pager comes after everyone on duty" in said


def test_a_higher_level_reaches_people_in_no_fewer_ways(tmp_path: Path) -> None:
    first, last = SHIPPED.rsplit('pager = ["webhook", "mail", "push"]', 1)
    assert "reaches people in more ways" in told(tmp_path, f'{first}pager = ["mail"]{last}')


def test_a_help_card_cannot_be_taken_from_a_higher_level(tmp_path: Path) -> None:
    first, last = SHIPPED.rsplit("help_card = true", 1)
    assert "shows the help card" in told(tmp_path, f"{first}help_card = false{last}")


def test_chats_are_kept_as_long_as_their_level_says() -> None:
    retention = load_retention(CONFIG)
    kept = [retention.kept(level) for level in range(5)]
    assert kept == [timedelta(days=days) for days in (1, 1, 30, 90, 90)]
    assert (retention.shortest, retention.longest) == (kept[0], kept[4])
