"""The course of a live conversation, with the real screen over the real stores."""

from dataclasses import replace
from itertools import count

import pytest

from moderation.inline.check import InlineCheck
from moderation.verdict import Level
from server.contract.commands import Say
from server.domain.message import Notice
from server.services.talk.recent import Recent
from server.stores.tables.core import flags
from tests.readings import screen
from tests.stores.rooming import Rooming

WHOLE = screen()
SCREEN = replace(
    WHOLE, checks=tuple(each for each in WHOLE.checks if not isinstance(each, InlineCheck))
)
REFS = count()


class Process:
    """A web process: its own memory of what was said lately, the same stores."""

    def __init__(self, house):
        self.recent = Recent(house.talks.newest, SCREEN.marking)
        self.conversing = replace(house.conversing, recent=self.recent, screen=SCREEN)

    async def says(self, who, talk, text):
        say = Say(conversation=talk, ref=f"ref-{next(REFS)}", text=text)
        return await self.conversing.say(who, say)


@pytest.fixture
async def pair(house):
    return await house.paired()


async def level(house, talk):
    return Level((await house.talk_row(talk)).level)


async def test_a_phrase_split_over_messages_raises_the_level(house, pair):
    visitor, _, talk = pair
    process = Process(house)
    for text in ("i want to", "kill", "myself"):
        await process.says(visitor, talk, text)
    assert await level(house, talk) is Level.L2
    flag = await house.only_flag()
    assert (flag.words, flag.level) == ("myself", 2)
    assert any("over several messages" in reason for reason in flag.reasons)


async def test_it_goes_on_when_the_process_changes_in_the_middle(house, pair):
    visitor, peer, talk = pair
    await Process(house).says(visitor, talk, "i want to")
    await Process(house).says(peer, talk, "yes?")
    await Process(house).says(visitor, talk, "die")
    assert await level(house, talk) is Level.L2


async def test_visitor_and_peer_may_be_on_two_processes(house, pair):
    visitor, peer, talk = pair
    theirs, hers = Process(house), Process(house)
    for process, who, text in (
        (hers, visitor, "hello"),
        (theirs, peer, "are you thinking about suicide?"),
        (theirs, peer, "it is ok to say"),
        (hers, visitor, "yes"),
    ):
        before = len(house.hints.said)
        await process.says(who, talk, text)
        for message in house.hints.said[before:]:  # told to both, as the line does
            theirs.recent.said(message)
            hers.recent.said(message)
    assert await level(house, talk) is Level.L2


async def test_what_is_held_back_counts_for_the_course_as_well(house, pair):
    visitor, peer, talk = pair
    process = Process(house)
    await process.says(visitor, talk, "i'm 14")
    first = await process.says(peer, talk, "can you send me a selfie?")
    second = await process.says(peer, talk, "keep this between us")
    assert first.withheld and second.withheld
    (message,) = await house.talks.gap(talk, second.seq - 1, second.seq)
    assert {(found.check, found.severity) for found in message.findings} >= {("course.asking", 3)}


async def test_calm_after_high_risk_never_lowers_the_level(house, pair):
    visitor, _, talk = pair
    process = Process(house)
    await process.says(visitor, talk, "i have the pills next to me and i will do it tonight")
    assert await level(house, talk) is Level.L3
    await process.says(visitor, talk, "never mind, i feel calm now")
    assert await level(house, talk) is Level.L3
    reasons = (await house.only_flag()).reasons
    assert "Suddenly calm after speaking of high risk. Ask what has changed." in reasons


async def test_a_calm_end_after_the_flag_was_resolved_raises_a_new_one(house, pair):
    visitor, _, talk = pair
    process = Process(house)
    await process.says(visitor, talk, "i have the pills next to me and i will do it tonight")
    moderator = await house.moderator()
    flag = await house.only_flag()
    await house.alerts.claim(flag.id, moderator, house.clock())
    await house.alerts.resolve(flag.id, moderator, "confirmed", "Talked with.", house.clock())
    await Process(house).says(visitor, talk, "thank you for everything, goodbye")
    assert len(await house.rows(flags)) == 2


async def test_notices_between_change_nothing(house, pair):
    visitor, _, talk = pair
    process = Process(house)
    await process.says(visitor, talk, "i want to")
    await house.supervision.read(await house.moderator(), talk, house.clock())
    await process.says(visitor, talk, "die")
    assert await level(house, talk) is Level.L2
    tail = await house.talks.tail(visitor.id, talk, 0, 9)
    assert Notice.MODERATOR_READING in [message.notice for message in tail]


class Group:
    """Fay looks after a room, Vera and Will are in it, on one process."""

    def __init__(self, house, room, *people):
        self.house, self.room = house, room
        self.process = Process(house)
        self.fay, self.cole, self.vera, self.will = people

    async def says(self, *said):
        for who, text in said:
            self.house.clock.passes(seconds=1)
            await self.process.says(who, self.room.id, text)

    async def levels(self):
        return [await level(self.house, f"talk-{who.id}") for who in (self.vera, self.will)]


@pytest.fixture
async def group(house):
    room = Rooming(house)
    return Group(house, room, *await room.opened("vera", "will"))


ASKED = "are you thinking about suicide?"


async def test_a_yes_to_one_is_no_answer_to_what_another_visitor_asked_meanwhile(group):
    await group.says((group.fay, "vera, did you sleep?"), (group.will, ASKED), (group.vera, "yes"))
    assert (await group.levels())[0] is Level.L0


async def test_a_question_that_somebody_else_has_answered_ends_with_the_next_one(group):
    await group.says((group.vera, "hi"), (group.fay, f"will, {ASKED}"), (group.will, "no"))
    await group.says((group.fay, "thank you. vera, did you sleep?"), (group.vera, "yes"))
    assert await group.levels() == [Level.L0, Level.L0]


async def test_words_of_two_people_are_never_joined_to_a_phrase_that_nobody_said(group):
    await group.says((group.vera, "i want to end"), (group.will, "it all"))
    assert await group.levels() == [Level.L0, Level.L0]


async def test_a_phrase_split_over_messages_is_heard_though_others_speak_between(group):
    await group.says((group.vera, "i want to"), (group.will, "cook pasta tonight"))
    await group.says((group.fay, "nice"), (group.vera, "die"))
    assert await group.levels() == [Level.L2, Level.L0]


async def test_who_says_yes_to_a_question_to_the_room_is_heard_after_somebody_elses_no(group):
    asked = "is anybody here thinking about suicide?"
    await group.says((group.fay, asked), (group.will, "no"))
    await group.says((group.cole, "thank you will"), (group.vera, "yes"))
    assert await group.levels() == [Level.L2, Level.L0]


async def test_calm_after_somebody_elses_danger_says_nothing_about_who_is_calm(group):
    await group.says((group.will, "i have the pills next to me and i will do it tonight"))
    await group.says((group.vera, "never mind, i feel calm now"))
    assert await group.levels() == [Level.L0, Level.L3]


async def test_calm_after_ones_own_danger_is_heard_in_a_crowd_by_a_fresh_process(group):
    await group.says((group.vera, "i have the pills next to me and i will do it tonight"))
    await group.says(*[(group.will, "i made soup")] * 30)
    group.process = Process(group.house)
    await group.says((group.vera, "never mind, i feel calm now"))
    reasons = (await group.house.only_flag()).reasons
    assert "Suddenly calm after speaking of high risk. Ask what has changed." in reasons
