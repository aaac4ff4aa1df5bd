"""What a person who judges an alarm is told of it: the part, its rule, and how sure it was."""

import pytest

from moderation.passage import Passage
from moderation.screen import screen_from
from tests.moderation.conftest import CONFIG

WRITTEN = (CONFIG / "lexicons" / "en.toml").read_text()


@pytest.fixture(scope="module")
def screen():
    return screen_from(CONFIG)


def by(check, found):
    return [one for one in found if one.check == check]


def test_a_phrase_is_named_as_its_file_has_it(screen):
    found = by("lexicon", screen(Passage("I want to die.")).findings)
    assert found
    assert all(one.rule and f'"{one.rule}"' in WRITTEN for one in found)
    assert all(one.share is None for one in found)


def test_a_yes_names_the_question(screen):
    found = by("context", screen(Passage("yes", "Are you thinking of suicide?")).findings)
    assert found
    assert all(one.rule and f'"{one.rule}"' in WRITTEN for one in found)


def test_a_model_says_how_sure_it_was(screen):
    found = by("inline", screen(Passage("I just want it all to end tonight.")).findings)
    assert found
    assert all(0 < one.share < 1 for one in found)
