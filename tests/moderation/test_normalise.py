"""The normaliser: what it undoes, what it leaves, and that it always finds its way back."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from moderation.reading.lookalikes import folded
from moderation.reading.normalise import normalise

DISGUISES = st.sampled_from(
    [
        *("a", "e", "i", "k", "l", "m", "s", "u", "y", "kill", "aaa", "k i l l"),
        *"0134579@$!|*_-~.+^'’`\"",
        *(" ", "  ", "\n", "\u200b", "\u202e", "\u0301"),
        *"аеіоѕｋｉｌﬁﷺßİſ",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(DISGUISES, max_size=40).map("".join))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("I don’t WANT to", "i dont want to"),
        ("k1ll d!e $uicide b1tch", "kill die suicide bitch"),
        ("k i l l", "kill"),
        ("k.i.l.l and k-i-l-l and k_i_l_l", "kill and kill and kill"),
        ("su-i-cide, su.i.cide, s*icide", "suicide suicide sicide"),
        ("helllllp meeee", "help me"),
        ("kіll mуself", "kill myself"),
        ("ｗａｎｔ ｔｏ 𝗱𝗶𝗲", "want to die"),
        ("k\u200bi\u200bl\u200bl", "kill"),
        ("\u202ekill\u202c", "kill"),
        ("suïcidé", "suicide"),
        ("ⓚⓘⓛⓛ", "kill"),
    ],
)
def test_a_disguise_is_undone(written: str, plain: str) -> None:
    assert normalise(written).text == plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("i want to 🔪 myself", "i want to kill myself"),
        ("he'll 🔪 himself", "hell kill himself"),
        ("i 🔪 my arm again", "i cut my arm again"),
        ("i feel 💀 already", "i feel dead already"),
        ("the world wants me 💀", "the world wants me dead"),
        ("i dont care if i live or 💀", "i dont care if i live or die"),
        ("☠️ is all i think about", "dying is all i think about"),
        ("that was so funny 💀", "that was so funny"),
        ("good night 💤", "good night"),
    ],
)
def test_a_picture_is_read_as_the_word_whose_place_it_takes(written, plain):
    assert normalise(written).text == plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("self-harm", "self harm"),
        ("it ended.I left", "it ended i left"),
        ("I'm 13, born 2011", "im 13 born 2011"),
        ("u r a star", "u r a star"),
        ("at 4am I had 2 of 10", "at 4am i had 2 of 10"),
        ("good food, too", "good food too"),
        ("", ""),
        ("...!!!", ""),
        ("👋🏽", ""),
    ],
)
def test_what_is_no_disguise_is_left_alone(written: str, plain: str) -> None:
    assert normalise(written).text == plain


@given(TEXTS)
@example("K1LLK1LL4@K3")
@settings(max_examples=600, deadline=None)
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(TEXTS)
@example("ö \U0001015c q")  # an old number sign among letters that stand apart
@settings(max_examples=300, deadline=None)
def test_every_word_has_its_place_in_the_original(text: str) -> None:
    found = normalise(text)
    places = found.places()
    assert len(places) == len(found.words)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[0] <= next_one[0] for one, next_one in pairwise(places))
    assert all(found.words)


@pytest.mark.parametrize(
    ("written", "word", "original"),
    [
        ("oh k i l l me", "kill", "k i l l"),
        ("ﬁne, su-i-cide!", "suicide", "su-i-cide"),
        ("½ ﬃ k\u200bill", "kill", "k\u200bill"),
        ("I DON’T", "dont", "DON’T"),
    ],
)
def test_a_place_points_at_the_disguised_word(written: str, word: str, original: str) -> None:
    found = normalise(written)
    start, end = found.places()[list(found.words).index(word)]
    assert written[start:end] == original


def test_every_character_is_folded_once_and_for_all() -> None:
    """All of Unicode's first two planes, but of the ideographs and syllables only some."""
    for code in (*range(0x3400), *range(0x3400, 0xE000, 31), *range(0xE000, 0x20000)):
        once = folded(chr(code))
        assert len(once) <= 3
        assert "".join(map(folded, once)) == once


FLOODS = {
    "plain": "i don't want to be here anymore and it hurts so much. ",
    "letters": "k i l l m e ",
    "digits": "k1ll d!e $u1c1de ",
    "chains": "a-b-c_d*e.f ",
    "apostrophes": "a'",
    "marks": "k\u200bi\u200bl\u0301",
    "ligatures": "ﷺ",
    "runs": "aaab ",
    "signs": "a!",
    "breaks": "\n",
    "asterisks": "*",
    "cyrillic": "і хочу ",
    "any": "".join(chr(random.Random(5).randrange(0xA0, 0x3000)) for _ in range(2_000)),
}


def _flood(kind: str, length: int) -> str:
    return (FLOODS[kind] * (length // len(FLOODS[kind]) + 1))[:length]


def _taken(text: str) -> float:
    """Seconds of our own processor time: other processes do not count."""
    times = []
    for _ in range(5):
        start = time.process_time()
        normalise.__wrapped__(text)  # what is not remembered
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("kind", FLOODS)
def test_no_text_takes_long(kind: str) -> None:
    """The goal is 1 ms; the limit is loose, for slow machines."""
    text = _flood(kind, 2_000)
    normalise(text)
    taken = _taken(text)
    print(f"\n2,000 characters of {kind}: {taken * 1e6:.0f} µs")
    assert taken < 0.05


@pytest.mark.parametrize("kind", FLOODS)
def test_a_long_text_takes_no_more_for_each_character_than_a_short_one(kind: str) -> None:
    """Eight times the text in eight times the time; a quadratic step would take 64."""
    assert _taken(_flood(kind, 40_000)) < _taken(_flood(kind, 5_000)) * 32
