"""The screen as the service composes it, built once for each test process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from moderation.lexicon.lexicon import Lexicon
from moderation.passage import Passage
from moderation.verdict import Verdict
from tests import readings

CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture(scope="session")
def screen() -> Callable[[Passage], Verdict]:
    return readings.screen()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.read(CONFIG / "lexicons" / "en.toml")
