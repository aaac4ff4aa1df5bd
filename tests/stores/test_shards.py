"""Over a cluster a hint goes by the node that holds its channel, and by no other."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis
from redis.asyncio.connection import Connection, SSLConnection
from redis.asyncio.sentinel import SentinelManagedConnection, SentinelManagedSSLConnection

from config.addresses import in_the_clear
from config.addresses import valkey as checked
from server.stores.valkey.client import nerve_of, open_valkey
from server.stores.valkey.limits import Limits
from server.stores.valkey.nerve import Nerve
from server.stores.valkey.places import places
from server.stores.valkey.pool import pool_of
from server.stores.valkey.shards import Shards
from tests.servers.valkey_cluster import ValkeyCluster
from tests.servers.valkey_sentinel import ValkeyBySentinel
from tests.stores.test_nerve import SOON, Heard, listening, until


@pytest.fixture
def cluster():
    server = ValkeyCluster()
    server.start()
    yield server
    server.close()


@pytest.fixture
def sentinel():
    server = ValkeyBySentinel()
    server.start()
    yield server
    server.close()


@asynccontextmanager
async def running(url, heard):
    nerve = nerve_of(url)
    task = asyncio.create_task(nerve.run(heard))
    try:
        yield nerve
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=SOON)
        assert task.cancelled()


async def test_what_one_process_says_another_hears_over_a_cluster(cluster):
    heard = Heard()
    async with running(cluster.url, heard) as one, running(cluster.url, Heard()) as other:
        for channel in ("c:1", "c:2", "wall"):
            await listening(one, heard, channel)
        await until(lambda: other.state == "up")
        other.publish("c:2", b"\x00\xff")
        other.publish("c:3", b"nobody asked")
        other.publish("wall", b"look")
        await until(lambda: len(heard) == 2)
        assert sorted(heard) == [("c:2", b"\x00\xff"), ("wall", b"look")]


async def test_it_is_said_within_the_shard_and_not_to_the_whole_cluster(cluster):
    """An ordinary publish would cost every node, and an ordinary subscriber would hear it."""
    heard, plain = Heard(), Heard()
    address = cluster.url.replace("+cluster", "")
    ordinary = Nerve(address)
    task = asyncio.create_task(ordinary.run(plain))
    async with running(cluster.url, heard) as one:
        await listening(one, heard, "c:1")
        await listening(ordinary, plain, "c:1")
        heard.clear()
        one.publish("c:1", b"for the shard")
        await until(lambda: heard)
        assert heard == [("c:1", b"for the shard")]
        assert plain == []
    task.cancel()
    await asyncio.wait([task], timeout=SOON)


async def test_after_unsubscribing_it_is_quiet(cluster):
    heard = Heard()
    async with running(cluster.url, heard) as nerve:
        await listening(nerve, heard, "c:1")
        await listening(nerve, heard, "c:2")
        nerve.unsubscribe("c:1")
        async with Redis.from_url(cluster.url.replace("+cluster", "")) as node:
            async with asyncio.timeout(SOON):
                while (await node.execute_command("PUBSUB", "SHARDNUMSUB", "c:1"))[-1] != 0:
                    await asyncio.sleep(0.005)
        nerve.publish("c:1", b"late")
        nerve.publish("c:2", b"other")
        await until(lambda: heard)
        assert heard == [("c:2", b"other")]


async def test_a_killed_node_is_noticed_and_found_again(cluster):
    heard = Heard()
    async with running(cluster.url, heard) as nerve:
        await listening(nerve, heard, "c:1")
        cluster.kill()
        await until(lambda: nerve.state == "down")
        nerve.publish("c:1", b"lost")
        assert nerve.dropped >= 1
        cluster.start()
        await until(lambda: nerve.state == "up")
        await listening(nerve, heard, "c:1")


async def test_a_nerve_may_begin_before_the_cluster(cluster):
    cluster.kill()
    heard = Heard()
    async with running(cluster.url, heard) as nerve:
        nerve.subscribe("c:1")
        nerve.publish("c:1", b"lost")
        assert (nerve.state, nerve.dropped) == ("down", 1)
        cluster.start()
        await listening(nerve, heard, "c:1")


async def test_attempts_are_counted_on_a_cluster_too(cluster):
    async with open_valkey(cluster.url) as client:
        limits = Limits(client, lambda: datetime.now(UTC))
        for _ in range(60):
            assert await limits.allow_visit("192.0.2.1") is None
        assert await limits.allow_visit("192.0.2.1") is not None


async def test_where_the_server_is_the_sentinels_say(sentinel):
    heard = Heard()
    async with running(sentinel.url, heard) as one, running(sentinel.url, Heard()) as other:
        await listening(one, heard, "c:1")
        await until(lambda: other.state == "up")
        other.publish("c:1", b"by way of a sentinel")
        await until(lambda: heard)
        assert heard == [("c:1", b"by way of a sentinel")]
    async with open_valkey(sentinel.url) as client:
        limits = Limits(client, lambda: datetime.now(UTC))
        assert await limits.allow_visit("192.0.2.1") is None
        assert await client.ping()


def test_the_address_says_which_kind_it_is():
    assert isinstance(nerve_of("redis+cluster://a,b:7001"), Shards)
    assert isinstance(nerve_of("redis://a"), Nerve)
    at = places("redis+sentinel://me:a%20word@a:26380,b/line")
    assert (at.hosts, at.name, at.user, at.password) == (
        (("a", 26380), ("b", 26379)),
        "line",
        "me",
        "a word",
    )
    assert "a word" not in repr(at)


def test_many_are_reached_by_tls_where_the_address_says_so():
    at = places("rediss+cluster://a,b:7001")
    assert (at.tls, at.hosts) == (True, (("a", 6379), ("b", 7001)))
    assert Shards("rediss+cluster://a")._url(("b", 7001)) == "rediss://b:7001"
    assert Shards("redis+cluster://a")._url(("b", 7001)) == "redis://b:7001"
    for url, kind in (
        ("rediss+sentinel://a,b/line", SentinelManagedSSLConnection),
        ("redis+sentinel://a,b/line", SentinelManagedConnection),
    ):
        pool = pool_of(url, socket_connect_timeout=1.0)
        assert pool.connection_class is kind
        for sentinel in pool.sentinel_manager.sentinels:
            asks = sentinel.connection_pool.connection_class
            assert asks is (SSLConnection if places(url).tls else Connection)


@pytest.mark.parametrize("url", ["rediss+cluster://a:1,b:2", "valkeys+sentinel://a,b/line"])
def test_settings_take_the_addresses_of_many_by_tls(url):
    assert checked(SecretStr(url)).get_secret_value() == url.replace("valkeys", "rediss")


@pytest.mark.parametrize(
    ("url", "clear"),
    [
        ("unix:///tmp/valkey.sock", False),
        ("redis://127.0.0.1:6379/0", False),
        ("redis://:word@localhost", False),
        ("redis://[::1]:6379", False),
        ("redis://valkey.example:6379", True),
        ("rediss://valkey.example:6379", False),
        ("redis+cluster://127.0.0.1:1,b:2", True),
        ("rediss+cluster://a:1,b:2", False),
        ("redis+sentinel://me:word@a,b/line", True),
    ],
)
def test_words_that_cross_a_network_in_the_clear_are_noticed(url, clear):
    assert in_the_clear(url) is clear


@pytest.mark.parametrize("url", ["valkey+cluster://a:1,b:2", "redis+sentinel://a,b/line"])
def test_settings_take_the_addresses_of_many(url):
    assert checked(SecretStr(url)).get_secret_value() == url.replace("valkey", "redis")
