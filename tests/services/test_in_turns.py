"""Long work lets the rest of the process live."""

import asyncio

from server.services.in_turns import TOGETHER, in_turns
from server.stores import in_turns as rows


def steps(count, found):
    for _ in range(count):
        yield
    return found


async def while_another_runs(coming):
    turns = 0

    async def another():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(another())
    found = await coming
    other.cancel()
    return found, turns


async def test_a_match_of_very_many_lets_others_have_their_turn():
    found, turns = await while_another_runs(in_turns(steps(20 * TOGETHER, "pairs")))
    assert found == "pairs"
    assert turns >= 20


async def test_a_match_of_few_is_one_stretch():
    assert await while_another_runs(in_turns(steps(3, "pairs"))) == ("pairs", 0)


async def test_very_many_rows_are_read_in_turns_and_all_of_them():
    async def read():
        return [one async for some in rows.in_turns(range(1_001), 100) for one in some]

    found, turns = await while_another_runs(read())
    assert found == list(range(1_001))
    assert turns >= 10
