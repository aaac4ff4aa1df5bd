"""The functional suite is large, unseen by training, and never done worse than before."""

import csv
import tomllib
from collections import Counter

import pytest

from moderation.evaluation.__main__ import FLOORED
from moderation.evaluation.floors import below, raised, read_floors, write_floors
from moderation.evaluation.screens import Screens
from moderation.evaluation.suite import FOLDER, Rate, Sentence, rates, sentences
from moderation.passage import Passage
from moderation.training.rows import CORPUS
from moderation.verdict import Concern, Finding, Level, Severity, Verdict
from tests.moderation.conftest import CONFIG

LEXICONS = CONFIG / "lexicons"
LEAST = 10
DIFFERENT = 1
"""Sentences: processors round the encoder's sums differently."""
FEW = 3
"""Words: that "yes" stands in the corpus too is no wonder; the question before it decides."""


@pytest.fixture(scope="module")
def suite():
    return sentences()


def plain(text):
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def test_there_are_many_functionalities_with_ten_sentences_each(suite):
    counts = Counter(one.functionality for one in suite)

    assert len(counts) >= 40
    assert {name for name, count in counts.items() if count < LEAST} == set()


def test_no_sentence_stands_twice(suite):
    counts = Counter((one.passage.text, one.passage.before) for one in suite)

    assert [pair for pair, count in counts.items() if count > 1] == []


def test_no_sentence_asks_for_the_impossible(suite):
    for one in suite:
        assert one.least <= one.most
        assert not one.concerns & one.never


def test_no_sentence_is_a_line_of_the_corpus(suite):
    lines = set()
    for file in CORPUS.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as read:
            for row in csv.DictReader(read):
                lines.add(plain(row["text"]))
    for one in suite:
        words = plain(one.passage.text)
        assert len(words.split()) < FEW or words not in lines, one.functionality


def test_no_sentence_is_a_phrase_of_a_lexicon(suite):
    phrases = set()
    for path in LEXICONS.glob("*.toml"):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
        phrases |= {plain(phrase) for entry in entries for phrase in entry["phrases"]}
    for one in suite:
        words = plain(one.passage.text)
        assert len(words.split()) < FEW or words not in phrases, one.functionality


@pytest.fixture(scope="module")
def verdicts(suite):
    return Screens.shipped(CONFIG).verdicts([one.passage for one in suite])


@pytest.mark.parametrize(("name", "spare"), [("inline", 0), ("together", DIFFERENT)])
def test_nothing_is_done_worse_than_before(suite, verdicts, name, spare):
    found = rates(suite, verdicts[FLOORED[name]])
    lost = below(found, read_floors()[name], spare=spare)

    assert lost == {}, (
        "The screen got worse at what is named here. Make it good again; or, if it is meant, say "
        "so in CHANGELOG.md and write the new floors with `make evaluate LOWER=1`."
    )


def test_every_functionality_has_a_floor(suite):
    floors = read_floors()

    assert floors
    for screen, by in floors.items():
        assert set(by) == {one.functionality for one in suite}, f"{screen}: run `make evaluate`"


def sentence(**changed):
    usual = {
        "functionality": "one",
        "passage": Passage("hello"),
        "least": Level.L1,
        "most": Level.L2,
        "concerns": frozenset({Concern.SUICIDE}),
        "never": frozenset({Concern.TOXICITY}),
    }
    return Sentence(**{**usual, **changed})


def verdict(level, *concerns):
    each = (Finding(one, Severity.LOW, 0, 1, "A reason.", "test") for one in concerns)
    return Verdict(findings=tuple(each), level=level)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (verdict(Level.L1, Concern.SUICIDE), True),
        (verdict(Level.L2, Concern.SUICIDE, Concern.MINOR), True),
        (verdict(Level.L0, Concern.SUICIDE), False),
        (verdict(Level.L3, Concern.SUICIDE), False),
        (verdict(Level.L1, Concern.ABUSE), False),
        (verdict(Level.L1, Concern.SUICIDE, Concern.TOXICITY), False),
    ],
)
def test_a_sentence_passes_only_if_all_of_it_holds(given, right):
    assert sentence().passes(given) is right


def test_a_lost_sentence_is_noticed_and_a_new_one_is_no_loss():
    floors = {"one": 0.9, "gone": 1.0}

    assert below({"one": Rate(9, 10)}, floors) == {}
    assert below({"one": Rate(8, 10)}, floors) == {"one": "8 of 10 right, and it was 90%"}
    assert below({"new": Rate(0, 10)}, floors) == {}


def test_one_sentence_may_be_lost_where_processors_differ():
    assert below({"one": Rate(8, 10)}, {"one": 0.9}, spare=1) == {}
    assert below({"one": Rate(7, 10)}, {"one": 0.9}, spare=1) != {}


def test_floors_rise_by_themselves_and_fall_only_when_told(tmp_path):
    file = tmp_path / "floors.json"
    old = {"inline": {"one": 0.9, "two": 0.5}}
    found = {"inline": {"one": Rate(8, 10), "two": Rate(2, 3)}}

    write_floors(raised(old, found, lower=False), file)
    assert read_floors(file) == {"inline": {"one": 0.9, "two": 0.666}}

    write_floors(raised(old, found, lower=True), file)
    assert read_floors(file) == {"inline": {"one": 0.8, "two": 0.666}}


def test_the_suite_is_plain_csv_and_nothing_else():
    assert {path.suffix for path in FOLDER.iterdir()} == {".csv", ".json", ".md"}
