"""What may come late holds up nobody, and one that fails does not end the rest."""

import asyncio

from server.workers.sending import MOST, Sending


async def sent(puts, send):
    sending = Sending(send, 20.0, lambda: 0.0)
    for one in puts:
        sending.put(one)
    task = asyncio.create_task(sending.run())
    await asyncio.sleep(0.01)
    task.cancel()


async def test_one_that_fails_does_not_end_the_next():
    done = []

    async def send(what):
        if what == 1:
            raise OSError
        done.append(what)

    await sent([1, 2, 3], send)
    assert done == [2, 3]


async def test_so_many_wait_and_no_more():
    done = []

    async def send(what):
        done.append(what)

    await sent(range(MOST + 5), send)
    assert done == list(range(5, MOST + 5))


async def test_what_has_waited_too_long_is_left_out():
    at, done = 0.0, []

    async def send(what):
        done.append(what)

    sending = Sending(send, 20.0, lambda: at)
    sending.put("old")
    at = 10.0
    sending.put("new")
    at = 21.0
    task = asyncio.create_task(sending.run())
    await asyncio.sleep(0.01)
    task.cancel()
    assert done == ["new"]
