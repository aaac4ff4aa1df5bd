"""The pairs: one of danger, one that resembles it, and neither learned from."""

import csv
from pathlib import Path

import pytest

from moderation.evaluation.pairs import pairs_table, sentences
from moderation.evaluation.screens import Screens
from moderation.training.rows import CORPUS

CONFIG = Path(__file__).parents[2] / "config"
FEW = 3
"""Words: that "yes" stands in the corpus too is no wonder; the question before it decides."""


@pytest.fixture(scope="module")
def pairs():
    return sentences()


def plain(text):
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def test_each_sentence_of_danger_is_followed_by_an_ordinary_one_of_its_group(pairs):
    assert len(pairs) > 400
    for danger, ordinary in zip(pairs[::2], pairs[1::2], strict=True):
        assert (danger.danger, ordinary.danger) == (True, False)
        assert danger.group == ordinary.group
        assert plain(danger.passage.text + danger.passage.before) != plain(
            ordinary.passage.text + ordinary.passage.before
        )


def test_nothing_was_learned_from_them(pairs):
    lines = set()
    for file in CORPUS.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as read:
            lines.update(plain(row["text"]) for row in csv.DictReader(read))
    for one in pairs:
        words = plain(one.passage.text)
        assert len(words.split()) < FEW or words not in lines, one.group


def test_the_page_says_how_many_of_them_alarm_but_shows_none(pairs):
    table = str(pairs_table(Screens.shipped(CONFIG)))
    assert "| English (" in table
    assert "event loop" in table
    longer = [one.passage.text for one in pairs if len(one.passage.text.split()) > FEW]
    assert not any(text in table for text in longer)
