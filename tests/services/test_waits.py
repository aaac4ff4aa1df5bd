"""What a visitor is told about the wait: live, in whole minutes, never too little."""

from datetime import timedelta

import pytest

from server.contract.views import Wait
from server.domain.ids import VisitId
from server.domain.waits import Expectation, Like, Waited
from server.services.queue.waits import FRESH, Waits, told

MINUTES = [timedelta(minutes=n) for n in range(100)]


@pytest.mark.parametrize(
    ("low", "high", "wait"),
    [
        (None, timedelta(seconds=1), Wait(place=2, minutes=1)),
        (None, timedelta(seconds=61), Wait(place=2, minutes=2)),
        (MINUTES[3], MINUTES[12], Wait(place=2, least=3, minutes=12)),
        (timedelta(seconds=100), MINUTES[2], Wait(place=2, minutes=2)),
        (timedelta(seconds=1210), None, Wait(place=2, minutes=20, over=True)),
        (timedelta(seconds=30), None, Wait(place=2)),
    ],
)
def test_it_is_told_in_whole_minutes_and_rounded_up(low, high, wait):
    assert told(2, Expectation(low, high)) == wait


def test_nothing_known_is_nothing_told():
    assert told(2, None) == Wait(place=2)


async def test_the_store_is_asked_now_and_then(line):
    asked = []

    async def history(at):
        asked.append(at)
        return [Waited(Like("en", None, 12), MINUTES[4], True)] * 20

    waits, visit = Waits(history, line.clock), line.visit("vera", "talk")
    assert [(await waits.of(visit, 1)).minutes for _ in range(3)] == [4, 4, 4]
    assert len(asked) == 1
    line.clock.at += FRESH + timedelta(seconds=1)
    await waits.of(visit, 1)
    assert len(asked) == 2


async def test_whoever_has_waited_longer_than_most_is_told_so(house):
    for n in range(5):
        await house.paired(f"v{n}", f"p{n}")
    vera = await house.visitor("vera")
    wait = (await house.viewing.visit(vera)).wait
    assert (wait.minutes, wait.over) == (1, False)
    house.clock.passes(minutes=12)
    wait = (await house.viewing.visit(vera)).wait
    assert (wait.minutes, wait.over) == (12, True)


async def test_those_who_gave_up_are_not_forgotten(house):
    for n in range(20):
        await house.visitor(f"v{n}")
    house.clock.passes(minutes=40)
    for n in range(20):
        await house.visits.leave(VisitId(f"v{n}"), house.clock())
    wait = (await house.viewing.visit(await house.visitor("vera"))).wait
    assert (wait.minutes, wait.over) == (40, True)
