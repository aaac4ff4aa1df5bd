"""The children's path and the third-party path: who begins them, and what each side sees."""

import pytest

from moderation.verdict import Action, Concern, Finding, Level, Severity, Verdict
from server.contract.care_commands import TakePath
from server.contract.commands import Say
from server.domain.lifecycle import StepNotAllowed
from server.domain.path import Path
from server.domain.refusal import Code, Refusal
from server.stores.tables.house import audit
from tests.readings import everything

TALK = "talk-vera"
EVERYTHING = everything()


def verdict(concern, level=Level.L0):
    found = Finding(concern, Severity.MODERATE, 0, 5, "They said so.", "lexicon")
    return Verdict((found,), Action.FLAG | Action.HINT, level)


@pytest.fixture
async def pair(house):
    return await house.paired(region="GB")


@pytest.fixture
def vera(pair):
    return pair[0]


@pytest.fixture
def pat(pair):
    return pair[1]


async def says(house, who, concern, level=Level.L0, ref="r1"):
    house.verdict = verdict(concern, level)
    await house.conversing.say(who, Say(conversation=TALK, ref=ref, text="I say so"))


async def card(house, visitor):
    return (await house.viewing.visit(visitor)).help


async def on_desk(house):
    (conversation,) = (await house.viewing.desks(["pat"]))["pat"].conversations
    return conversation.path


async def on_wall(house, mona):
    (conversation,) = (await house.walling.view(mona)).conversations
    return conversation.path


async def test_who_says_they_are_a_child_gets_the_words_and_the_lines_for_children(house, vera):
    assert await card(house, vera) is None
    await says(house, vera, Concern.MINOR)
    kept = await card(house, vera)
    assert (kept.level, kept.path) == (0, Path.CHILDREN)
    assert "youth" in kept.resources[0].topics
    assert len(kept.resources) > 1, "lines for everybody are there too"
    assert await on_desk(house) is Path.CHILDREN
    assert await on_wall(house, await house.moderator()) is Path.CHILDREN


async def test_the_card_comes_before_anything_is_kept(house, vera):
    await house.viewing.visit(vera)
    await says(house, vera, Concern.THIRD_PARTY, Level.L1)
    assert house.hints.names() == ["help", "spread"]
    _, _, told = house.hints.told[0]
    assert told.path is Path.THIRD_PARTY
    assert told == await card(house, vera)


async def test_a_path_takes_nothing_from_the_level(house, vera):
    await says(house, vera, Concern.MINOR)
    await house.worries(vera, TALK, level=Level.L3)
    kept = await card(house, vera)
    assert (kept.level, kept.path) == (3, Path.CHILDREN)


async def test_a_child_who_worries_about_a_friend_is_a_child_first(house, vera):
    await says(house, vera, Concern.THIRD_PARTY, ref="r1")
    assert await on_desk(house) is Path.THIRD_PARTY
    await says(house, vera, Concern.MINOR, ref="r2")
    await says(house, vera, Concern.THIRD_PARTY, ref="r3")
    assert await on_desk(house) is Path.CHILDREN


async def test_what_a_peer_says_of_themselves_begins_no_path(house, pat):
    await says(house, pat, Concern.MINOR)
    assert await on_desk(house) is None
    assert "help" not in house.hints.names()


async def test_other_dangers_begin_no_path(house, vera):
    await says(house, vera, Concern.SUICIDE, Level.L2)
    assert (await card(house, vera)).path is None


async def test_a_peer_and_a_moderator_take_a_path_and_take_it_back(house, vera, pat):
    mona = await house.moderator()
    await house.path_taking.take_path(pat, TakePath(conversation=TALK, path=Path.CHILDREN))
    assert (await card(house, vera)).path is Path.CHILDREN
    await house.path_taking.take_path(mona, TakePath(conversation=TALK))
    assert await card(house, vera) is None
    told = [(e.who, e.reason) for e in await house.rows(audit) if e.did == "take_path"]
    assert told == [("pat", "children"), ("mona", "")]


async def test_to_take_the_same_path_again_changes_nothing(house, pat):
    child = TakePath(conversation=TALK, path=Path.CHILDREN)
    await house.path_taking.take_path(pat, child)
    await house.path_taking.take_path(pat, child)
    assert len([e for e in await house.rows(audit) if e.did == "take_path"]) == 1


async def test_a_peer_of_another_conversation_takes_no_path(house, pair):
    paul = await house.ready("paul")
    with pytest.raises(Refusal) as refused:
        await house.path_taking.take_path(paul, TakePath(conversation=TALK, path=Path.CHILDREN))
    assert refused.value.code is Code.NOT_FOUND
    assert await on_desk(house) is None


async def test_what_has_ended_takes_no_path(house, pat):
    mona = await house.moderator()
    await house.end(pat, TALK)
    with pytest.raises(StepNotAllowed):
        await house.path_taking.take_path(mona, TakePath(conversation=TALK, path=Path.CHILDREN))
