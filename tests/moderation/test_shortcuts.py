"""What makes the screen quick changes nothing that it finds."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from moderation.checks.contact_words import AT_ALONE, EMAIL, EMAIL_AT
from moderation.inline.features import each_word, pieces
from moderation.lexicon.phrases import Phrasebook
from moderation.lexicon.vocabulary import Vocabulary

BOOK = Phrasebook(Vocabulary.of({}, ()))
PHRASES = [
    BOOK.phrase(written)
    for written in (
        "(i|you|) (really |)(want|wish) to (die|be dead)",
        "one (two|two three|) four",
        "(a b|b|) c (d|e f|) (g|h)",
        "(want to|) die (tonight|now|)",
    )
]
SAID = ("i", "you", "really", "want", "wish", "to", "die", "be", "dead", *"abcdefgh")
WRITTEN = (*"ab @.()[]{}\n-", " at ", "dot", "gmail", "com")


@given(st.sampled_from(PHRASES), st.lists(st.sampled_from(SAID), max_size=12))
def test_a_look_at_the_next_words_loses_no_phrase(phrase, words):
    thorough = replace(phrase, before=None, after=None)
    for first in range(len(words)):
        for after in range(first + 1, len(words) + 1):
            assert phrase.span(words, first, after) == thorough.span(words, first, after)


@given(st.lists(st.text(st.characters(categories=("Ll", "Nd")), min_size=1), min_size=1))
def test_remembered_pieces_are_the_same_pieces(words):
    for spoken in (words, ["want", *words, "to", "want"]):
        _, fresh, _ = each_word(spoken)
        assert Counter(pieces(spoken).tolist()) == Counter(fresh.tolist())


@given(st.lists(st.sampled_from(WRITTEN)).map("".join))
def test_every_address_holds_what_is_looked_for_first(text):
    if EMAIL.search(text):
        assert EMAIL_AT.search(text)
        assert "@" in text or AT_ALONE.search(text)
