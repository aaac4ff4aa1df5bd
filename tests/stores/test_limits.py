"""Too many tries are refused, without anybody's address being kept."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from server.domain.proof import Browser, Stranger
from server.domain.refusal import Code, Refusal
from server.stores.valkey.client import open_valkey
from server.stores.valkey.crowds import Crowds
from server.stores.valkey.limits import Limits, Rate, Rates
from server.stores.valkey.local_limits import LocalLimits

FEW = Rates(
    visits=Rate(3, 60),
    applications=Rate(2, 60),
    codes=Rate(2, 60),
    sign_ins_here=Rate(2, 60),
    sign_ins_of_name=Rate(4, 60),
    sign_ins_of_address=Rate(5, 60),
    proofs=Rate(2, 60),
)
HERE, THERE = "192.0.2.1", "192.0.2.2"


def at(address, *names):
    """Whoever comes from there, in a browser in which these have signed in before."""
    return Stranger(address, browser=Browser("b1", names) if names else None)


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@asynccontextmanager
async def limits_at(url, clock, rates=FEW):
    async with open_valkey(url) as valkey:
        yield Limits(valkey, clock, rates)


@pytest.fixture
async def limits(valkey_url, clock):
    async with limits_at(valkey_url, clock) as limits:
        yield limits


async def visits(limits, address, times):
    return [await limits.allow_visit(address) for _ in range(times)]


async def test_the_visit_after_the_last_one_is_told_when_to_come_back(limits):
    *allowed, refused = await visits(limits, HERE, 4)
    assert allowed == [None] * 3
    assert refused.code is Code.TOO_FAST
    assert 50 < refused.retry_after <= 60


async def test_another_address_is_counted_apart(limits):
    await visits(limits, HERE, 4)
    assert await limits.allow_visit(THERE) is None


async def test_a_window_ends(valkey_url, clock):
    async with limits_at(valkey_url, clock, Rates(visits=Rate(1, 1))) as limits:
        async with asyncio.timeout(100):
            while await limits.allow_visit(HERE) is None:
                pass  # until two were in one window
            while await limits.allow_visit(HERE) is not None:
                await asyncio.sleep(0.05)


async def test_processes_count_together(valkey_url, clock):
    async with limits_at(valkey_url, clock) as one, limits_at(valkey_url, clock) as other:
        await visits(one, HERE, 2)
        assert (await visits(other, HERE, 2))[1]


async def test_the_neighbours_in_one_ipv6_network_are_one(limits):
    for number in range(3):
        assert await limits.allow_visit(f"2001:db8::{number}") is None
    assert await limits.allow_visit("2001:db8::dead:beef")
    assert await limits.allow_visit("2001:db8:0:1::1") is None


@pytest.mark.parametrize("ours", ["127.0.0.1", "::1", ""])
async def test_a_proxy_that_was_not_named_does_not_shut_everybody_out(limits, ours):
    assert await visits(limits, ours, 5) == [None] * 5


async def test_no_address_and_no_name_reaches_valkey(limits, valkey_url):
    await limits.allow_visit(HERE)
    await limits.allow_sign_in("canary", at(HERE))
    await limits.admit_code(HERE)
    async with open_valkey(valkey_url) as valkey:
        keys = await valkey.keys("*")
        values = [await valkey.get(key) for key in keys]
    assert len(keys) == 6
    everything = b" ".join([*keys, *values])
    assert HERE.encode() not in everything
    assert b"canary" not in everything


async def test_everything_kept_ends_within_a_day(limits, valkey_url):
    await limits.allow_visit(HERE)
    await limits.allow_sign_in("Ada", at(HERE))
    async with open_valkey(valkey_url) as valkey:
        lives = [await valkey.ttl(key) for key in await valkey.keys("*")]
    assert all(0 < life <= 24 * 60 * 60 for life in lives)


async def test_tomorrow_the_same_address_has_another_name(limits, clock, valkey_url):
    await limits.allow_visit(HERE)
    clock.at += timedelta(days=1)
    await limits.allow_visit(HERE)
    async with open_valkey(valkey_url) as valkey:
        assert len(await valkey.keys("limits:visit:*")) == 2


async def test_without_valkey_no_new_visit_begins(own_valkey, clock):
    async with limits_at(own_valkey.url, clock) as limits:
        assert await limits.allow_visit(HERE) is None
        own_valkey.kill()
        refused = await limits.allow_visit(HERE)
        assert (refused.code, refused.retry_after) == (Code.TOO_FAST, 10.0)
        own_valkey.start()
        assert await limits.allow_visit(HERE) is None


async def test_guessing_one_name_from_one_place_is_stopped_first(limits):
    tries = [await limits.allow_sign_in("Ada", at(HERE)) for _ in range(3)]
    assert tries[:2] == [None, None]
    assert tries[2].code is Code.TOO_FAST
    assert await limits.allow_sign_in("Ada", at(THERE)) is None


async def test_guessing_one_name_from_many_places_is_stopped(limits):
    tries = [await limits.allow_sign_in("Ada", at(f"192.0.2.{n}")) for n in range(5)]
    assert tries[:4] == [None] * 4
    assert tries[4].code is Code.TOO_FAST


async def test_guessing_many_names_from_one_place_is_stopped(limits):
    tries = [await limits.allow_sign_in(f"Ada {n}", at(HERE)) for n in range(6)]
    assert tries[:5] == [None] * 5
    assert tries[5].code is Code.TOO_FAST


async def test_a_stranger_who_goes_on_guessing_shuts_nobody_else_out(limits):
    for _ in range(20):
        await limits.allow_sign_in("Ada", at(HERE))
    assert await limits.allow_sign_in("Ada", at(THERE)) is None


async def test_strangers_do_not_shut_out_a_browser_in_which_somebody_has_signed_in(limits):
    for n in range(5):
        await limits.allow_sign_in("Ada", at(f"192.0.2.{n}"))
    for n in range(6):
        await limits.allow_sign_in(f"Ada {n}", at(HERE))
    assert await limits.allow_sign_in("Ada", at(HERE))
    assert await limits.allow_sign_in("Ada", at(HERE, "Bea"))
    assert await limits.allow_sign_in("Ada", at(HERE, "Bea", "Ada")) is None


async def test_a_known_browser_guesses_no_faster_from_wherever_it_is(limits):
    tries = [await limits.allow_sign_in("Ada", at(f"192.0.2.{n}", "Ada")) for n in range(3)]
    assert tries[:2] == [None, None]
    assert tries[2].code is Code.TOO_FAST


async def test_passkeys_are_asked_for_as_often_as_names_are_tried(limits):
    tries = [await limits.allow_sign_in(None, at(HERE)) for _ in range(3)]
    assert tries[:2] == [None, None]
    assert tries[2].code is Code.TOO_FAST
    for n in range(5):
        assert await limits.allow_sign_in(None, at(f"192.0.2.1{n}")) is None
    assert await limits.allow_sign_in(None, at(HERE, "Ada")) is None


async def test_a_console_is_opened_however_many_strangers_try_its_owner_s_name(limits):
    for n in range(5):
        await limits.allow_sign_in("Ada", at(f"192.0.2.{n}"))
    assert [await limits.allow_proof("session") for _ in range(2)] == [None, None]
    assert (await limits.allow_proof("session")).code is Code.TOO_FAST
    assert await limits.allow_proof("another session") is None
    for _ in range(4):
        await limits.proof_was_right("another session")
        assert await limits.allow_proof("another session") is None


async def test_who_signs_in_rightly_is_never_stopped(limits):
    for _ in range(12):
        assert await limits.allow_sign_in("Ada", at(HERE)) is None
        await limits.sign_in_was_right("Ada", at(HERE))


async def test_without_valkey_guessing_is_stopped_all_the_same(own_valkey, clock):
    async with limits_at(own_valkey.url, clock) as limits:
        own_valkey.kill()
        tries = [await limits.allow_sign_in("Ada", at(HERE)) for _ in range(3)]
        assert tries[:2] == [None, None]
        assert tries[2].code is Code.TOO_FAST
        clock.at += timedelta(seconds=61)
        assert await limits.allow_sign_in("Ada", at(HERE)) is None
        await limits.sign_in_was_right("Ada", at(HERE))


async def test_guessing_codes_from_one_place_is_stopped_and_elsewhere_it_is_not(limits):
    for _ in range(2):
        await limits.admit_code(HERE)
    with pytest.raises(Refusal) as refused:
        await limits.admit_code(HERE)
    assert refused.value.code is Code.TOO_FAST
    assert 0 < refused.value.retry_after <= 60
    await limits.admit_code(THERE)
    assert await limits.allow_visit(HERE) is None  # who may guess no more may still talk


async def test_one_place_cannot_fill_the_list_of_applications(limits):
    """Sixty in ten minutes were let in, and after five hundred nobody could apply any more."""
    for _ in range(2):
        await limits.admit_application(HERE)
    with pytest.raises(Refusal) as refused:
        await limits.admit_application(HERE)
    assert refused.value.code is Code.TOO_FAST
    await limits.admit_application(THERE)
    assert await limits.allow_visit(HERE) is None


def test_few_apply_from_one_address_on_one_day():
    rate = Rates().applications
    assert (rate.attempts, rate.seconds) == (5, 24 * 3600)


async def test_codes_are_guessed_no_faster_without_valkey_and_their_window_ends(own_valkey, clock):
    """Who tells that they are not safe is heard all the same: a visit would be refused here."""
    async with limits_at(own_valkey.url, clock) as limits:
        own_valkey.kill()
        for _ in range(2):
            await limits.admit_code(HERE)
        with pytest.raises(Refusal) as refused:
            await limits.admit_code(HERE)
        assert refused.value.code is Code.TOO_FAST
        clock.at += timedelta(seconds=61)
        await limits.admit_code(HERE)


async def test_a_proxy_that_was_not_named_shuts_nobody_s_code_out(limits):
    for _ in range(5):
        await limits.admit_code("127.0.0.1")


def test_counting_in_the_process_is_bounded(monkeypatch):
    monkeypatch.setattr("server.stores.valkey.local_limits.MOST", 3)
    local = LocalLimits(lambda: 0.0)
    for name in "abcd":
        local.count(name, 1, 60)
    assert local.count("d", 1, 60) == 60
    assert local.count("a", 1, 60) == 0


async def came(limits, waiting, *visits, address=HERE):
    return [await limits.admit_to_line(address, visit, waiting) for visit in visits]


@pytest.fixture
async def line(valkey_url, clock):
    async with open_valkey(valkey_url) as valkey:
        yield Limits(valkey, clock, Rates(visits=Rate(1000, 60)), most_waiting=3)


async def test_one_address_does_not_fill_the_line(line, clock):
    waiting = ["a", "b", "c", "d"]
    assert await came(line, waiting, *waiting) == [True, True, True, False]
    assert await came(line, waiting, "e", address=THERE) == [True]


async def test_who_talks_or_has_gone_makes_room_for_the_next(line, clock):
    await came(line, [], "a", "b", "c")
    clock.at += timedelta(seconds=20)
    assert await came(line, ["a", "b", "c"], "d") == [False]
    assert await came(line, ["a", "b"], "d", "e") == [True, False]


async def test_a_hundred_who_come_at_once_are_counted_before_they_stand_in_the_line(line):
    told = await asyncio.gather(*(line.admit_to_line(HERE, f"v{n}", []) for n in range(100)))
    assert sum(told) == 3


async def test_who_comes_again_is_one(line):
    assert await came(line, ["a"], *["a"] * 9) == [True] * 9


async def test_no_visit_reaches_valkey_and_what_is_kept_of_it_ends_soon(line, valkey_url):
    await came(line, ["canary"], "canary")
    async with open_valkey(valkey_url) as valkey:
        (place,) = await valkey.keys("limits:waiting:*")
        (who,) = await valkey.zrange(place, 0, -1)
        assert 0 < await valkey.ttl(place) <= 4 * 60 * 60
    assert b"canary" not in who
    assert HERE.encode() not in place


async def test_without_valkey_a_line_is_not_counted_by_address(own_valkey, clock):
    async with open_valkey(own_valkey.url) as valkey:
        crowds = Crowds(valkey, clock, 1)
        own_valkey.kill()
        assert await crowds.has_room(HERE, "a", ["b"])
        assert await crowds.has_room(HERE, "b", ["a"])
