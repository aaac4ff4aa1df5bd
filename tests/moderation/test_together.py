"""Signs that are weak alone add up to a finding; nothing that was found is lowered by it."""

from datetime import date

import pytest

from config.files import BadConfig
from moderation.encoder.model import Encoder
from moderation.evaluation.report import Table, page, renewed
from moderation.lexicon.kept import Kept
from moderation.models.port import State, Unscored
from moderation.passage import Passage, Speaker
from moderation.policy import read_policy
from moderation.screen import screen_from
from moderation.together import NAME, Later
from moderation.verdict import Level
from tests.readings import CACHE, CONFIG

BURDEN = "They'd cry for a week and then their lives would be easier without me in the world"
BEREAVED = "it's the anniversary of my husband's suicide tomorrow"


@pytest.fixture(scope="module")
def screen():
    return screen_from(CONFIG, encoder=Encoder.load(), kept=Kept(CACHE))


@pytest.fixture(scope="module")
def alone():
    return screen_from(CONFIG, kept=Kept(CACHE))


@pytest.fixture
def later(screen):
    check = screen.together
    return Later(check.encoder.encoder, check.together)


def test_weak_signs_together_are_a_flag_that_none_of_them_was(screen, alone):
    passage = Passage(BURDEN)
    verdict = screen(passage)
    others = [one for one in verdict.findings if one.check != NAME]
    assert screen.policy.level(others, Speaker.VISITOR) is Level.L1
    assert verdict.level is Level.L2
    (together,) = [one for one in verdict.findings if one.check == NAME]
    assert BURDEN[together.start : together.end]
    assert alone(passage).level < Level.L2


def test_where_no_part_has_spoken_by_itself_it_is_a_hint_at_most(screen, alone):
    assert alone(Passage(BEREAVED)).level is Level.L0
    assert screen(Passage(BEREAVED)).level <= Level.L1


def test_what_a_helper_says_is_nobodys_danger(screen):
    findings = screen(Passage(BURDEN, speaker=Speaker.PEER)).findings
    assert NAME not in [one.check for one in findings]


def test_nothing_is_said_twice_and_nothing_is_lowered(screen):
    grave = screen(Passage("I took all my pills an hour ago. Goodbye."))
    assert grave.level is Level.L4
    assert NAME not in [one.check for one in grave.findings]


def test_a_message_read_later_is_found_the_same(screen, alone, later):
    for text in (BURDEN, BEREAVED, "hello, how are you", "i hear voices telling me i'm worthless"):
        passage = Passage(text)
        known = alone(passage).findings
        (found,) = later.find([passage], [known])
        assert {*known, *found} == set(screen(passage).findings)


def test_without_the_encoder_the_parts_speak_for_themselves(tmp_path, alone):
    absent = Encoder.load(tmp_path / "nowhere")
    screen = screen_from(CONFIG, encoder=absent, kept=Kept(CACHE))
    verdict = screen(Passage(BURDEN))
    assert verdict.findings == alone(Passage(BURDEN)).findings
    assert not verdict.complete
    later = Later(absent, screen.together.together)
    assert later.state is State.ABSENT
    with pytest.raises(Unscored):
        later.find([Passage(BURDEN)], [()])


def test_a_flag_that_asks_for_less_than_a_hint_is_named(tmp_path):
    text = (CONFIG / "policy.toml").read_text("utf-8")
    (tmp_path / "policy.toml").write_text(text.replace("flag = 0.90", "flag = 0.10"), "utf-8")
    with pytest.raises(BadConfig, match="a flag asks for more than a hint"):
        read_policy(tmp_path / "policy.toml")


def test_tables_that_need_no_data_are_written_anew_in_the_page():
    old = [Table("Goals", ("a",), (("1",),)), Table("Blind set", ("a",), (("1",),))]
    new = Table("Blind set", ("a",), (("2",),))
    said = page(old, "It begins.")
    for day in (date(2026, 12, 1), date(2026, 12, 2)):
        said = renewed(said, [new], day)
    assert said.count("## Blind set") == 1
    assert str(old[0]) in said
    assert str(new) in said
    assert "on anew: last on 2026-12-02, after the others." in said
    more = Table("Pairs", ("a",), ())
    said = renewed(said, [more, new], date(2026, 12, 3))
    assert said.endswith(f"{more}\n{new}")
    assert str(old[0]) in said
