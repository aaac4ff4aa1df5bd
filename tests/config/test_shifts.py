"""The rota that is shipped, and what is told of a broken one."""

from pathlib import Path

import pytest

from config.files import BadConfig
from config.places import ROOT
from config.shifts import load_shifts

CONFIG = ROOT / "config"
SHIPPED = (CONFIG / "shifts.toml").read_text(encoding="utf-8")


def told(tmp_path: Path, old: str, new: str) -> str:
    assert old in SHIPPED
    (tmp_path / "shifts.toml").write_text(SHIPPED.replace(old, new), encoding="utf-8")
    with pytest.raises(BadConfig) as bad:
        load_shifts(tmp_path)
    return str(bad.value)


def test_nobody_answers_alone_and_somebody_watches() -> None:
    shifts = load_shifts(CONFIG)
    assert all(block.peers >= 2 and block.moderators >= 1 for block in shifts.blocks)
    assert not shifts.signed_off


def test_a_zone_that_there_is_not_is_told(tmp_path: Path) -> None:
    assert "no time zone 'Europe/Atlantis'" in told(tmp_path, "Europe/London", "Europe/Atlantis")


def test_a_block_that_is_there_twice_is_told(tmp_path: Path) -> None:
    assert "'evening' is there twice" in told(tmp_path, 'id = "late"', 'id = "evening"')


def test_a_block_that_needs_nobody_is_told(tmp_path: Path) -> None:
    nobody = "peers = 0\nmoderators = 0"
    assert "nobody is needed here" in told(tmp_path, "peers = 2\nmoderators = 1", nobody)
