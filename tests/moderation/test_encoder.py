"""The small encoder: what it reads, what it finds, and that whatever is wrong has a name."""

import hashlib
import json
import shutil
from dataclasses import replace
from math import inf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.encoder.check import EncoderCheck
from moderation.encoder.files import FOLDER, LOWER, THRESHOLDS, TOKENIZER, UPPER, Steps, Thresholds
from moderation.encoder.findings import findings
from moderation.encoder.heads import (
    CONCERNS,
    DANGER,
    FIRST_CONCERN,
    HEADS,
    RUNGS,
    SUICIDE,
    TOXICITY,
)
from moderation.encoder.model import Encoder
from moderation.encoder.reader import disguised
from moderation.encoder.reading import Reading, readings
from moderation.encoder.windows import BEFORE, LONGEST, WIDTH, spans
from moderation.lexicon.kept import Kept
from moderation.models.port import State, Unscored
from moderation.passage import Passage, Speaker
from moderation.reading.excused import Excused
from moderation.reading.normalise import normalise
from moderation.screen import screen_from
from moderation.verdict import Action, Concern, Severity
from tests.moderation.conftest import CONFIG
from tests.readings import CACHE

LARGEST = 8 * 2**20
LIMITS = Thresholds(
    lower_sha256="",
    upper_sha256="",
    tokenizer_sha256="",
    ask=0.0,
    danger=Steps(watch=1.0, alert=2.0, page=3.0),
    grave=1.0,
    concerns=dict.fromkeys(CONCERNS, 1.0),
    toxicity=1.0,
    insult=2.0,
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "weights")
    return tmp_path / "weights"


WORDS = ("i", "want", "to", "die", "shit", "you", "not", "my", "friend", "is", "14", "bye")


def _says(text: str, before: str = "", speaker: Speaker = Speaker.VISITOR) -> Passage:
    return Passage(text, before, speaker)


def test_it_is_shipped_small_and_ready(encoder: Encoder) -> None:
    assert (encoder.state, encoder.why) == (State.READY, "")
    assert max((FOLDER / name).stat().st_size for name in (LOWER, UPPER)) <= LARGEST


def test_it_tells_danger_from_small_talk_and_reads_the_question_before(encoder: Encoder) -> None:
    said = [
        _says("I can't do this any more. Tonight I will end it."),
        _says("yes", "Are you thinking about ending your life?"),
        _says("yes", "Do you want a cup of tea first?"),
        _says("I had soup for lunch and then a nap."),
    ]
    dangers = [reading.danger for reading in encoder.read(said)]
    assert min(dangers[:2]) > max(dangers[2:]) + 2


def test_a_message_is_read_alike_whoever_else_wrote(encoder: Encoder) -> None:
    said = [_says("word " * (1 + at * 7 % 90)) for at in range(30)]
    together = encoder.read(said)
    for passage, reading in zip(said, together, strict=True):
        assert np.array_equal(encoder.read([passage])[0].logits, reading.logits)


def test_danger_in_the_middle_of_a_long_story_is_found_and_pointed_at(encoder: Encoder) -> None:
    calm = "We went to the market and bought apples and bread, and my sister told me of her trip. "
    worst = (
        "I have decided to kill myself tonight. I wrote the letters. I can't go on, I want to die. "
    )
    text = calm * 4 + worst + calm * 4
    [found], [quiet] = encoder.find([_says(text)]), encoder.find([_says(calm * 8)])
    place = text.index(worst)
    assert quiet == ()
    [suicide] = [one for one in found if one.concern is Concern.SUICIDE]
    assert suicide.start < place + len(worst)
    assert suicide.end > place
    assert suicide.end - suicide.start < len(text) / 2


def test_disguised_words_are_read_plain_and_pointed_at_as_written(encoder: Encoder) -> None:
    plain, hidden = (_says(f"{word} tonight, goodbye") for word in ("suicide", "s u i c i d e"))
    assert disguised(normalise(hidden.text))
    assert not disguised(normalise("I'm fine, it's just Monday - again!"))
    one, other = encoder.read([plain, hidden])
    assert other.danger > one.danger - 0.5
    assert 0 <= other.place(DANGER)[0] < other.place(DANGER)[1] <= len(hidden.text)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300), st.text(max_size=60))
def test_whatever_is_written_can_be_read(text: str, before: str) -> None:
    encoder = _once()
    [reading] = encoder.read([_says(text, before)])
    assert np.isfinite(reading.logits).all()
    assert all(0 <= start <= end <= len(text) for start, end in reading.places)


def _once(loaded: list[Encoder] = []) -> Encoder:  # noqa: B006
    if not loaded:
        loaded.append(Encoder.load())
    return loaded[0]


@given(st.integers(0, 500))
def test_windows_leave_no_piece_out_and_none_is_too_long(length: int) -> None:
    windows = list(spans(length))
    assert {at for start, end in windows for at in range(start, end)} == set(range(length))
    assert all(end - start <= WIDTH for start, end in windows)
    assert len(windows) <= 1 + length / 20


def test_no_window_is_longer_than_the_network_can_read(encoder: Encoder) -> None:
    reader = encoder.parts.reader
    windows = reader.windows(_says("no " * 12, "why " * 400)) + reader.windows(_says("oh " * 900))
    assert max(len(window.pieces) for window in windows) <= LONGEST
    assert len(reader.windows(_says("oh", "why " * 400))[0].pieces) == BEFORE + 4


def test_only_where_the_lower_layers_are_unsure_the_upper_ones_read_on(encoder: Encoder) -> None:
    network = encoder.parts.network
    said = [
        _says("i want to die tonight"),
        _says("the bus was late"),
        _says("i can't go on like this"),
    ]
    windows = [window for one in said for window in encoder.parts.reader.windows(one)]
    low, high = (replace(network, ask=ask)(windows) for ask in (inf, -inf))
    asked = low.max(axis=1) >= network.ask
    assert np.array_equal(network(windows), np.where(asked[:, None], high, low))
    assert not np.array_equal(low, high)
    assert asked.tolist()[:2] == [True, False]


# What is wrong has a name


def test_without_its_files_it_is_absent(tmp_path: Path) -> None:
    model = Encoder.load(tmp_path / "nowhere")
    assert model.state is State.ABSENT
    with pytest.raises(Unscored, match="not there"):
        model.score([_says("hello")])


def test_without_its_packages_it_is_absent(monkeypatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("moderation.encoder.model.import_module", missing)
    model = Encoder.load()
    assert model.state is State.ABSENT
    assert "not installed" in model.why


@pytest.mark.parametrize("name", [LOWER, UPPER, TOKENIZER])
def test_a_changed_file_is_not_used(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"something else")
    model = Encoder.load(folder)
    assert model.state is State.FAILED
    assert name in model.why


@pytest.mark.parametrize("name", [LOWER, UPPER, TOKENIZER, THRESHOLDS])
def test_a_missing_file_is_a_named_state(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert Encoder.load(folder).state is State.FAILED


@pytest.mark.parametrize("name", [LOWER, UPPER])
def test_a_network_that_cannot_be_read_is_a_named_state_and_no_crash(
    folder: Path, name: str
) -> None:
    (folder / name).write_bytes(b"no network")
    limits = json.loads((folder / THRESHOLDS).read_text())
    limits[f"{Path(name).stem}_sha256"] = hashlib.sha256(b"no network").hexdigest()
    (folder / THRESHOLDS).write_text(json.dumps(limits))
    model = Encoder.load(folder)
    assert model.state is State.FAILED
    assert "cannot be loaded" in model.why


def _with(encoder: Encoder, network) -> Encoder:
    return Encoder(replace(encoder.parts, network=network), State.READY)


def test_scores_that_are_not_numbers_are_a_named_state(encoder: Encoder) -> None:
    broken = _with(encoder, lambda windows: np.full((len(windows), HEADS), np.nan, np.float32))
    with pytest.raises(Unscored, match="not numbers"):
        broken.find([_says("hello")])
    assert broken.state is State.FAILED


def test_an_error_does_not_repeat_the_text(encoder: Encoder) -> None:
    def breaks(windows):
        raise RuntimeError("a secret")

    broken = _with(encoder, breaks)
    with pytest.raises(Unscored) as raised:
        broken.find([_says("a secret")])
    assert "secret" not in f"{raised.value} {broken.why}"
    assert raised.value.__suppress_context__


def test_when_it_fails_the_rest_of_the_screen_goes_on_and_a_person_looks(folder: Path) -> None:
    (folder / UPPER).write_bytes(b"broken")
    screen = screen_from(CONFIG, encoder=Encoder.load(folder), kept=Kept(CACHE))
    verdict = screen(_says("i want to die"))
    assert not verdict.complete
    assert Action.FLAG in verdict.actions
    assert Concern.SUICIDE in {finding.concern for finding in verdict.findings}


# What the rules excuse, and swearing


def _excusing(*words: str) -> Excused:
    return lambda text: [at for at, word in enumerate(text.words) if word in words]


def test_what_the_rules_excuse_is_no_alarm_where_the_rest_is_calm(encoder: Encoder) -> None:
    said = _says("had a good day, i'm not going to kill myself")
    told = replace(encoder, excused=_excusing("going", "to", "kill", "myself"))
    assert encoder.find([said]) != [()]
    assert told.find([said]) == [()]


def test_an_excuse_silences_nothing_where_the_rest_is_not_calm(encoder: Encoder) -> None:
    said = _says("i'm not going to kill myself lol. well i did swallow all of the pills")
    told = replace(encoder, excused=_excusing("going", "to", "kill", "myself"))
    assert told.find([said]) == encoder.find([said]) != [()]


def test_swearing_in_distress_is_no_insult_and_an_insult_with_swearing_is(encoder: Encoder) -> None:
    distress, insult = encoder.find(
        [_says("god, this is fucking hard to say"), _says("you fucking useless worthless idiot")]
    )
    assert distress == ()
    assert Concern.TOXICITY in {one.concern for one in insult}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "i",
                "want",
                "to",
                "die",
                "shit",
                "fuck",
                "you",
                "not",
                "my",
                "friend",
                "is",
                "14",
                "bye",
            ]
        )
    )
)
def test_leaving_words_out_never_makes_a_message_worse(words: list[str]) -> None:
    said = [_says(" ".join(words))]
    parts = _once().parts
    windows = parts.reader.windows(said[0])
    [first] = readings([windows], parts.network(windows))
    [heard] = replace(_once(), excused=_excusing("die", "14", "friend")).read(said)
    assert (heard.logits <= first.logits).all()


# What its numbers mean


def _reading(**heads: float) -> Reading:
    logits = np.full(HEADS, -5, np.float32)
    for name, value in heads.items():
        if name == "rung":
            logits[: len(RUNGS)] = value
        elif name == "danger":
            logits[[DANGER, SUICIDE]] = value
        elif name == "insult":
            logits[TOXICITY] = value
        else:
            logits[FIRST_CONCERN + CONCERNS.index(Concern(name))] = value
    return Reading(logits, [(0, 4)] * HEADS)


def _found(reading: Reading, speaker: Speaker = Speaker.VISITOR) -> list[tuple[str, int]]:
    said = findings(_says("text", speaker=speaker), reading, LIMITS)
    return [(one.concern.value, int(one.severity)) for one in said]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ({"danger": 0.9}, []),
        ({"danger": 1.1}, [("suicide", 1)]),
        ({"danger": 2.1, "rung": 5}, [("suicide", 2)]),
        ({"danger": 3.1}, [("suicide", 2)]),
        ({"danger": 9, "rung": 9}, [("suicide", 3)]),
        ({"insult": 1.5}, [("toxicity", 1)]),
        ({"insult": 2.5}, [("toxicity", 2)]),
        ({"insult": 9, "danger": 1.1}, [("suicide", 1)]),
        ({"minor": 1.5}, [("minor", 1)]),
        ({"minor": 1.5, "insult": 1.5}, [("toxicity", 1), ("minor", 1)]),
    ],
)
def test_how_grave_it_is_follows_from_its_thresholds(heads, expected) -> None:
    assert _found(_reading(**heads)) == expected


def test_danger_is_named_by_what_it_is_and_only_urgent_kinds_are_high() -> None:
    logits = _reading(rung=9, abuse=2, medical_emergency=2).logits.copy()
    logits[DANGER] = 9
    assert _found(Reading(logits, [(0, 4)] * HEADS)) == [("abuse", 2), ("medical_emergency", 3)]


def test_of_a_helpers_words_only_insults_are_found() -> None:
    assert _found(_reading(danger=9, rung=9, minor=9), Speaker.PEER) == []
    assert _found(_reading(danger=9, rung=9, insult=9), Speaker.PEER) == [("toxicity", 2)]


def test_it_is_never_surer_of_a_higher_rung_than_of_a_lower_one() -> None:
    logits = np.zeros(HEADS, np.float32)
    logits[: len(RUNGS)] = [3, -1, 2, 4, 0]
    reading = Reading(logits, [])
    sure = [reading.rung(rung) for rung in RUNGS]
    assert sure == sorted(sure, reverse=True)


def test_reading_ahead_changes_no_verdict(encoder: Encoder) -> None:
    said = [_says("i want to die"), _says("yes", "are you suicidal?"), _says("nice weather")]
    ahead, alone = EncoderCheck(encoder), EncoderCheck(encoder)
    ahead.ahead(said)
    assert [list(ahead(one)) for one in said] == [list(alone(one)) for one in said]


def test_every_concern_has_a_severity_that_the_ladder_knows() -> None:
    reading = _reading(danger=9, rung=9, **{one.value: 9 for one in CONCERNS})
    found = list(findings(_says("text"), reading, LIMITS))
    assert {one.concern for one in found} == set(CONCERNS)
    assert all(one.severity <= Severity.HIGH for one in found)
