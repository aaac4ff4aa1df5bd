"""The screen as the service composes it, built once for each test process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from moderation.lexicon.lexicon import Lexicon
from moderation.passage import Passage
from moderation.screen import screen_from
from moderation.verdict import Verdict

CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture(scope="session")
def screen() -> Callable[[Passage], Verdict]:
    return screen_from(CONFIG)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.read(CONFIG / "lexicons" / "en.toml")
