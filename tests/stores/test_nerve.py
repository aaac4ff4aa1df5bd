"""Hints arrive while Valkey is there, and cost nothing while it is not."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis

from server.stores.valkey import keys as valkey_keys
from server.stores.valkey import nerve as nerve_module
from server.stores.valkey.nerve import Nerve

SOON = 100  # seconds, on a machine that has much to do


class Heard(list):
    def __call__(self, channel, payload):
        self.append((channel, payload))


@asynccontextmanager
async def running(url, on_message):
    nerve = Nerve(url)
    task = asyncio.create_task(nerve.run(on_message))
    try:
        yield nerve
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=SOON)
        assert task.cancelled()


async def until(true):
    async with asyncio.timeout(SOON):
        while not true():
            await asyncio.sleep(0.005)


async def listening(nerve, heard, channel):
    """Subscribe, and wait until it is so."""
    nerve.subscribe(channel)
    async with asyncio.timeout(SOON):
        while (channel, b"probe") not in heard:
            nerve.publish(channel, b"probe")
            await asyncio.sleep(0.005)
    nerve.publish(channel, b"last probe")
    await until(lambda: (channel, b"last probe") in heard)
    heard.clear()


async def test_what_one_process_says_another_hears(valkey_url):
    heard = Heard()
    async with running(valkey_url, heard) as one, running(valkey_url, Heard()) as other:
        await listening(one, heard, "c:1")
        await until(lambda: other.state == "up")
        other.publish("c:1", b"\x00\xff")
        await until(lambda: heard)
        assert heard == [("c:1", b"\x00\xff")]


async def test_nobody_hears_what_they_did_not_ask_for(valkey_url):
    heard = Heard()
    async with running(valkey_url, heard) as nerve:
        await listening(nerve, heard, "c:1")
        nerve.publish("c:2", b"other")
        nerve.publish("c:1", b"mine")
        await until(lambda: heard)
        assert heard == [("c:1", b"mine")]


async def test_after_unsubscribing_it_is_quiet(valkey_url):
    heard = Heard()
    async with running(valkey_url, heard) as nerve:
        await listening(nerve, heard, "c:1")
        await listening(nerve, heard, "c:2")
        nerve.unsubscribe("c:1")
        nerve.unsubscribe("c:1")
        async with Redis.from_url(valkey_url) as valkey:
            async with asyncio.timeout(SOON):
                while await valkey.pubsub_numsub("c:1") != [(b"c:1", 0)]:
                    await asyncio.sleep(0.005)
        nerve.publish("c:1", b"late")
        nerve.publish("c:2", b"other")
        await until(lambda: heard)
        assert heard == [("c:2", b"other")]


async def test_what_is_said_stays_in_order(valkey_url):
    heard = Heard()
    async with running(valkey_url, heard) as nerve:
        await listening(nerve, heard, "c:1")
        before = nerve.dropped
        for number in range(2000):
            nerve.publish("c:1", b"%d" % number)
            if number % 100 == 0:
                await asyncio.sleep(0)
        await until(lambda: len(heard) == 2000)
        assert [payload for _, payload in heard] == [b"%d" % n for n in range(2000)]
        assert nerve.dropped == before


async def test_what_may_wait_goes_with_what_may_not(valkey_url):
    heard = Heard()
    async with running(valkey_url, heard) as nerve:
        await listening(nerve, heard, "c:1")
        nerve.publish("c:1", b"mark", within=3600)
        nerve.publish("c:1", b"words")
        await until(lambda: len(heard) == 2)
        assert [payload for _, payload in heard] == [b"mark", b"words"]


async def test_what_may_wait_goes_alone_when_its_time_is_up(valkey_url):
    heard = Heard()
    async with running(valkey_url, heard) as nerve:
        await listening(nerve, heard, "c:1")
        nerve.publish("c:1", b"mark", within=0.01)
        await until(lambda: heard == [("c:1", b"mark")])


async def test_a_killed_valkey_is_noticed_and_found_again(own_valkey):
    heard = Heard()
    async with running(own_valkey.url, heard) as nerve:
        await listening(nerve, heard, "c:1")
        own_valkey.kill()
        await until(lambda: nerve.state == "down")
        nerve.subscribe("c:2")
        own_valkey.start()
        await until(lambda: nerve.state == "up")
        async with asyncio.timeout(SOON):
            while {channel for channel, _ in heard} != {"c:1", "c:2"}:
                nerve.publish("c:1", b"again")
                nerve.publish("c:2", b"new")
                await asyncio.sleep(0.01)


async def test_a_nerve_may_begin_before_valkey(own_valkey):
    own_valkey.kill()
    heard = Heard()
    async with running(own_valkey.url, heard) as nerve:
        nerve.subscribe("c:1")
        nerve.publish("c:1", b"lost")
        assert (nerve.state, nerve.dropped) == ("down", 1)
        own_valkey.start()
        await listening(nerve, heard, "c:1")


async def test_publishing_neither_waits_nor_fails_while_valkey_is_away(own_valkey):
    async with running(own_valkey.url, Heard()) as nerve:
        await until(lambda: nerve.state == "up")
        own_valkey.kill()
        for _ in range(1000):
            nerve.publish("c:1", b"x")
        await until(lambda: nerve.state == "down")
        own_valkey.start()
        await until(lambda: nerve.state == "up")
        assert nerve.dropped == 1000


async def test_what_waits_is_bounded(valkey_url, monkeypatch):
    monkeypatch.setattr(nerve_module, "MOST_WAITING", 10)
    async with running(valkey_url, Heard()) as nerve:
        await until(lambda: nerve.state == "up")
        for _ in range(25):
            nerve.publish("c:1", b"x")
        assert nerve.dropped == 15


async def test_a_hint_that_fails_does_not_deafen_the_process(valkey_url):
    heard = Heard()

    def on_message(channel, payload):
        heard(channel, payload)
        if payload == b"bad":
            raise ValueError

    async with running(valkey_url, on_message) as nerve:
        await listening(nerve, heard, "c:1")
        nerve.publish("c:1", b"bad")
        nerve.publish("c:1", b"good")
        await until(lambda: len(heard) == 2)


async def test_a_valkey_that_hangs_counts_as_away(monkeypatch, tmp_path):
    """It accepts and answers the greeting, and then says nothing more."""
    monkeypatch.setattr("server.stores.valkey.link.PULSE", 0.05)
    monkeypatch.setattr("server.stores.valkey.link.DEAF", 0.2)
    greeted = 0

    async def hang(reader, writer):
        nonlocal greeted
        greeted += 1
        await reader.read(4096)
        writer.write(b"+OK\r\n+OK\r\n")
        while await reader.read(4096):
            pass
        writer.close()

    server = await asyncio.start_unix_server(hang, tmp_path / "v.sock")
    async with server, running(f"unix://{tmp_path / 'v.sock'}", Heard()):
        await until(lambda: greeted >= 4)


async def test_a_valkey_that_complains_is_asked_anew(tmp_path):
    """As a node of a cluster does of a channel that has moved."""
    greeted = 0

    async def complain(reader, writer):
        nonlocal greeted
        greeted += 1
        await reader.read(4096)
        writer.write(b"+OK\r\n+OK\r\n")
        await reader.read(4096)
        writer.write(b"-MOVED 7 elsewhere:1\r\n")
        while await reader.read(4096):
            pass
        writer.close()

    server = await asyncio.start_unix_server(complain, tmp_path / "v.sock")
    async with server, running(f"unix://{tmp_path / 'v.sock'}", Heard()) as nerve:
        nerve.subscribe("c:1")
        await until(lambda: greeted >= 4)


@pytest.mark.parametrize("many", [5000])
async def test_thousands_of_channels_come_back_after_a_crash(own_valkey, many):
    heard = Heard()
    async with running(own_valkey.url, heard) as nerve:
        for number in range(many):
            nerve.subscribe(valkey_keys.conversation(str(number)))
        await until(lambda: nerve.state == "up")
        own_valkey.kill()
        await until(lambda: nerve.state == "down")
        own_valkey.start()
        await listening(nerve, heard, f"c:{many - 1}")
