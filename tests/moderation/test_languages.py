"""What is said in other languages is heard, and English talk is not mistaken for it."""

import csv
from pathlib import Path

import pytest

from config.files import BadConfig
from moderation.checks.context import ContextCheck
from moderation.checks.lexicon import LexiconCheck
from moderation.lexicon.languages import Lexicons, unsigned_lexicons
from moderation.lexicon.wrongs import read_lexicon
from moderation.passage import Passage
from moderation.policy import read_policy
from moderation.reading.normalise import normalise
from moderation.review import Reviewer
from moderation.training.rows import CORPUS
from moderation.verdict import DANGERS, Concern, Level
from tests.moderation.conftest import CONFIG

HERE = Path(__file__).parent / "languages"
LANGUAGES = ("ar", "de", "es", "fr", "pt")


def rows(language):
    with (HERE / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


SAID = [(row["text"], row["level"], row["concern"]) for code in LANGUAGES for row in rows(code)]


@pytest.fixture(scope="module")
def lexicons():
    return Lexicons.read(CONFIG / "lexicons")


@pytest.fixture(scope="module")
def heard(lexicons):
    """The lexicons alone: the models were not trained on these languages."""
    checks = LexiconCheck(lexicons), *map(ContextCheck, lexicons.each)
    return Reviewer(checks, read_policy(CONFIG / "policy.toml"))


@pytest.mark.parametrize(("text", "level", "concern"), SAID)
def test_a_sentence_gets_its_level_and_concern(heard, text, level, concern):
    verdict = heard(Passage(text))
    found = {finding.concern for finding in verdict.findings}
    assert verdict.level is Level[level], found
    assert concern in found if concern else not found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_its_phrases_for_every_danger(language):
    file = read_lexicon(CONFIG / "lexicons" / f"{language}.toml").file
    assert file.language == language
    assert sum(len(entry.phrases) for entry in file.entry) >= 120
    assert {entry.concern for entry in file.entry} >= DANGERS | {Concern.MINOR}
    assert {e.severity for e in file.entry if e.concern is Concern.SUICIDE} == {1, 2, 3, 4}
    assert {question.answer for question in file.question} == {"yes", "no"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_tried_on_sentences_of_both_kinds(language):
    concerned = [bool(row["concern"]) for row in rows(language)]
    assert len(concerned) >= 40
    assert concerned.count(False) >= 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_until_a_native_clinician_signs_the_doctor_says_so(language):
    """The files say it of themselves, and of each of their entries."""
    path = CONFIG / "lexicons" / f"{language}.toml"
    file = read_lexicon(path).file
    assert not file.signed_off
    assert all("native-speaking clinician" in entry.note for entry in file.entry)
    assert any(path.name in words for words in unsigned_lexicons(CONFIG))


def test_a_signed_language_is_no_longer_named(tmp_path):
    (tmp_path / "lexicons").mkdir()
    shipped = (CONFIG / "lexicons" / "es.toml").read_text("utf-8")
    signed = shipped.replace("signed_off = false", "signed_off = true")
    (tmp_path / "lexicons" / "es.toml").write_text(signed, "utf-8")
    assert list(unsigned_lexicons(tmp_path)) == []


def test_english_talk_is_not_mistaken_for_another_language(lexicons):
    """On the ordinary lines of our corpus: "die", "tot", "once", "pain" are words elsewhere too.

    Some who are in danger say so in both: "tomei tudo, i took all".
    """
    others = Lexicons([one for one in lexicons.each if one.language != "en"])
    mistaken, lines = 0, 0
    for path in sorted(CORPUS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["rung"] == "0"]
            for row in (one for one in rows if not one["concerns"]):
                lines += 1
                mistaken += any(others.find(normalise(row["text"]), ""))
    assert lines > 5_000
    assert mistaken <= lines / 2_000


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("hi, sorry my english is bad. ya no quiero vivir", Level.L2),
        ("i feel so low, je veux mourir", Level.L2),
        ("im fine lol ... ich will nicht mehr leben", Level.L2),
        ("wallah i am tired بدي موت", Level.L2),
    ],
)
def test_people_change_between_languages_in_one_message(heard, text, level):
    assert heard(Passage(text)).level is level


@pytest.mark.parametrize(
    "text",
    [
        "no soy suicida",
        "não sou suicida",
        "nunca he pensado en el suicidio",
        "nao penso em suicidio",
    ],
)
def test_what_one_language_denies_its_sister_does_not_find(heard, text):
    assert heard(Passage(text)).findings == ()


def test_a_language_that_fits_less_excuses_nothing(heard):
    """Portuguese "no" is "in the"; Spanish alone would read a denial."""
    assert heard(Passage("eu já pensei no suicídio muitas vezes")).level is Level.L2


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("¿estás pensando en suicidarte?", "sí"),
        ("est-ce que tu penses au suicide ?", "oui parfois"),
        ("denkst du manchmal daran dich umzubringen?", "ja"),
        ("você pensa em suicídio?", "às vezes"),
        ("هل تفكر في الانتحار؟", "نعم"),
    ],
)
def test_yes_to_the_question_is_a_disclosure_in_every_language(heard, question, answer):
    assert heard(Passage(answer, before=question)).level is Level.L2
    assert heard(Passage("🙂", before=question)).level is Level.L0


@pytest.mark.parametrize(
    "text", ["quiero morir", "QUIERO MORIR", "quiero m0rir", "q u i e r o morir"]
)
def test_disguise_is_seen_through_in_other_languages_too(heard, text):
    assert heard(Passage(text)).level is Level.L2


def test_a_finding_points_at_the_words_in_any_script(lexicons):
    text = "السلام عليكم، أُرِيدُ أَنْ أَمُوتَ اليوم"
    [(finding, _)] = lexicons.find(normalise(text), "lexicon")
    assert normalise(text[finding.start : finding.end]).text == "اريد ان اموت اليوم"


def test_every_wrong_line_of_every_language_is_named_at_once(tmp_path):
    for code, line in (("es", "severity = 4"), ("fr", "severity = 3")):
        shipped = (CONFIG / "lexicons" / f"{code}.toml").read_text("utf-8")
        (tmp_path / f"{code}.toml").write_text(shipped.replace(line, "severity = 9"), "utf-8")
    with pytest.raises(BadConfig) as raised:
        Lexicons.read(tmp_path)
    for code in ("es", "fr"):
        assert any(f"{code}.toml:" in problem for problem in raised.value.problems)


def test_a_folder_without_lexicons_is_a_mistake(tmp_path):
    with pytest.raises(BadConfig, match=r"put at least en\.toml there"):
        Lexicons.read(tmp_path)


def test_a_tried_lexicon_takes_the_place_of_its_language_alone(tmp_path):
    shipped = (CONFIG / "lexicons" / "es.toml").read_text("utf-8")
    tried = tmp_path / "mine.toml"
    tried.write_text(shipped.replace('"me quiero morir"', '"tengo la luna azul"'), "utf-8")
    both = Lexicons.read(CONFIG / "lexicons", tried)
    assert sorted(one.language for one in both.each) == ["ar", "de", "en", "es", "fr", "pt"]
    assert any(both.find(normalise("hoy tengo la luna azul"), "lexicon"))


def test_a_letter_that_is_none_is_named(tmp_path):
    shipped = (CONFIG / "lexicons" / "ar.toml").read_text("utf-8")
    path = tmp_path / "ar.toml"
    path.write_text(shipped.replace('"ة" = "ه"', '"e" = "a"'), "utf-8")
    with pytest.raises(BadConfig, match="none of a to z"):
        read_lexicon(path)


def test_an_operators_pattern_is_looked_for_in_every_message(tmp_path):
    pattern = (
        '\n[[pattern]]\nconcern = "suicide"\nseverity = 2\nreason = "A local saying."\n'
        'source = "own"\nreviewed = 2026-01-31\nexpression = "blue (hour|room)"\n'
    )
    shipped = (CONFIG / "lexicons" / "es.toml").read_text("utf-8")
    (tmp_path / "es.toml").write_text(shipped + pattern, "utf-8")
    found = Lexicons.read(tmp_path).find(normalise("in the blue room"), "lexicon")
    assert [finding.reason for finding, _ in found] == ["A local saying."]
