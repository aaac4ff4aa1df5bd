"""Every file that we ship loads, and a broken set of files says all that is wrong."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from config.everything import before_you_open, load
from config.files import BadConfig
from config.places import ROOT
from config.section import sections
from server.domain.message import Notice

CONFIG = ROOT / "config"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy to break."""
    for path in CONFIG.glob("*.toml"):
        shutil.copy(path, tmp_path)
    for name in ("texts", "resources", "training", "phrases", "practice"):
        shutil.copytree(CONFIG / name, tmp_path / name)
    return tmp_path


def change(path: Path, old: str, new: str) -> int:
    """The line on which it was changed."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_what_is_shipped_loads() -> None:
    everything = load(CONFIG)
    assert everything.service.language == "en"
    assert len(everything.ladder.rungs) == 5
    assert everything.directory.resource("gb-samaritans")


def test_the_page_promises_the_times_that_are_kept(folder: Path) -> None:
    change(folder / "retention.toml", "level_4 = 2160", "level_4 = 2400")
    change(folder / "retention.toml", "level_0 = 24", "level_0 = 12")
    keeping = " ".join(load(folder).texts.in_language("en").keeping.body)
    assert "12 hours after the chat ends" in keeping
    assert "100 days at most" in keeping
    assert "{" not in keeping


def test_the_page_says_the_name_of_the_service(folder: Path) -> None:
    change(folder / "service.toml", 'name = "Warmline"', 'name = "Night Line"')
    assert load(folder).texts.in_language("en").about.body[0].startswith("Night Line is")


def test_problems_of_all_files_come_together_each_with_its_line(folder: Path) -> None:
    lines = {
        "service.toml": change(folder / "service.toml", "limit = 50", "limit = 0"),
        "texts/en.toml": change(folder / "texts/en.toml", "{service} is a", "{servis} is a"),
        "ladder.toml": change(folder / "ladder.toml", "pager_seconds = 240", "pager_seconds = 9"),
        "retention.toml": change(folder / "retention.toml", "level_2 = 720", "level_2 = 7"),
        "emergency.toml": change(folder / "emergency.toml", 'preferred = "999"', 'preferred = "9"'),
        "resources/us.toml": change(folder / "resources/us.toml", '"988"', '"555"'),
    }
    with pytest.raises(BadConfig) as bad:
        load(folder)
    starts = {problem.split(": ")[0] for problem in bad.value.problems}
    expected = {f"{folder}/{name}:{line}" for name, line in lines.items()}
    assert expected <= starts
    assert {start.rpartition(":")[0] for start in starts} == {f"{folder}/{n}" for n in lines}


def test_a_region_without_emergency_numbers_is_told_at_its_line(folder: Path) -> None:
    line = change(folder / "service.toml", 'region = "GB"', 'region = "QQ"')
    with pytest.raises(BadConfig, match=rf"service\.toml:{line}: .*'QQ'"):
        load(folder)


def test_a_missing_file_is_told_with_the_others(folder: Path) -> None:
    (folder / "ladder.toml").unlink()
    (folder / "texts" / "en.toml").unlink()
    with pytest.raises(BadConfig) as bad:
        load(folder)
    assert len(bad.value.problems) == 2


def test_a_signature_without_a_name_is_refused(folder: Path) -> None:
    line = change(folder / "retention.toml", "signed_off = false", "signed_off = true")
    with pytest.raises(BadConfig, match=rf"retention\.toml:{line}: .*signed_by"):
        load(folder)


def test_what_nobody_has_signed_is_listed_until_somebody_has(folder: Path) -> None:
    today = dt.date(2026, 6, 3)
    before = list(before_you_open(load(folder), today))
    assert any(one.startswith("retention.toml") for one in before)
    assert any("numbers of GB" in one for one in before)
    signed = 'signed_off = true\nsigned_by = "A. Person, lawyer"'
    change(folder / "retention.toml", "signed_off = false", signed)
    after = list(before_you_open(load(folder), today))
    assert set(before) - set(after) == {one for one in before if one.startswith("retention")}


def test_old_entries_are_named_before_opening() -> None:
    (old,) = (
        one
        for one in before_you_open(load(CONFIG), dt.date(2027, 6, 1))
        if one.startswith("resources")
    )
    assert "gb-samaritans" in old


def test_nothing_that_is_shipped_claims_a_signature() -> None:
    everything = load(CONFIG)
    parts = (everything.ladder, everything.retention, everything.texts.in_language("en"))
    assert not any(one.signed_off for part in parts for _, one in sections(part))


def test_every_notice_of_the_contract_has_its_sentence() -> None:
    notices = load(CONFIG).texts.in_language("en").notices
    assert {one.value for one in Notice} <= set(notices.__struct_fields__)
