"""Sealed words open with their own key, in their own place, while the day's key exists."""

import asyncio
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from server.stores.keys import branches
from server.stores.keys.vault import KeyGone, SealedKey, Unreadable, Vault


class Clock:
    def __init__(self):
        self.at = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def vault(tmp_path, clock):
    return Vault(tmp_path / "keys", clock)


def test_what_was_sealed_opens_again(vault):
    key = vault.new_key("c1")
    sealed = vault.seal("c1", key, b"canary", b"message")
    assert b"canary" not in sealed
    assert vault.unseal("c1", key, sealed, b"message") == b"canary"


def test_the_same_words_never_look_the_same(vault):
    key = vault.new_key("c1")
    assert vault.seal("c1", key, b"yes", b"m") != vault.seal("c1", key, b"yes", b"m")


def test_words_cannot_be_moved_to_another_conversation(vault):
    key = vault.new_key("c1")
    sealed = vault.seal("c1", key, b"words", b"m")
    with pytest.raises(Unreadable):
        vault.unseal("c2", key, sealed, b"m")
    with pytest.raises(Unreadable):
        vault.unseal("c2", vault.new_key("c2"), sealed, b"m")


def test_words_cannot_be_put_in_another_place(vault):
    key = vault.new_key("c1")
    with pytest.raises(Unreadable):
        vault.unseal("c1", key, vault.seal("c1", key, b"words", b"message"), b"remark")


@pytest.mark.parametrize("broken", [b"", b"short", bytes(60)])
def test_damaged_words_are_unreadable(vault, broken):
    with pytest.raises(Unreadable):
        vault.unseal("c1", vault.new_key("c1"), broken, b"m")


def test_nothing_of_a_destroyed_day_can_be_read(vault, clock, tmp_path):
    key = vault.new_key("c1")
    sealed = vault.seal("c1", key, b"words", b"m")
    clock.at += timedelta(days=1)
    later = vault.new_key("c2")
    assert vault.days() == ["2026-03-01", "2026-03-02"]
    vault.destroy_day("2026-03-01")
    vault.destroy_day("2026-03-01")
    with pytest.raises(KeyGone):
        vault.unseal("c1", key, sealed, b"m")
    with pytest.raises(KeyGone):
        Vault(tmp_path / "keys", clock).unseal("c1", key, sealed, b"m")
    assert vault.days() == ["2026-03-02"]
    assert vault.unseal("c2", later, vault.seal("c2", later, b"words", b"m"), b"m") == b"words"


def test_another_process_forgets_a_destroyed_day_within_seconds(vault, clock, tmp_path):
    other = Vault(tmp_path / "keys", clock)
    key = vault.new_key("c1")
    sealed = other.seal("c1", key, b"words", b"m")
    vault.destroy_day(key.day)
    clock.at += timedelta(seconds=5)
    with pytest.raises(KeyGone):
        other.unseal("c1", key, sealed, b"m")


def test_a_destroyed_key_is_overwritten_where_it_lay(vault, tmp_path):
    key = vault.new_key("c1")
    kept = tmp_path / "kept"  # as if a backup tool had linked it
    kept.hardlink_to(tmp_path / "keys" / f"{key.day}.key")
    vault.destroy_day(key.day)
    assert set(kept.read_bytes()) == {0}


def test_the_keys_are_for_this_account_alone(vault, tmp_path):
    vault.new_key("c1")
    files = list((tmp_path / "keys").iterdir())
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_processes_that_begin_a_day_at_once_share_its_key(tmp_path, clock):
    vaults = [Vault(tmp_path / "keys", clock) for _ in range(8)]
    start = threading.Barrier(8)
    made = {}

    def begin(vault):
        start.wait(10)
        key = vault.new_key("c1")
        made[vault] = key, vault.seal("c1", key, b"words", b"m")

    threads = [threading.Thread(target=begin, args=(vault,)) for vault in vaults]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert {vaults[0].unseal("c1", *made[vault], b"m") for vault in vaults} == {b"words"}
    assert {file.name for file in (tmp_path / "keys").iterdir()} == {".lock", "2026-03-01.key"}


def test_a_day_that_is_no_day_reaches_no_file(vault, tmp_path):
    (tmp_path / "outside.key").write_bytes(bytes(range(32)))
    with pytest.raises(KeyGone):
        vault.destroy_day("../outside")
    assert (tmp_path / "outside.key").exists()


def test_only_so_many_keys_stay_open(vault, monkeypatch):
    monkeypatch.setattr("server.stores.keys.vault.KEPT_OPEN", 3)
    keys = {name: vault.new_key(name) for name in "abcdef"}
    sealed = {name: vault.seal(name, key, b"words", b"m") for name, key in keys.items()}
    assert len(vault._open) == 3
    assert all(vault.unseal(name, keys[name], sealed[name], b"m") == b"words" for name in keys)


async def test_one_key_is_destroyed_for_whoever_has_a_copy_and_the_others_of_its_day_stay(
    vault, clock, tmp_path
):
    keys = {name: vault.new_key(name) for name in "abcdefgh"}
    sealed = {name: vault.seal(name, key, b"words", b"m") for name, key in keys.items()}
    for _ in range(2):
        await vault.destroy([keys["c"], keys["f"]])
    for one in (vault, Vault(tmp_path / "keys", clock)):
        for name in "cf":
            with pytest.raises(KeyGone):
                one.unseal(name, keys[name], sealed[name], b"m")
        for name in "abdegh":
            assert one.unseal(name, keys[name], sealed[name], b"m") == b"words"
    anew = vault.new_key("c")  # the same conversation, brought back without its words
    assert vault.unseal("c", anew, vault.seal("c", anew, b"later", b"m"), b"m") == b"later"


async def test_a_key_that_was_destroyed_is_overwritten_where_it_lay(vault, tmp_path):
    key = vault.new_key("c1")
    kept = tmp_path / "kept"
    kept.hardlink_to(tmp_path / "keys" / f"{key.day}.key")
    await vault.destroy([key])
    assert set(kept.read_bytes()) == {0}
    assert {f.stat().st_mode & 0o777 for f in (tmp_path / "keys").iterdir()} == {0o600}


async def test_processes_that_destroy_at_once_undo_nothing_of_one_another(tmp_path, clock):
    vaults = [Vault(tmp_path / "keys", clock) for _ in range(4)]
    keys = [[vault.new_key("c") for _ in range(5)] for vault in vaults]
    every = zip(vaults, keys, strict=True)
    await asyncio.gather(*(vault.destroy([key]) for vault, own in every for key in own))
    for key in (key for own in keys for key in own):
        with pytest.raises(KeyGone):
            vaults[0].seal("c", key, b"words", b"m")


async def test_a_day_that_was_begun_by_an_older_version_opens_as_before(vault, tmp_path):
    day, whole = "2026-03-01", bytes(range(32))
    (tmp_path / "keys" / f"{day}.key").write_bytes(whole)
    key = vault.new_key("c1")
    sealed = vault.seal("c1", key, b"words", b"m")
    bound = len(day).to_bytes(2) + day.encode() + b"c1"
    assert AESGCM(whole).decrypt(key.wrapped[:12], key.wrapped[12:], bound)
    await vault.destroy([key])
    assert vault.unseal("c1", key, sealed, b"m") == b"words"


@given(st.sets(st.integers(0, 2**64 - 1), min_size=1), st.data())
def test_what_is_left_of_a_tree_makes_every_leaf_but_the_destroyed(leaves, data):
    whole = branches.planted(b"s" * 32)
    gone = data.draw(st.sets(st.sampled_from(sorted(leaves))))
    left = branches.without(whole, gone)
    assert {at for at in leaves if branches.leaf(left, at) is None} == gone
    for at in leaves - gone:
        assert branches.leaf(left, at) == branches.leaf(whole, at)
    assert branches.without(left, gone) == left
    assert len(left) <= 41 * (1 + 64 * len(gone))


class Counted(bytes):
    """Counts what is looked at of it."""

    touched = 0

    def __getitem__(self, piece):
        found = super().__getitem__(piece)
        Counted.touched += len(found) if isinstance(found, bytes) else 1
        return found

    def replace(self, *which):
        Counted.touched += len(self)
        return Counted(super().replace(*which))


def test_a_batch_of_leaves_is_destroyed_in_one_pass_over_what_is_left_of_a_day():
    each = 2**64 // 3000
    before = branches.without(branches.planted(b"s" * 32), range(0, 3000 * each, each))
    Counted.touched = 0
    batch = range(each // 2, 300 * each, each)
    left = branches.without(Counted(before), batch)
    assert Counted.touched < 2 * len(before)
    assert not any(branches.leaf(left, at) for at in batch)
    assert branches.leaf(left, 1) == branches.leaf(before, 1)


async def test_the_keys_that_stay_open_are_not_compared_with_each_that_is_destroyed(
    vault, monkeypatch
):
    keys = [vault.new_key(f"c{n}") for n in range(200)]
    for n, key in enumerate(keys):
        vault.seal(f"c{n}", key, b"words", b"m")
    compared, same = [], SealedKey.__eq__

    def counted(one, other):
        compared.append(1)
        return same(one, other)

    monkeypatch.setattr(SealedKey, "__eq__", counted)
    await vault.destroy([SealedKey(key.day, key.wrapped) for key in keys[:100]])
    assert len(compared) <= len(keys)
    assert len(vault._open) == 100


def test_a_key_does_not_show_itself(vault):
    key = vault.new_key("c1")
    assert repr(key) == "SealedKey(day='2026-03-01')"


def test_sealing_costs_next_to_nothing(vault):
    key = vault.new_key("c1")
    words = b"x" * 100
    best = min(timed(lambda: vault.seal("c1", key, words, b"m")) for _ in range(20))
    assert best < 300e-6  # about 5 µs on a quiet machine; the tests share theirs


def timed(work):
    start = time.thread_time()
    for _ in range(200):
        work()
    return (time.thread_time() - start) / 200
