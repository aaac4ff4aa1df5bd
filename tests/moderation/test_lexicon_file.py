"""A lexicon with mistakes: each is named with its line, all at once."""

from pathlib import Path

import pytest

from config.files import BadConfig
from moderation.lexicon.lexicon import Lexicon
from moderation.reading.normalise import normalise

CUES = """
language = "en"
fillers = ["really"]
[cues]
breaks = ["and"]
negations = ["not"]
not_negations = ["not just"]
bridges = ["am"]
first = ["i"]
second = ["you"]
third = ["she"]
past = ["years ago"]
not_past = ["again"]
titles = ["song"]
reported = ["said"]
[answers]
yes = ["yes"]
"""
ORIGIN = 'source = "own words"\nreviewed = 2026-01-31\n'
ENTRY = 'concern = "suicide"\nseverity = 2\nreason = "Says so."\n' + ORIGIN


def _problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "xx.toml"
    path.write_text(CUES + text, encoding="utf-8")
    with pytest.raises(BadConfig) as raised:
        Lexicon.read(path)
    assert all(problem.startswith(f"{path}:") for problem in raised.value.problems)
    return [problem.removeprefix(f"{path}:") for problem in raised.value.problems]


def _line_of(text: str, part: str) -> int:
    return (CUES + text).split("\n").index(part) + 1


def test_every_wrong_entry_is_named_with_its_line(tmp_path: Path) -> None:
    text = f"""
[[entry]]
{ENTRY}phrases = [
  "dying (of|from",
  "really",
  "fine",
]
[[entry]]
{ENTRY}phrases = [
  "fine",
]
[[pattern]]
{ENTRY}expression = "a(b"
[[question]]
{ENTRY}answer = "perhaps"
phrases = ["are you"]
"""
    found = _problems(tmp_path, text)
    expected = [
        ('  "dying (of|from",', "bracket"),
        ('  "really",', "filler"),
        ('expression = "a(b"', "RE2 cannot read this"),
        ('answer = "perhaps"', "no answers are called 'perhaps'"),
    ]
    for line, words in expected:
        number = _line_of(text, line)
        assert any(one.startswith(f"{number}: ") and words in one for one in found), words
    again = [one for one in found if "is in entry 1 too" in one]
    assert len(again) == 1
    assert len(found) == 5


def test_wrong_shapes_are_named_with_their_lines(tmp_path: Path) -> None:
    text = f"""
[[entry]]
{ENTRY.replace("suicide", "sadness")}phrases = ["one"]
[[entry]]
{ENTRY.replace("severity = 2", "severity = 7")}phrasing = ["one"]
"""
    found = "\n".join(_problems(tmp_path, text))
    sadness, seven = _line_of(text, 'concern = "sadness"'), _line_of(text, "severity = 7")
    assert f"{sadness}: 'concern' must be one of" in found
    assert f"{seven}: 'severity' must be one of" in found
    assert "did you mean 'phrases'?" in found


def test_a_phrase_with_too_many_choices_is_named(tmp_path: Path) -> None:
    many = "(" + "|".join(map(str, range(60))) + ")"
    [found] = _problems(tmp_path, f'\n[[entry]]\n{ENTRY}phrases = ["x{many}{many}"]\n')
    assert "split the phrase" in found


def test_an_operators_pattern_is_found_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    pattern = f'[[pattern]]\n{ENTRY}expression = "\\\\bblue (hour|room)\\\\b"\n'
    path.write_text(f'{CUES}\n[[entry]]\n{ENTRY}phrases = ["one"]\n{pattern}', encoding="utf-8")
    text = "ﬁne, the B-l-u-e hour again"
    [(finding, _)] = Lexicon.read(path).find(normalise(text), "lexicon")
    assert text[finding.start : finding.end] == "B-l-u-e hour"


def test_a_missing_file_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="cannot be read"):
        Lexicon.read(tmp_path / "none.toml")
