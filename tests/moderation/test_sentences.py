"""The table of sentences: each is found at its rung, and ordinary talk is left alone."""

from dataclasses import replace

import pytest

from moderation.inline.check import InlineCheck
from moderation.passage import Passage
from moderation.verdict import Level
from tests.moderation.sentences import REPLIES, SENTENCES

ALL = [("", *sentence) for sentence in SENTENCES] + list(REPLIES)

HINTS = frozenset(
    {
        "i hate myself",  # not seldom said by people who hurt themselves
        "i wrote a note to my teacher",  # may be a pupil
        "i'm in high school",
        "i want to live",  # these are mistakes, and cost a card and a hint
        "are you an idiot or what lol jk",
        "i will find you and kill you",  # a threat, and perhaps a danger to somebody
        "i'll come over and break your jaw and your legs",
        "i've been crying all morning",  # such mistakes too: a model that hears more people
        "i keep beating myself up about it",  # errs more often in a few short words
        "i want to sleep all day",
        "your words touched me",
        "i'll be gone for a week",
        "i'm on a diet",
        "you are not stupid",
        "what a bitch of a day",
        "i'm intermittent fasting since monday",
    }
)
"""Ordinary talk in which the model may see a concern of the lowest kind, never more."""
MISTAKEN = frozenset({"i can't sleep, i keep thinking", "after the weekend"})
"""What it takes for a danger: a flag, and a look of somebody's."""


@pytest.fixture(scope="module")
def rules(screen):
    return replace(
        screen, checks=tuple(one for one in screen.checks if not isinstance(one, InlineCheck))
    )


@pytest.mark.parametrize(("before", "text", "level", "concern"), ALL)
def test_the_rules_give_a_sentence_its_level_and_concern(rules, before, text, level, concern):
    verdict = rules(Passage(text, before))
    found = {finding.concern for finding in verdict.findings}
    assert verdict.level is level, found
    assert concern in found if concern else not found


@pytest.mark.parametrize(("before", "text", "level", "concern"), ALL)
def test_with_the_model_no_danger_weighs_less_and_ordinary_talk_stays_ordinary(
    screen, before, text, level, concern
):
    """The model may raise a danger by one rung: a plain passive wish is often rated a thought."""
    verdict = screen(Passage(text, before))
    found = {finding.concern for finding in verdict.findings}
    if text in HINTS | MISTAKEN and not level:
        assert verdict.level <= (Level.L1 if text in HINTS else Level.L2), found
        return
    assert level <= verdict.level <= (min(level + 1, Level.L4) if level else level), found
    assert concern in found if concern else not found


def test_the_table_covers_every_level_in_earnest() -> None:
    assert len(SENTENCES) >= 150
    for level in Level:
        assert sum(one[1] is level for one in SENTENCES) >= 15
