"""The table of sentences: each is found at its rung, and ordinary talk is left alone."""

import pytest

from moderation.passage import Passage
from moderation.verdict import Level
from tests.moderation.sentences import SENTENCES


@pytest.mark.parametrize(("text", "level", "concern"), SENTENCES)
def test_a_sentence_gets_its_level_and_concern(screen, text, level, concern) -> None:
    verdict = screen(Passage(text))
    found = {finding.concern for finding in verdict.findings}
    assert verdict.level is level, found
    assert concern in found if concern else not found


def test_the_table_covers_every_level_in_earnest() -> None:
    assert len(SENTENCES) >= 150
    for level in Level:
        assert sum(one[1] is level for one in SENTENCES) >= 15
