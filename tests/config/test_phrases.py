"""Phrases by language: what is shipped loads, and what is wrong is told with its line."""

import shutil
from pathlib import Path

import pytest

from config.everything import before_you_open, load
from config.files import BadConfig
from config.phrases import PhraseBooks, load_phrases
from config.places import ROOT

CONFIG = ROOT / "config"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CONFIG / "phrases", tmp_path / "phrases")
    return tmp_path


def changed(folder: Path, old: str, new: str) -> str:
    path = folder / "phrases" / "en.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadConfig) as bad:
        load_phrases(folder, "en").agree(folder, topics())
    return str(bad.value)


def topics() -> set[str]:
    return {one.id for one in load(CONFIG).service.topics}


def books() -> PhraseBooks:
    return load(CONFIG).phrases


def test_every_team_has_phrases_in_each_language() -> None:
    for book in books().by_language.values():
        assert {team for group in book.groups for team in group.teams} == {
            "peers",
            "rooms",
            "moderators",
            "endings",
        }


def test_a_language_without_a_file_reads_the_first_one() -> None:
    assert books().in_language("de-AT").language == "de"
    assert books().in_language("cy").language == "en"


def test_a_phrase_that_stands_there_twice_is_told(folder: Path) -> None:
    twice = "That sounds really hard."
    said = changed(folder, "I can hear how much this weighs on you.", twice)
    assert "en.toml:" in said
    assert "there twice" in said


def test_a_team_that_there_is_not_is_told(folder: Path) -> None:
    assert "teams" in changed(folder, 'teams = ["peers"]', 'teams = ["friends"]')


def test_a_topic_that_the_service_does_not_have_is_told(folder: Path) -> None:
    assert "no topic 'lost'" in changed(folder, 'topics = ["loss"]', 'topics = ["lost"]')


def test_a_file_under_a_wrong_name_is_told(folder: Path) -> None:
    assert "en.toml" in changed(folder, 'language = "en"', 'language = "fr"')


def test_nobody_has_signed_them_yet() -> None:
    everything = load(CONFIG)
    reviewed = everything.phrases.in_language("en").reviewed
    open_points = list(before_you_open(everything, reviewed))
    assert "phrases/en.toml: not signed off: the whole file" in open_points


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_what_a_peer_offers_is_what_the_visitors_page_knows_by_its_words(language: str) -> None:
    calm = load(CONFIG).texts.in_language(language).chat.calm
    book = load_phrases(CONFIG, "en").in_language(language)
    phrases = {phrase for group in book.groups for phrase in group.phrases}
    assert {calm.offer_breathing, calm.offer_around} <= phrases
