"""The tests' own servers are what they say they are."""

import random

import asyncpg
import pytest
from redis.asyncio import Redis


async def test_a_valkey_is_empty_at_the_start_of_each_test(valkey_url):
    async with Redis.from_url(valkey_url) as valkey:
        assert await valkey.dbsize() == 0
        await valkey.set("left", "behind")


test_a_valkey_is_empty_again_after_another_test = test_a_valkey_is_empty_at_the_start_of_each_test


async def test_a_killed_valkey_comes_back_empty_at_the_same_address(own_valkey):
    async with Redis.from_url(own_valkey.url) as valkey:
        await valkey.set("what", "may be lost")
    own_valkey.kill()
    own_valkey.start()
    async with Redis.from_url(own_valkey.url) as valkey:
        assert await valkey.dbsize() == 0


async def test_each_test_has_a_postgresql_of_its_own(postgres_databases):
    with postgres_databases.empty() as one, postgres_databases.empty() as other:
        assert one != other
        connection = await asyncpg.connect(one.replace("+asyncpg", ""))
        assert (await connection.fetchval("show server_version")).startswith("18")
        await connection.close()


@pytest.mark.parametrize("again", [1, 2])
def test_a_seed_is_the_same_when_it_is_asked_for_twice(seed, chance, again):
    assert random.Random(seed).random() == chance.random()
