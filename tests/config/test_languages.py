"""Translations say what the first language says: no more, no less, and with its numbers."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from config.everything import before_you_open, load
from config.files import BadConfig
from config.likeness import FREE
from config.places import ROOT
from config.plurals import Plural, category
from config.section import sentences
from config.translations import load_translations

CONFIG = ROOT / "config"
CODES = sorted(path.stem for path in (CONFIG / "texts").glob("*.toml"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(CONFIG / "texts", tmp_path / "texts")
    return tmp_path


def complaint(folder: Path, language: str, before: str, after: str, *, problems: int = 1) -> str:
    """What is said of a file in which one thing is changed."""
    path = folder / "texts" / f"{language}.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(BadConfig) as bad:
        load_translations(folder, "en")
    assert len(bad.value.problems) == problems
    return "\n".join(bad.value.problems)


def test_every_language_that_is_here_can_be_read() -> None:
    known = load(CONFIG).texts
    assert sorted(known.by_language) == CODES
    assert next(one.language for one in known.in_order) == "en"
    assert len({one.name for one in known.in_order}) == len(CODES)


def test_a_sentence_that_is_missing_is_named_with_its_place(copied: Path) -> None:
    problem = complaint(copied, "es", 'tab = "', 'tap = "', problems=2)
    assert "es.toml:" in problem and "'tap' is not known here; did you mean 'tab'?" in problem


def test_a_translation_that_loses_a_number_is_named_with_its_line(copied: Path) -> None:
    text = (copied / "texts" / "es.toml").read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith("checked_on = "))
    problem = complaint(copied, "es", line, line.replace("{day}", ""))
    number = text.splitlines().index(line) + 1
    assert f"es.toml:{number}: {{day}} is missing here" in problem


def test_a_translation_cannot_promise_what_the_first_language_does_not(copied: Path) -> None:
    problem = complaint(copied, "es", 'chat_in = "', 'chat_in = "{service}: ')
    assert "{service} is not in the first language" in problem


@pytest.mark.parametrize(
    ("before", "after", "problems"),
    [
        ('call = "Call {number}"', 'call = "Call us"', ["{number} is missing here"]),
        (
            'call = "Call {number}"',
            'call = "Call {site}"',
            ["{number} is missing here", "{site} stands for nothing here; there is"],
        ),
        ("Text {word} to {number}", "Text {number}", ["{word} is missing here"]),
        ('visit = "Open {site}"', 'visit = "Open it"', ["{site} is missing here"]),
        ("about {least} to {n} minute.", "about {n} minute.", ["{least} is missing here"]),
    ],
)
def test_a_number_that_nobody_could_call_is_found_in_the_first_language_too(
    copied: Path, before: str, after: str, problems: list[str]
) -> None:
    told = complaint(copied, "en", before, after, problems=len(problems))
    assert all(one in told for one in problems)


def test_a_list_that_is_shorter_is_named(copied: Path) -> None:
    text = (copied / "texts" / "fr.toml").read_text(encoding="utf-8")
    title = text.index("[consent]")
    first = text[title:].split("body = [\n")[1].split("\n")[0]
    assert "1 parts stand here; the first language has 2" in complaint(
        copied, "fr", first + "\n", ""
    )


def test_a_form_of_a_number_that_is_not_there_is_said_as_all_others() -> None:
    few = Plural(one="one day", other="{n} days")
    assert [few.say(n, "ar") for n in (1, 2, 5)] == ["one day", "2 days", "5 days"]


@pytest.mark.parametrize(
    ("language", "numbers", "categories"),
    [
        ("en", (0, 1, 2), "other one other"),
        ("fr", (0, 1, 2), "one one other"),
        ("pt-BR", (0, 1, 2), "one one other"),
        ("ar", (0, 1, 2, 3, 11, 100, 103), "zero one two few many other few"),
    ],
)
def test_a_number_has_the_category_of_cldr(
    language: str, numbers: tuple[int, ...], categories: str
) -> None:
    assert " ".join(category(n, language) for n in numbers) == categories


@pytest.mark.parametrize("language", CODES)
def test_no_place_in_a_sentence_is_left_empty_on_the_first_page(language: str) -> None:
    everything = load(CONFIG)
    texts, kept = everything.texts.in_language(language), everything.retention
    said = " ".join((*texts.keeping.body, *texts.about.body, texts.questions.trade_off))
    assert "{" not in said
    assert texts.span(kept.shortest) in said and texts.span(kept.longest) in said
    assert texts.minutes(everything.service.wish) in said


def test_nobody_has_signed_a_translation_yet_and_the_doctor_says_so() -> None:
    everything = load(CONFIG)
    told = "\n".join(before_you_open(everything, dt.date(2026, 12, 1)))
    for code in CODES:
        assert f"texts/{code}.toml: not signed off: " in told


def test_a_country_has_its_name_in_each_language_and_else_that_of_the_numbers() -> None:
    everything = load(CONFIG)
    called = everything.countries.called
    assert called("DE", "es", "Germany") == "Alemania"
    assert called("DE", "sw", "Germany") == "Germany"
    for code in set(CODES) - {"en"}:
        names = everything.countries.by_language[code]
        assert set(names) == set(everything.directory.regions), code


@pytest.mark.parametrize("language", sorted(set(CODES) - {"en"}))
def test_no_sentence_was_left_in_english(language: str) -> None:
    texts = load(CONFIG).texts.by_language
    english = {said for at, said in sentences(texts["en"]) if at[-1] not in FREE}
    theirs = {said for at, said in sentences(texts[language]) if at[-1] not in FREE}
    assert {said for said in english & theirs if len(said.split()) > 2} == set()
