"""What was said lately: remembered by features, forgotten without loss, never half known."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from moderation.course.check import TRAIL
from moderation.verdict import Concern, Finding, Severity
from server.domain.message import Message, Notice
from server.domain.session import Role, Session
from server.services.talk.recent import BOUND, SPEAKERS, Lately, Recent
from tests.services.people import MARK

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
VERA = Session("vera", Role.VISITOR)
FAY = Session("fay", Role.PEER)
DANGER = (Finding(Concern.SUICIDE, Severity.HIGH, 0, 1, "Because.", "lexicon"),)


def said(seq, text="words", role=Role.VISITOR, **more):
    speaker = more.pop("speaker", "vera" if role is Role.VISITOR else "pat")
    return Message("talk", seq, f"r{seq}", speaker, role, "Somebody", text, AT, **more)


class Store:
    def __init__(self, *messages):
        self.messages = list(messages)
        self.reads = 0
        self.strangers = {"eve"}

    async def newest(self, conversation, person, most):
        self.reads += 1
        if person in self.strangers:
            return None
        return [m for m in self.messages if m.conversation == conversation][-most:]


@pytest.fixture
def store():
    return Store(said(1, "hello"), said(2, "hi", Role.PEER), said(3, "so", findings=DANGER))


@pytest.fixture
def recent(store):
    return Recent(store.newest, MARK)


def marks(lately):
    return [(mark.speaker.value, mark.danger, mark.words) for mark in lately.trail]


async def test_a_process_that_begins_reads_it_from_the_store(recent):
    lately = await recent.before("talk", VERA)
    assert (lately.seq, lately.words) == (3, "so")
    assert marks(lately) == [("visitor", 0, "hello"), ("peer", 0, "hi"), ("visitor", 3, "so")]


async def test_what_is_said_now_is_added_without_reading_again(recent, store):
    await recent.before("talk", VERA)
    recent.said(said(4, "yes"))
    assert marks(await recent.before("talk", VERA))[-1] == ("visitor", 0, "yes")
    assert store.reads == 1


async def test_the_same_message_by_two_ways_counts_once(recent):
    await recent.before("talk", VERA)
    for _ in range(2):
        recent.said(said(4, "yes"))
    assert len((await recent.before("talk", VERA)).trail) == 4


async def test_after_a_missed_message_everything_is_read_again(recent, store):
    await recent.before("talk", VERA)
    store.messages += [said(4, "missed"), said(5, "heard")]
    recent.said(said(5, "heard"))
    assert [words for _, _, words in marks(await recent.before("talk", VERA))][-2:] == [
        "missed",
        "heard",
    ]
    assert store.reads == 2


async def test_what_nobody_asked_for_is_not_remembered(recent, store):
    recent.said(said(3))
    await recent.before("talk", VERA)
    assert store.reads == 1


async def test_a_notice_is_no_words(recent, store):
    store.messages.append(said(4, "", Role.SERVICE, notice=Notice.PEER_LEFT))
    lately = await recent.before("talk", VERA)
    assert (lately.seq, lately.words, len(lately.trail)) == (4, "so", 3)
    recent.said(said(5, "", Role.SERVICE, notice=Notice.PEER_JOINED))
    recent.said(said(6, "still here"))
    assert (await recent.before("talk", VERA)).words == "still here"
    assert store.reads == 1


async def test_nobody_takes_on_what_another_of_the_same_role_said(recent, store):
    store.messages += [said(4, "me", speaker="will"), said(5, "so?", Role.PEER, speaker="fay")]
    assert [mark[2] for mark in marks(await recent.before("talk", VERA))] == [
        "hello",
        "so",
        "so?",
    ]
    assert [mark[2] for mark in marks(await recent.before("talk", FAY))] == [
        "hello",
        "so",
        "me",
        "so?",
    ]
    recent.said(said(6, "yes", speaker="will"))
    assert [(await recent.before("talk", who)).words for who in (VERA, FAY)] == ["so?", "yes"]


async def test_in_a_crowd_it_reads_back_until_this_speaker_has_said_something(recent, store):
    store.messages += [said(seq, "more", speaker="will") for seq in range(4, 60)]
    assert (await recent.before("talk", VERA)).words == "so"


async def test_it_ends_with_so_many_messages_and_so_many_conversations(recent):
    await recent.before("talk", VERA)
    for seq in range(4, 40):
        recent.said(said(seq))
    assert len((await recent.before("talk", VERA)).trail) == TRAIL
    for number in range(BOUND):
        await recent.before(f"another {number}", VERA)
    assert "talk" not in recent._lately


async def test_who_is_no_member_pushes_nobody_out_and_learns_nothing(recent):
    await recent.before("talk", VERA)
    eve = Session("eve", Role.VISITOR)
    for number in range(BOUND):
        assert await recent.before(f"made up {number}", eve) == Lately()
    assert await recent.before("talk", eve) == Lately()
    assert list(recent._lately) == ["talk"]
    assert list(recent._lately["talk"]) == [(Role.VISITOR, "vera")]


async def test_one_conversation_remembers_so_many_speakers_and_no_more(recent):
    for number in range(SPEAKERS + 5):
        await recent.before("talk", Session(f"reader {number}", Role.MODERATOR))
    assert len(recent._lately["talk"]) == SPEAKERS


async def test_nothing_that_was_said_is_shown_in_a_log(recent):
    lately = await recent.before("talk", VERA)
    recent.said(replace(said(4), text="canary"))
    assert "hello" not in repr(lately)
    assert "canary" not in repr(recent)
