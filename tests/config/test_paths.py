"""Each path has words for all three sides, and the ladder's page prints them."""

from pathlib import Path as Folder

import pytest

from config.everything import before_you_open, load
from config.files import BadConfig
from config.ladder_page import PATHS, TARGET
from config.paths import load_paths
from config.places import ROOT
from server.domain.path import Path

EVERYTHING = load(ROOT / "config")
SHIPPED = (ROOT / "config" / "paths.toml").read_text(encoding="utf-8")


def told(tmp_path: Folder, text: str) -> str:
    (tmp_path / "paths.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig) as bad:
        load_paths(tmp_path)
    return str(bad.value)


def test_the_page_prints_every_path() -> None:
    assert tuple(Path) == PATHS


@pytest.mark.parametrize("path", Path)
def test_each_side_reads_its_words_on_the_page(path: Path) -> None:
    words, page = EVERYTHING.paths.of(path), TARGET.read_text(encoding="utf-8")
    section = page.split(f"## A path of its own: {words.name}\n")[1].split("\n## ")[0]
    assert all(line in section for line in (*words.script.lines, *words.checklist))
    assert words.peer_hint in section
    for texts in EVERYTHING.texts.by_language.values():
        assert texts.help.on(path).body in section


@pytest.mark.parametrize("path", Path)
def test_the_directory_has_lines_for_each_path(path: Path) -> None:
    topics = set(EVERYTHING.paths.of(path).topics)
    assert any(topics & set(one.topics) for one in EVERYTHING.directory.find(country="US"))


def test_a_path_without_a_list_is_told(tmp_path: Folder) -> None:
    assert "checklist" in told(tmp_path, SHIPPED.replace("checklist = [", "check = [", 1))


def test_a_signature_needs_a_name(tmp_path: Folder) -> None:
    signed = SHIPPED.replace("signed_off = false", "signed_off = true", 1)
    assert "signed off by nobody" in told(tmp_path, signed)


def test_nobody_has_signed_them_yet() -> None:
    open_points = list(before_you_open(EVERYTHING, EVERYTHING.paths.children.reviewed))
    assert "paths.toml: not signed off: children, third_party" in open_points
