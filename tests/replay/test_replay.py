"""Conversations through real sockets, on a small line that can make each mistake."""

import asyncio
import io
import json

import aiohttp
import msgspec
import pytest
from rich.console import Console

from server.domain.refusal import Code
from server.domain.session import Role
from server.replay.accounts import NoStaff, from_file, sign_in
from server.replay.run import Options, replay
from tests.replay.line import SmallLine, make_staff
from tests.replay.test_corpus import OWN

LONG = 60.0  # seconds; nobody waits so long for what comes
LOST = 8.0  # waited out where something never comes

TALK = [("visitor", 2), ("peer", 2), ("visitor", 1), ("peer", 3), ("visitor", 2)]


def talks(folder, count=3):
    """Conversations with several turns in a row of one speaker."""
    path = folder / "talks.jsonl"
    lines = []
    for number in range(count):
        speakers = [who for who, turns in TALK for _ in range(turns)]
        turns = [
            {"who": who, "text": f"talk {number} turn {turn}"} for turn, who in enumerate(speakers)
        ]
        lines.append(json.dumps({"id": f"t{number}", "turns": turns}))
    path.write_text("\n".join(lines))
    return path


async def played(line, file, **more):
    told = io.StringIO()
    async with asyncio.timeout(200), line.serving() as url:
        options = Options(
            file=file,
            url=url,
            make_staff=make_staff,
            **({"rate": 2000, "peers": 2, "patience": LONG, "console": Console(file=told)} | more),
        )
        return await replay(options), told.getvalue()


def faults(report):
    names = ("lost", "duplicated", "reordered", "misdelivered")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


async def test_our_own_corpus_goes_through_without_a_fault(tmp_path):
    line = SmallLine(flagged="suicide", withheld="07700")
    figures = tmp_path / "figures.json"
    report, told = await played(line, OWN, peers=4, json=figures)
    assert report.faultless, told
    assert report.finished == report.conversations >= 12
    assert report.sent == report.acked == report.delivered + report.withheld >= 150
    assert report.withheld == 1
    assert report.flags == {"suicide": {"L2": 2}}
    assert {card.state for card in line.cards.values()} == {"resolved"}
    assert not line.moderators
    assert not line.duties
    written = msgspec.json.decode(figures.read_bytes())
    assert written["sent"] == report.sent
    assert written["ack_ms"].keys() == {"p50", "p99"}
    assert 0 < written["ack_ms"]["p50"] <= written["delivery_ms"]["p99"]
    assert "delivered to a stranger" in told


async def test_the_figures_have_the_keys_that_programs_read(tmp_path):
    report, _ = await played(SmallLine(), talks(tmp_path, 1))
    assert msgspec.json.decode(report.json()).keys() >= {
        "sent", "acked", "delivered", "lost", "duplicated", "reordered", "misdelivered",
        "withheld", "flags", "ack_ms", "delivery_ms",
    }  # fmt: skip


def lose(line, copies):
    """The last line of one speaker: nothing after it tells the other that it is missing."""
    return [] if copies[0][2].seq == 8 else copies


def skip(line, copies):
    """A line with more of the same speaker after it: the gap is seen and asked for."""
    return [] if copies[0][2].seq == 7 else copies


def double(line, copies):
    """The same words under another number."""
    [(to, conversation, heard)] = copies
    again = msgspec.structs.replace(heard, seq=heard.seq + 100)
    return [*copies, (to, conversation, again)] if heard.seq == 8 else copies


def swap(line, copies):
    [(_, conversation, heard)] = copies
    if heard.seq == 6:
        line.held[conversation] = copies
        return []
    return [*copies, *line.held[conversation]] if heard.seq == 7 else copies


def stray(line, copies):
    """To somebody in another conversation."""
    [(_, conversation, heard)] = copies
    others = [talking.visitor for talking in line.talkings.values() if talking.id != conversation]
    return [*copies, (others[0], conversation, heard)] if heard.seq == 8 and others else copies


def mix(line, copies):
    """Somebody else's words in this conversation."""
    [(to, conversation, heard)] = copies
    wrong = msgspec.structs.replace(heard, seq=50, text="not of this talk")
    return [*copies, (to, conversation, wrong)] if heard.seq == 8 else copies


def repeat(line, copies):
    """The same line twice: allowed, and shown once."""
    return copies * 2


@pytest.mark.parametrize(
    ("mistake", "expected"),
    [
        (lose, {"lost": 3}),
        (double, {"duplicated": 3}),
        (swap, {"reordered": 3}),
        (mix, {"misdelivered": 3}),
        (repeat, {}),
        (skip, {}),
    ],
)
async def test_each_mistake_of_a_line_is_seen(tmp_path, mistake, expected):
    report, told = await played(SmallLine(mistake=mistake), talks(tmp_path), patience=LOST)
    assert faults(report) == expected, told
    assert report.faultless == (not expected)
    assert report.finished == 3
    assert report.shown_once >= (24 if mistake is repeat else 0)
    assert report.filled == 3 or mistake is not skip


async def test_words_that_a_stranger_hears_are_seen(tmp_path):
    report, told = await played(SmallLine(mistake=stray), talks(tmp_path))
    assert faults(report).keys() == {"misdelivered"}, told


async def test_a_connection_that_breaks_comes_back_and_nothing_is_lost_or_doubled(tmp_path):
    report, told = await played(SmallLine(cut_after=6), talks(tmp_path))
    assert report.faultless, told
    assert report.returns >= 1
    assert report.delivered == 30


@pytest.mark.parametrize("code", [Code.TOO_FAST, Code.INTERNAL])
async def test_what_is_refused_for_a_while_is_said_again_and_once(tmp_path, code):
    report, told = await played(SmallLine(refuse_first=code), talks(tmp_path))
    assert report.faultless, told
    assert report.refusals[f"say {code}"] == 1


async def test_what_is_refused_for_good_ends_its_conversation_and_no_other(tmp_path):
    report, told = await played(SmallLine(refuse_first=Code.BAD_PAYLOAD), talks(tmp_path))
    assert report.finished == 2
    assert report.abandoned == {"bad_payload": 1}
    assert "abandoned 1" in told
    assert not report.faultless


async def test_bad_lines_are_told_by_their_number(tmp_path):
    file = talks(tmp_path)
    file.write_text("nonsense\n" + file.read_text())
    report, told = await played(SmallLine(), file)
    assert report.faultless
    assert [bad.number for bad in report.bad_lines] == [1]
    assert "line 1:" in told


async def test_no_more_messages_a_second_are_sent_than_asked_for(tmp_path):
    report, _ = await played(SmallLine(), talks(tmp_path, 2), rate=40)
    assert report.sent == 20
    assert report.seconds >= 19 / 40 - 0.1


async def test_a_visitor_who_is_not_of_this_replay_is_left_to_people(tmp_path, monkeypatch):
    monkeypatch.setattr("server.replay.peer.WHOSE_WITHIN", 0.3)
    line = SmallLine()
    line.moderators.add("a person on duty")
    await line.begin(Role.VISITOR, "a person", None)
    [real] = line.talkings.values()
    report, _ = await played(line, talks(tmp_path, 1), patience=LOST)
    assert real.peer is None
    assert report.sent == 2  # what was said while waiting: the small line offers one at a time


async def test_a_replay_without_accounts_says_how_many_it_needs(tmp_path):
    file = tmp_path / "staff.json"
    file.write_text('[{"name": "Sam", "password": "secret-canary", "roles": ["moderator"]}]')
    make = from_file(file)
    assert await make((Role.MODERATOR,), 1) == [("Sam", "secret-canary")]
    with pytest.raises(NoStaff, match=r"staff\.json has 0 accounts of a peer; 2 are needed"):
        await make((Role.PEER,), 2)


async def test_a_replay_that_may_not_sign_in_says_so():
    async with SmallLine().serving() as url, aiohttp.ClientSession() as http:
        with pytest.raises(NoStaff, match="HTTP 500"):
            await sign_in(http, url, ("Sam", "wrong"))
