"""Words written together are read as people would read them."""

import pytest

from moderation.reading.joined import LONGEST, Joined
from moderation.reading.normalise import normalise
from moderation.training.often import written


@pytest.mark.parametrize(
    ("joined", "read"),
    [
        ("ineveraskedforthis", "i never asked for this"),
        ("thepillsareonthekitchentable", "the pills are on the kitchen table"),
        ("nobodywouldlookforme", "nobody would look for me"),
        ("mydaughterstartsschooltomorrow", "my daughter starts school tomorrow"),
        (
            "pleasetellmymumthatklorvexwasneverhere",
            "please tell my mum that klorvex was never here",
        ),
    ],
)
def test_joined_words_are_read_apart(joined, read):
    assert normalise(joined).text == read


@pytest.mark.parametrize("word", ["incomprehensible", "hydroxychloroquine", "zxqzxqzxqzxq"])
def test_a_long_word_that_nobody_joined_stays_one(word):
    assert normalise(word).text == word


def test_a_wall_of_letters_is_left_alone():
    assert Joined.of(["a", "wall"]).parted("wall" * LONGEST) is None


def test_the_likelier_words_are_read():
    often = Joined.of(["i", "never", "in", "ever", "asked"])

    assert often.parted("ineverasked") == "i never asked"


def test_the_words_are_those_of_the_corpus(tmp_path):
    (tmp_path / "one.csv").write_text("text\nthe cat\nthe dog the cat\nits its\n", "utf-8")

    assert written(tmp_path).splitlines()[-1] == "the cat its"
