"""A language that nobody who grew up with it has reviewed is named until somebody signs."""

import shutil
from types import SimpleNamespace

import pytest

from config.places import ROOT
from server.doctor import machine
from server.doctor.finding import State


@pytest.fixture
def config_dir(tmp_path):
    return shutil.copytree(ROOT / "config", tmp_path / "config")


def told(config_dir):
    settings = SimpleNamespace(config_dir=config_dir, cache_dir=config_dir / "none")
    return [each for each in machine.config_files(settings) if "lexicons/" in each.words]


def test_a_new_language_shows_until_it_is_signed(config_dir):
    new = config_dir / "lexicons" / "ca.toml"
    text = (config_dir / "lexicons" / "es.toml").read_text("utf-8")
    text = text.replace('language = "es"', 'language = "ca"')
    new.write_text(text, "utf-8")
    [found] = [each for each in told(config_dir) if "ca.toml" in each.words]
    assert found.state is State.LOOK
    assert "native-speaking clinician" in found.words

    new.write_text(text.replace("signed_off = false", "signed_off = true"), "utf-8")
    assert not [each for each in told(config_dir) if "ca.toml" in each.words]


def test_a_mistake_in_any_language_is_broken_with_its_line(config_dir):
    path = config_dir / "lexicons" / "fr.toml"
    path.write_text(path.read_text("utf-8").replace("severity = 4", "severity = 9", 1), "utf-8")
    [found] = told(config_dir)
    assert found.state is State.BROKEN
    assert "fr.toml:" in found.words
