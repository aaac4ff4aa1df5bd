"""The list of words by which misspelled ones are put right, as its generator writes it."""

import pytest

from moderation.reading.spelling import Spelling
from moderation.training.words import written


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    scowl = tmp_path_factory.mktemp("scowl")
    (scowl / "english-words.10").write_text("every foot kill pills tonight")
    return scowl, written(scowl)


def test_the_same_lists_give_the_same_bytes(made):
    scowl, text = made
    assert written(scowl) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [("foto", "foto"), ("fotos", "fotos"), ("fot", "foot"), ("evry", "every")],
)
def test_other_languages_words_are_spared_and_what_we_mistype_ourselves_is_put_right(
    made, tmp_path, written, meant
):
    """In lines that are mistyped on purpose "evry" stands often, and is no word for that."""
    (tmp_path / "words.txt").write_text(made[1], "ascii")
    assert Spelling.read(tmp_path / "words.txt").meant(written) == meant


@pytest.mark.parametrize("word", ["foto", "evry", "agian"])
def test_the_shipped_list_is_one_that_it_wrote(word):
    assert Spelling.read().meant(word) == {"evry": "every", "agian": "again"}.get(word, word)
