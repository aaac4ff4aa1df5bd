"""The blind sets: of every group enough, learned from by nobody, and shown nowhere."""

import csv
import tomllib
from collections import Counter

import numpy as np
import pytest

from moderation.evaluation.beside_talks import Turns, beside_talks
from moderation.evaluation.blind import FOLDER, TITLES, Blind
from moderation.evaluation.pairs import Sentence, sentences
from moderation.evaluation.parts import LOOP
from moderation.evaluation.screens import Screens
from moderation.passage import Passage
from moderation.training.rows import CORPUS
from tests.moderation.conftest import CONFIG

FEW = 3
"""Words: that "yes" stands in the corpus too is no wonder; the question before it decides."""
LEAST = 20
SIZE = 1_000


@pytest.fixture(scope="module", params=TITLES)
def blind(request):
    return sentences(FOLDER / f"{request.param}.csv")


def plain(text):
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def test_every_group_is_large_enough_to_say_something_of(blind):
    counts = Counter(one.group for one in blind)

    assert len(blind) >= SIZE
    assert {one.danger for one in blind} == {True, False}
    assert {name for name, count in counts.items() if count < LEAST} == set()
    assert len({name for name, _ in {(one.group, one.danger) for one in blind}}) == len(counts)


def test_no_line_of_it_stands_in_the_corpus(blind):
    lines = set()
    for file in CORPUS.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as read:
            for row in csv.DictReader(read):
                lines.update((plain(row["text"]), plain(f"{row['before']} {row['text']}")))

    assert _among(blind, lines) == []


def test_no_line_of_it_is_a_phrase_of_a_lexicon(blind):
    phrases = set()
    for path in (CONFIG / "lexicons").glob("*.toml"):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = [*file["entry"], *file["idiom"]]
        phrases.update(plain(phrase) for entry in entries for phrase in entry["phrases"])

    assert _among(blind, phrases) == []


def _among(blind, lines):
    """The groups only: a line that a failing test showed would be blind no more.

    An answer counts with its question: anybody may say "I think so".
    """
    long = [one for one in blind if len(plain(one.passage.text).split()) >= FEW]
    said = [(one.group, plain(f"{one.passage.before} {one.passage.text}")) for one in long]
    return [group for group, words in said if words in lines]


def test_the_tables_show_shares_of_every_group_and_no_line(blind, tmp_path):
    part = tmp_path / "blind.csv"
    with part.open("w", encoding="utf-8", newline="") as file:
        rows = [(o.group, o.passage.text, o.passage.before, int(o.danger)) for o in blind[::10]]
        csv.writer(file).writerows([("group", "text", "before", "danger"), *rows])

    screens = Screens.shipped(CONFIG)
    whole, grouped = map(str, Blind.read(screens, part).tables())

    assert f"| all ({len(rows)}) |" in whole
    assert all(f": {group} |" in grouped for group, *_ in rows)
    assert not any(text in whole + grouped for _, text, *_ in rows if len(text.split()) > FEW)


def test_beside_real_turns_a_screen_that_speaks_more_often_there_finds_no_more():
    danger = np.array([True, True, False])
    levels, scores = np.array([2, 1, 0]), np.array([0.9, 0.4, 0.1], np.float32)
    every = [Sentence("a", Passage("one"), danger=bool(one)) for one in danger]
    blind = Blind(every, {LOOP: levels}, {LOOP: scores}, TITLES["blind"])
    calm, loud = (
        Turns({LOOP: np.full(4, level)}, {LOOP: np.array([*([score] * 3), 0.5], np.float32)})
        for level, score in ((0, 0.2), (1, 0.45))
    )
    (quiet,), (often,) = (beside_talks(turns, [blind]).lines for turns in (calm, loud))
    assert [line[-2][:5] for line in (quiet, often)] == ["0.000", "1.000"]
    assert [float(line[2][:5]) for line in (quiet, often)] == [0.875, 0.5]
