"""A broken file says everything that is wrong with it, with the line."""

import datetime as dt
import re
from enum import StrEnum
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.files import BadConfig, gather, load_toml
from config.lines import line_at, lines_of
from config.shapes import Wrong


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    dial: tuple[str, ...]
    wait: Annotated[int, msgspec.Meta(ge=1)] = 1
    colour: Colour = Colour.RED
    checked: dt.date | None = None


class Lines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    line: tuple[Line, ...] = ()
    names: dict[str, int] = {}


GOOD = """title = "All"

[[line]]
name = "One"
dial = ["1", "2"]
checked = 2026-06-02

[names]
a = 1
"""


def written(folder: Path, text: str, name: str = "lines.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str, **more: Any) -> list[tuple[int, str]]:
    path = written(folder, text)
    with pytest.raises(BadConfig) as bad:
        load_toml(path, Lines, **more)
    prefix = f"{path}:"
    assert all(one.startswith(prefix) for one in bad.value.problems)
    found = [one.removeprefix(prefix).split(": ", 1) for one in bad.value.problems]
    return [(int(line), says) for line, says in found]


def test_a_good_file_is_read_into_its_type(tmp_path: Path) -> None:
    loaded = load_toml(written(tmp_path, GOOD), Lines)
    assert loaded.line[0].dial == ("1", "2")
    assert loaded.line[0].checked == dt.date(2026, 6, 2)
    assert loaded.names == {"a": 1}


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        """titel = "All"

[[line]]
name = 3
dial = [
  "1",
  2,
]

[[line]]
dial = "1"
wait = 0
colour = "green"

[names]
a = 1
b = "two"
""",
    )
    assert [line for line, _ in found] == [1, 1, 4, 7, 10, 11, 12, 13, 17]
    said = "\n".join(says for _, says in found)
    assert "'title' is missing here" in said
    assert "'titel' is not known here; did you mean 'title'?" in said
    assert "'name': expected text in quotes, found a whole number" in said
    assert "'colour' must be one of: red, blue." in said


def test_an_unknown_word_without_a_likeness_lists_what_is_known(tmp_path: Path) -> None:
    ((line, says),) = problems(tmp_path, GOOD + "\n[zzz]\n")
    assert line == 11
    assert says == "'zzz' is not known here; known here: line, names, title."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('title = "All"\nline = = 3\n', 2),
        ('title = "All\n', 1),
        ('title = "All"\n\n[[line]\n', 3),
        ("title = [\n\n", 3),
        ('title = "a"\ntitle = "b"\n', 2),
    ],
)
def test_a_file_that_does_not_parse_names_the_line(tmp_path: Path, text: str, line: int) -> None:
    ((at, says),) = problems(tmp_path, text)
    assert at == line
    assert "not valid TOML" in says


def test_a_missing_file_and_one_in_another_encoding_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="cannot be read"):
        load_toml(tmp_path / "nowhere.toml", Lines)
    path = tmp_path / "latin.toml"
    path.write_bytes(b'# one\ntitle = "caf\xe9"\n')
    with pytest.raises(BadConfig, match=r"latin\.toml:2: not UTF-8"):
        load_toml(path, Lines)


def test_a_check_of_our_own_speaks_with_the_same_lines(tmp_path: Path) -> None:
    ((line, says),) = problems(
        tmp_path, GOOD, check=lambda _: [Wrong(("line", 0, "dial", 1), "no such number.")]
    )
    assert (line, says) == (5, "no such number.")


def test_several_files_bring_their_problems_together(tmp_path: Path) -> None:
    first = written(tmp_path, "title = 3", "first.toml")
    second = written(tmp_path, "\n\nline = 3", "second.toml")
    good = written(tmp_path, GOOD, "good.toml")
    with pytest.raises(BadConfig) as bad:
        gather(*(partial(load_toml, path, Lines) for path in (first, good, second)))
    where = [one.rpartition("/")[2].split(": ")[0] for one in bad.value.problems]
    assert where == ["first.toml:1", "second.toml:1", "second.toml:3"]


def test_what_loads_comes_back_in_order(tmp_path: Path) -> None:
    assert gather(lambda: 1, lambda: "two") == (1, "two")


def test_lines_are_found_through_every_form_that_toml_has() -> None:
    lines = lines_of(
        """# a comment with [brackets] = and "quotes"
a.b = 1 # more
"c d" = 'x'
[t]
text = \"\"\"
one = "two"
\"\"\"\"
inline = { x = 1, y = [1.5,
  2026-01-01T10:00:00.5Z] }
[[list]]
[list.inner]
k = '''
'''
[[list.deep]]
[[list]]
[[list.deep]]
z = true
"""
    )
    assert lines[("a", "b")] == 2
    assert lines[("c d",)] == 3
    assert lines[("t", "inline", "x")] == 8
    assert lines[("t", "inline", "y", 1)] == 9
    assert lines[("list",)] == 10
    assert lines[("list", 0, "inner", "k")] == 12
    assert lines[("list", 0, "deep", 0)] == 14
    assert lines[("list", 1, "deep", 0, "z")] == 17
    assert line_at(lines, ("list", 1, "deep", 0, "nothing")) == 16


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.lists(WORDS, max_size=4), max_size=6))
def test_lines_stay_right_whatever_the_texts_hold(rows: list[list[str]]) -> None:
    text, expected = "", {}
    for index, row in enumerate(rows):
        expected[("row", index, "words")] = text.count("\n") + 2
        text += "[[row]]\nwords = [\n"
        for number, word in enumerate(row):
            expected[("row", index, "words", number)] = text.count("\n") + 1
            quoted = word.replace("\\", "\\\\").replace('"', '\\"')
            text += f'  "{quoted}",\n'
        text += "]\n"
    lines = lines_of(text)
    assert {place: lines[place] for place in expected} == expected


PIECES = [
    "title",
    "line",
    "name",
    ".",
    " = ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\n",
    '"a"',
    "'b'",
    "1",
    "# c",
]
PIECES += ['"""', "'''", "2026-06-02", "1.5", '"\\""', "[[line]]\n", 'title = "x"\n', "\r\n", "é"]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_is_written_the_answer_is_a_loaded_file_or_its_problems(text: str) -> None:
    with TemporaryDirectory() as folder:
        try:
            load_toml(written(Path(folder), text), Lines)
        except BadConfig as bad:
            assert bad.problems
            assert all(re.match(r".+\.toml:\d+: .+", one) for one in bad.problems)
