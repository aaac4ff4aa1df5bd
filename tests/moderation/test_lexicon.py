"""The English lexicon: every phrase works, and findings point at the words."""

from collections.abc import Iterator

import pytest

from moderation.lexicon.contexts import Reading
from moderation.lexicon.file import Context
from moderation.lexicon.lexicon import Lexicon
from moderation.lexicon.phrases import CHOICE
from moderation.lexicon.wrongs import read_lexicon
from moderation.passage import Passage, Speaker
from moderation.reading.normalise import normalise
from moderation.verdict import Concern, Level
from tests.moderation.conftest import CONFIG

FILE = read_lexicon(CONFIG / "lexicons" / "en.toml").file


def _found(lexicon: Lexicon, text: str) -> list:
    return [finding for finding, _ in lexicon.find(normalise(text), "lexicon")]


def _some_ways(phrase: str) -> Iterator[str]:
    """Every choice of every bracket at least once."""
    brackets = [bracket.split("|") for bracket in CHOICE.findall(phrase)]
    for turn in range(max(map(len, brackets), default=1)):
        taken = iter(brackets)
        yield CHOICE.sub(lambda _: (ways := next(taken))[turn % len(ways)], phrase)  # noqa: B023


def test_the_lexicon_is_broad() -> None:
    phrases = sum(len(entry.phrases) for entry in FILE.entry)
    assert phrases >= 350
    assert {entry.concern for entry in FILE.entry} == set(Concern) - {Concern.CONTACT_DETAILS}


@pytest.mark.parametrize("entry", FILE.entry, ids=lambda e: f"{e.concern}-{e.severity}")
def test_every_phrase_of_the_file_is_found(lexicon: Lexicon, entry) -> None:
    """As written, with some of its choices; a phrase that is never found is a mistake."""
    for phrase in entry.phrases:
        for way in _some_ways(phrase):
            found = {(f.concern, f.severity) for f, _ in lexicon.find(normalise(way), "lexicon")}
            assert found, way


def test_every_entry_has_a_plain_reason_and_a_source() -> None:
    for entry in FILE.entry:
        assert entry.reason.endswith(".")
        assert len(entry.reason) < 110
        assert entry.source


def test_only_conduct_heeds_reported_words_and_only_danger_the_past() -> None:
    for entry in FILE.entry:
        conduct = entry.concern in {Concern.TOXICITY, Concern.HARASSMENT, Concern.GROOMING}
        assert (Context.REPORTED in entry.heeds) is conduct


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ok so I want to k i l l myself, sorry", "want to k i l l myself"),
        ("Honestly? I w@nt to d1e.", "w@nt to d1e"),
        ("it is ｗａｎｔ ｔｏ ｄｉｅ time", "ｗａｎｔ ｔｏ ｄｉｅ"),
        ("ﬁne: su-i-cidal again", "su-i-cidal again"),
        ("now #iwanttodie lol", "wanttodie"),
        ("i wa\u200bnt to di\u200be", "wa\u200bnt to di\u200be"),
        ("🙂🙂 I wanna die 🙂", "wanna die"),
        ("i really really want to really die", "want to really die"),
    ],
)
def test_a_finding_points_at_the_words_of_a_disguised_text(lexicon, text, words) -> None:
    places = [text[f.start : f.end] for f in _found(lexicon, text)]
    assert words in places


def test_a_reason_never_quotes_the_text(lexicon: Lexicon) -> None:
    text = "i want to kill myself with zebrafish tonight, he hits me, you idiot, i am 13"
    for finding in _found(lexicon, text):
        assert "zebrafish" not in finding.reason


def test_the_longest_phrase_of_a_concern_is_the_one_that_counts(lexicon: Lexicon) -> None:
    found = _found(lexicon, "im going to kill myself")
    assert [(f.concern, f.severity) for f in found] == [(Concern.SUICIDE, 3)]


def test_a_denied_phrase_does_not_hide_the_same_phrase_meant(screen) -> None:
    text = "last week i was not suicidal. today i am suicidal"
    assert screen(Passage(text)).level is Level.L2


def test_a_helper_who_asks_discloses_nothing_and_a_visitor_who_asks_may(screen) -> None:
    question = "are you thinking about suicide?"
    assert screen(Passage(question, speaker=Speaker.PEER)).findings == ()
    assert screen(Passage(question)).level is Level.L1


def test_a_message_full_of_phrases_is_read_in_good_time(lexicon: Lexicon) -> None:
    for text in ("kill myself ", "not suicidal ", "he hits me i am 13 you idiot i want to die "):
        found = _found(lexicon, (text * 200)[:2_000])
        assert len(found) < 200


def test_long_ago_lowers_the_rung_and_says_so(lexicon: Lexicon) -> None:
    [(finding, reading)] = lexicon.find(normalise("years ago i tried to kill myself"), "lexicon")
    assert reading is Reading.LONG_AGO
    assert finding.severity == 2
    assert "long ago" in finding.reason


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("two years ago I wanted to die, today I have my own flat", 1),
        ("two years ago I wanted to die and now I teach", 1),
        ("at fifteen i wanted to die, these days i bake", 1),
        ("two years ago I wanted to die, today I feel the same", 2),
        ("two years ago I wanted to die, now I want that again", 2),
        ("I wanted to die two years ago and I still do", 2),
        ("since two years ago I want to die", 2),
        ("when i was 14 i wanted to die, now i have a plan", 2),
    ],
)
def test_what_a_new_day_brought_does_not_call_back_an_old_one(
    lexicon: Lexicon, text: str, severity: int
) -> None:
    [(finding, _)] = lexicon.find(normalise(text), "lexicon")
    assert finding.severity == severity
