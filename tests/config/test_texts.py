"""The texts are plain, whole, and fall back to the first language."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.everything import load
from config.places import ROOT
from config.section import Section, sections, sentences
from config.service import load_service
from config.texts import Texts
from config.translations import load_translations

CONFIG = ROOT / "config"
SILENT_E = re.compile(r"(?<![lr])e$|(?<=[aeiouy])le$|(?<=[^t]t|[^d]d)es$|(?<=[^aeioutd])e[sd]$")


def syllables(word: str) -> int:
    plain = SILENT_E.sub("", word.lower().replace("’", "").replace("'", ""))
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def grade(text: str) -> float:
    """The Flesch-Kincaid school grade: a reader of ten is in about the fifth."""
    words = re.findall(r"[A-Za-z'’]+", text)
    ends = max(1, len(re.findall(r"[.?!](?:\s|$)", text)))
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / ends + 11.8 * per_word - 15.59


def english() -> Texts:
    return load(CONFIG).texts.in_language("en")


def words_of(section: Section) -> Iterator[str]:
    for at, said in sentences(section):
        if at[0] not in ("source", "signed_by"):
            yield said if said.endswith((".", "?", "!")) else f"{said}."


SECTIONS = {str(at[-1]): section for at, section in sections(english())}


@pytest.mark.parametrize("name", SECTIONS)
def test_each_part_is_plain_enough_for_a_reader_of_ten(name: str) -> None:
    assert grade(" ".join(words_of(SECTIONS[name]))) <= 6


def test_the_measure_tells_plain_words_from_difficult_ones() -> None:
    assert grade("The cat sat on the mat. It was a good day for a nap.") < 2
    assert (
        grade("Confidentiality limitations necessitate comprehensive organisational policy.") > 20
    )
    assert [syllables(word) for word in ("we", "hope", "little", "listened", "emergency")] == [
        1, 1, 2, 2, 4,
    ]  # fmt: skip


def test_no_sentence_for_visitors_is_longer_than_thirty_words() -> None:
    for section in SECTIONS.values():
        for text in words_of(section):
            for sentence in re.split(r"(?<=[.?!])\s", text):
                assert len(sentence.split()) <= 30, sentence


def test_the_page_says_who_answers_and_who_does_not() -> None:
    said = " ".join(english().who_answers.body)
    assert "trained peers" in said
    assert "not doctors" in said
    assert "not an emergency service" in said


def test_each_level_of_risk_has_its_card_and_support_has_none() -> None:
    cards = english().help
    assert cards.at(0) is None
    assert len({cards.at(level) for level in (1, 2, 3, 4)}) == 4


PEER_HERE = {
    "en": "your peer",
    "es": "tu persona de apoyo",
    "fr": "la personne qui t’écoute",
    "de": "Begleitung",
    "pt": "sua pessoa de apoio",
    "ar": "الشخص الذي معك",
}


@pytest.mark.parametrize(("language", "peer"), PEER_HERE.items())
def test_no_card_of_help_tells_who_still_waits_that_they_have_a_peer(
    language: str, peer: str
) -> None:
    """The card comes in the line and in a group as well."""
    cards = load_translations(CONFIG, "en").in_language(language).help
    of_all = [cards.l1, cards.l2, cards.l3, cards.l4, cards.children, cards.third_party]
    assert [card.body for card in of_all if peer.lower() in card.body.lower()] == []


def test_a_language_without_a_file_gets_the_first_language() -> None:
    texts = load_translations(CONFIG, "en")
    assert texts.in_language("en-GB").language == "en"
    assert texts.in_language("sw").language == "en"


def test_a_second_language_is_found_by_its_own_code(tmp_path: Path) -> None:
    shutil.copytree(CONFIG / "texts", tmp_path / "texts")
    english = (tmp_path / "texts" / "en.toml").read_text(encoding="utf-8")
    french = english.replace('language = "en"', 'language = "fr"')
    (tmp_path / "texts" / "fr.toml").write_text(french, encoding="utf-8")
    assert load_translations(tmp_path, "en").in_language("fr-CA").language == "fr"


def test_every_topic_and_the_scale_have_words_in_the_first_language() -> None:
    service = load_service(CONFIG)
    assert all(topic.called("sw", service.language) for topic in service.topics)
    assert service.distress.ends[service.language].most
