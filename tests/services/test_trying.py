"""Rules are tried against words with the screen itself, and nothing of it stays."""

import pytest

from moderation.verdict import Level
from server.contract.try_requests import TryRules
from server.domain.refusal import Refusal
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.watch.trying import Trying
from tests import readings

MONA = StaffMember("mona", "Mona", (Role.MODERATOR,))


@pytest.fixture(scope="module")
def trying():
    return Trying(readings.screen())


async def test_the_words_and_what_would_follow_are_shown(trying):
    text = "Some days I want to die"
    tried = await trying.try_rules(MONA, TryRules(text=text))
    assert tried.level >= Level.L2
    assert {"flag", "help_card"} <= set(tried.actions)
    found = tried.findings[0]
    assert text[found.start : found.end]
    assert found.check


async def test_a_question_before_changes_what_yes_means(trying):
    asked = "Are you thinking about suicide?"
    alone = await trying.try_rules(MONA, TryRules(text="yes"))
    after = await trying.try_rules(MONA, TryRules(text="yes", before=asked))
    assert (alone.level, alone.findings) == (Level.L0, ())
    assert after.level > Level.L0


async def test_nobody_speaks_as_the_service(trying):
    with pytest.raises(Refusal):
        await trying.try_rules(MONA, TryRules(text="yes", speaker=Role.ADMINISTRATOR))
