"""What every command passes: nobody holds a process up, and nobody in danger waits for a store."""

import asyncio

import pytest

from server.contract.commands import Begin, Feedback, Forget, Received, Say, Sync, Typing
from server.contract.namespaces import NAMESPACES
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.transport import threshold as rules
from server.transport.threshold import Threshold

HERE = "192.0.2.1"
WORDS = Say(conversation="t", ref="r", text="words")
AN_HOUR = 3600.0


class House:
    """`come` have a visit; `away` is what the store does instead of answering."""

    def __init__(self):
        self.at, self.come, self.asked, self.heard = AN_HOUR, {"vera"}, [], []
        self.away = None
        self.threshold = Threshold(self._has_come, lambda: self.at)
        self.handlers = self._doors()

    async def _has_come(self, visit):
        self.asked.append(visit)
        if self.away:
            await self.away()
        return visit in self.come

    async def _hear(self, session, command):
        self.heard.append((session.id, type(command)))

    def _doors(self):
        doors = {role: dict.fromkeys(NAMESPACES[role].commands, self._hear) for role in NAMESPACES}
        return {role: self.threshold.kept(handlers) for role, handlers in doors.items()}

    async def ask(self, who, command=WORDS):
        """The code of the refusal, None where it was carried out."""
        try:
            await self.handlers[who.role][type(command)](who, command)
        except Refusal as refusal:
            return refusal.code
        return None


@pytest.fixture
def house():
    return House()


def visitor(name="vera", address=HERE):
    return Session(name, Role.VISITOR, address=address)


async def times(house, count, who, command=WORDS):
    return [await house.ask(who, command) for _ in range(count)]


async def test_nobody_writes_faster_than_a_screen_can_read(house):
    assert await times(house, 12, visitor()) == [None] * 10 + [Code.TOO_FAST] * 2
    house.at += 1
    assert await times(house, 3, visitor()) == [None] * 2 + [Code.TOO_FAST]


async def test_every_command_with_words_shares_one_pace(house):
    await times(house, 10, visitor(), Feedback(text="words"))
    assert await house.ask(visitor()) is Code.TOO_FAST
    assert await house.ask(visitor(), Sync()) is None  # the page is shown all the same


async def test_fresh_names_from_one_address_are_no_way_around_it(house):
    house.come = {f"v{number}" for number in range(200)}
    names = sorted(house.come)
    assert [await house.ask(visitor(name)) for name in names].count(None) == 50
    house.at += 60
    assert [await house.ask(visitor(name)) for name in names].count(None) == 100
    house.at += 60
    told = [await house.ask(visitor(name)) for name in names[:100] * 2]
    assert told.count(None) == 100
    assert set(told) == {None, Code.TOO_FAST}
    assert await house.ask(visitor("v1", "192.0.2.2")) is None


@pytest.mark.parametrize("ours", ["", "127.0.0.1"])
async def test_a_proxy_that_was_not_named_is_not_everybody_s_address(house, ours):
    house.come = {f"v{number}" for number in range(200)}
    assert not any([await house.ask(visitor(name, ours)) for name in house.come])


async def test_staff_are_paced_each_for_themselves(house):
    for number in range(30):
        assert not any(await times(house, 10, Session(f"p{number}", Role.PEER, address=HERE)))
    assert house.asked == []


async def test_what_is_not_screened_may_come_faster_and_ends_all_the_same(house):
    told = await times(house, 102, visitor(), Sync())
    assert told == [None] * 100 + [Code.TOO_FAST] * 2


async def test_hints_are_counted_by_the_edge_alone(house):
    for _ in range(300):
        await house.ask(visitor(), Typing(conversation="t", on=True))
        await house.ask(visitor(), Received(conversation="t", seq=1))
    assert len(house.heard) == 600


async def test_a_stranger_s_words_are_not_read(house):
    assert await house.ask(visitor("eve")) is Code.NOT_FOUND
    assert house.heard == []


async def test_strangers_spend_no_words_of_who_shares_their_address(house):
    house.come = {f"v{number}" for number in range(10)}
    for name in house.come:
        assert await house.ask(visitor(name)) is None
    told = [await house.ask(visitor(f"eve{number}")) for number in range(200)]
    assert set(told) == {Code.NOT_FOUND, Code.TOO_FAST}
    assert not any([await house.ask(visitor(name)) for name in house.come])


async def test_strangers_of_one_address_ask_the_store_little(house):
    for number in range(200):
        await house.ask(visitor(f"eve{number}"))
    assert len(house.asked) <= 50


@pytest.mark.parametrize("command", [Sync(), Begin(language="en", consent=True), Forget()])
async def test_who_comes_in_is_asked_for_nothing(house, command):
    assert await house.ask(visitor("eve"), command) is None
    assert house.asked == []


async def test_who_has_come_in_is_looked_up_once(house):
    await times(house, 3, visitor())
    assert house.asked == ["vera"]
    assert len(house.heard) == 3


async def test_who_begins_after_they_were_turned_away_is_heard(house):
    await house.ask(visitor("eve"))
    house.come.add("eve")
    assert await house.ask(visitor("eve")) is None


async def breaks():
    raise ConnectionError


async def hangs():
    await asyncio.Event().wait()


@pytest.mark.parametrize("away", [breaks, hangs])
async def test_a_store_that_is_away_stands_before_nobody_s_help(house, away, monkeypatch):
    monkeypatch.setattr(rules, "PATIENCE", 0.05)
    house.away = away
    async with asyncio.timeout(60):
        assert await house.ask(visitor("eve")) is None
    assert house.heard == [("eve", Say)]


async def test_so_many_visits_are_remembered_and_no_more(house, monkeypatch):
    monkeypatch.setattr(rules, "REMEMBERED", 2)
    house.come = {"a", "b", "c"}
    for name in "abca":
        await house.ask(visitor(name))
    assert house.asked == ["a", "b", "c", "a"]
