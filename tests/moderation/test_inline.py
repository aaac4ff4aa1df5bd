"""The inline model: its hashing, its weights, and what it makes of plain sentences."""

import hashlib
import shutil
import time
from dataclasses import replace
from itertools import pairwise
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.inline.check import InlineCheck, heaviest
from moderation.inline.features import BUCKETS, PIECE, features, pieces
from moderation.inline.weights import FOLDER, HEADS, WEIGHTS, WrongWeights, load, packed, unpacked
from moderation.passage import Passage, Speaker
from moderation.reading.normalise import normalise
from moderation.verdict import Concern, Severity

# Written before looking at what the model makes of them. No rule of the lexicon has them.
MISSED_BY_THE_LEXICON = (
    "everyone could finally breathe if i just wasnt around anymore",
    "ive handed the cat to my sister, i wont be feeding her after friday",
    "ive thought of the lorry park at the services. nobody would stop me",
    "i dont see me lasting until the spring",
    "the pills are out on the bed and nobody is home",
    "some nights i pray my heart just gives out",
    "i cant carry this life any further, im finished",
    "ive decided, it happens on friday",
    "what if i was just not there one morning",
    "i had a whole box of them an hour ago and my hands are tingling",
)
ORDINARY = (
    "my mum has been in hospital since tuesday and i can't sleep because of the worry",
    "thanks, that helps a bit",
    "I don't really know where to start, it's been a hard couple of months at work",
    "we broke up last week and i keep checking my phone",
    "do you think it gets easier?",
    "my exam is on monday and i have not opened the book",
    "the dog ate half of my sandwich this morning",
    "i miss my grandad a lot, he would have been eighty today",
    "can we talk about something else for a while",
    "ok i will try the breathing thing tonight",
)


@pytest.fixture(scope="module")
def inline():
    return InlineCheck.shipped()


def slowly(words, before=""):
    """The same features, a letter at a time."""
    named = [*words, *(f"{a} {b}" for a, b in pairwise(words))]
    if before and len(words) <= 6:
        for word in list(reversed(normalise(before).words))[:16]:
            named += [f"<{word}", f"<{word}>{words[0]}"]
    whole = [crc32(name.encode()) % BUCKETS for name in named]
    return sorted(whole), sorted(piece for word in words for piece in slow_pieces(word))


def slow_pieces(word):
    letters = f" {word} ".encode()
    for length in (3, 4, 5):
        for at in range(len(letters) - length + 1):
            code = 0
            for letter in letters[at : at + length]:
                code = (code * 0x01000193 + letter) % 2**32
            yield (code * 0x9E3779B1) % 2**32 >> 15


@given(st.text(max_size=80), st.text(max_size=40))
def test_fast_hashing_agrees_with_slow_hashing(text, before):
    words = normalise(text).words
    if words:
        found = features(words, before)

        assert (sorted(found.whole), sorted(found.pieces)) == slowly(words, before)


def test_the_weights_are_small_and_are_those_of_the_thresholds():
    content = (FOLDER / WEIGHTS).read_bytes()
    weights, thresholds = load()

    assert len(content) <= 500_000
    assert hashlib.sha256(content).hexdigest() == thresholds.sha256
    assert weights.table.shape == (BUCKETS, HEADS)
    assert thresholds.watch < thresholds.alert < thresholds.page


def test_packing_and_unpacking_change_nothing():
    content = (FOLDER / WEIGHTS).read_bytes()

    assert packed(unpacked(content)) == content


def test_other_weights_than_those_of_the_thresholds_are_refused(tmp_path):
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    with (tmp_path / WEIGHTS).open("ab") as file:
        file.write(b"\0")

    with pytest.raises(WrongWeights):
        load(tmp_path)


def test_of_crises_that_no_rule_has_some_are_found_and_this_says_how_many(inline, lexicon):
    for text in MISSED_BY_THE_LEXICON:
        assert list(lexicon.find(normalise(text), "lexicon")) == []
    found = [text for text in MISSED_BY_THE_LEXICON if list(inline(Passage(text)))]

    print(f"\ninline model: {len(found)} of {len(MISSED_BY_THE_LEXICON)} found")
    assert len(found) >= 4


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_message_stays_quiet(inline, text):
    assert list(inline(Passage(text, before="How are you today?"))) == []


def test_yes_counts_after_the_question_and_only_then(inline):
    asked = "Are you thinking about killing yourself?"

    assert list(inline(Passage("yes", before=asked)))
    assert list(inline(Passage("yes", before="Would you like a cup of tea?"))) == []


def test_a_helper_is_never_in_crisis(inline):
    for text in MISSED_BY_THE_LEXICON:
        found = {finding.concern for finding in inline(Passage(text, speaker=Speaker.PEER))}
        assert found <= {Concern.TOXICITY}


SHIPPED = InlineCheck.shipped()


@given(st.text(max_size=200))
def test_a_model_alone_is_never_sure_and_points_into_the_text(text):
    for finding in SHIPPED(Passage(text)):
        assert finding.severity <= Severity.HIGH
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.reason.startswith("Reads like")


def test_the_model_does_not_hear_what_is_excused(inline):
    text = "i want to kill myself"
    deaf = replace(inline, excused=lambda read: range(len(read.words)))
    half = replace(inline, excused=lambda read: range(2))

    assert list(inline(Passage(text)))
    assert list(deaf(Passage(text))) == []
    assert all(found.start >= text.index("to") for found in half(Passage(text)))


def test_what_stands_beside_a_denial_is_heard(lexicon):
    beside = InlineCheck.shipped(lexicon.excused)

    assert list(beside(Passage("i am not suicidal"))) == []
    assert list(beside(Passage("i am not suicidal. i swallowed my pills, all of them, goodbye")))


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=12))
def test_the_weights_of_words_are_what_they_add_to_the_logit(words):
    weights = SHIPPED.weights
    each = np.array(weights.of_words(words, 0))

    whole = [weights.table[crc32(word.encode()) % BUCKETS, 0] for word in words]
    small = [weights.table[list(slow_pieces(word)), 0].sum() for word in words]
    pieces = sum(len(list(slow_pieces(word))) for word in words)
    slow = np.array(whole) * len(words) ** -0.5 + np.array(small) * PIECE * pieces**-0.5
    assert np.allclose(each, slow)


def test_loading_costs_a_process_little():
    """About 10 ms; the limit is loose, because test machines are busy."""
    start = time.process_time()
    load()
    assert time.process_time() - start < 2


def test_what_is_found_is_the_words_that_weigh_most():
    assert heaviest([-1, 2, -1, 3, -5, 1]) == (1, 3)
    assert heaviest([-3, -1, -2]) == (1, 1)


@pytest.mark.parametrize("text", ["", "   ", "!?", "\u200b", "😀"])
def test_a_message_without_words_is_nothing(inline, text):
    assert list(inline(Passage(text))) == []


def test_a_typical_message_takes_microseconds(inline):
    """The goal is 40 µs on a quiet machine; the limit is loose, because test machines are busy."""
    passages = [Passage(text, before="How are you today?") for text in ORDINARY]
    times = []
    for at in range(2_000):
        start = time.thread_time_ns()
        list(inline(passages[at % len(passages)]))
        times.append((time.thread_time_ns() - start) / 1000)
    times.sort()
    print(f"\ninline model: p50 {times[1000]:.0f} µs, p99 {times[1980]:.0f} µs")
    assert times[1000] < 500


def test_what_is_remembered_does_not_change_the_order(monkeypatch):
    """Sums over the pieces are the same to the last bit, in a new process and in an old one."""
    words = normalise("i cant zzqx do this anymore").words
    found = []
    for known_before in ((), words[3:], words):
        monkeypatch.setattr("moderation.inline.features._OF_KNOWN", {})
        if known_before:
            pieces(known_before)
        found.append(pieces(words).tolist())

    assert found[0] == found[1] == found[2]
