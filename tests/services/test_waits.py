"""An honest wait: from what happened, or nothing at all."""

from datetime import timedelta

from server.services.waits import FRESH, LOOK_BACK, Waits, nine_in_ten
from tests.stores.line import Clock


def minutes(*figures):
    return [timedelta(minutes=figure) for figure in figures]


def test_too_few_answers_say_nothing():
    assert nine_in_ten(minutes(1, 2, 3, 4)) is None


def test_nine_of_ten_were_answered_within_it():
    assert nine_in_ten(minutes(*range(1, 11))) == 9
    assert nine_in_ten(minutes(5, 4, 3, 2, 1)) == 5


def test_it_is_rounded_up_and_never_nothing():
    assert nine_in_ten([timedelta(seconds=1)] * 5) == 1
    assert nine_in_ten([timedelta(seconds=61)] * 5) == 2


async def test_the_store_is_asked_now_and_then():
    clock, asked = Clock(), []

    async def answered(since):
        asked.append(since)
        return minutes(*range(1, 11))

    waits = Waits(answered, clock)
    assert [await waits.minutes() for _ in range(3)] == [9, 9, 9]
    assert asked == [clock() - LOOK_BACK]
    clock.at += FRESH + timedelta(seconds=1)
    await waits.minutes()
    assert len(asked) == 2
