"""The pass that finds what no hint has said: words, marks, who is here, who may no longer be."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, update
from structlog.testing import capture_logs

from server.domain.session import Role
from server.stores.accounts.roles import SqlRoles
from server.stores.tables.accounts import authenticators
from server.stores.tables.core import duties, members, visits
from server.stores.tables.house import processes as process_table
from server.stores.tables.house import staff, staff_sessions
from server.transport import reconciling
from tests.transport.processes import processes


@pytest.fixture
async def house(sqlite_url, data_dir):
    async with processes(sqlite_url, data_dir / "keys", 1) as (stores, _, (process,)):
        yield stores, process, process.line.reconciling


@pytest.fixture
def quiet():
    """To print what failed, with all its locals, would take seconds."""
    with capture_logs() as logs:
        yield logs


async def test_who_is_here_is_written_down_with_this_process(house):
    stores, process, passing = house
    vera, pat, _ = await stores.paired()
    for who in (vera, pat):
        await process.open(who)
    at = stores.clock.passes(seconds=60)
    await passing._presence()
    assert {row.seen_at for row in await stores.rows(visits)} == {at}
    assert {row.seen_at for row in await stores.rows(duties)} == {at}
    assert [(r.kind, r.seen_at) for r in await stores.rows(process_table)] == [("web", at)]


async def test_marks_count_up_only_and_are_written_together(house):
    stores, _, passing = house
    vera, _, talk = await stores.paired()
    for seq in (5, 3, 9, 1):
        passing.mark(talk, vera.id, seq)
    await passing._write_marks()
    (row,) = await stores.rows(members, members.c.person == "vera")
    assert row.received_seq == 9


async def test_marks_that_could_not_be_written_are_written_later(house):
    stores, _, passing = house
    vera, _, talk = await stores.paired()
    passing.mark(talk, vera.id, 7)
    received, passing.received = passing.received, _away
    with pytest.raises(OSError, match="away"):
        await passing._write_marks()
    passing.mark(talk, vera.id, 4)
    passing.received = received
    await passing._write_marks()
    (row,) = await stores.rows(members, members.c.person == "vera")
    assert row.received_seq == 7


async def test_where_there_are_more_pages_than_are_read_at_once_each_has_its_turn(
    house, monkeypatch
):
    stores, process, passing = house
    monkeypatch.setattr(reconciling, "PAGES_AT_ONCE", 2)
    for name in ("ann", "ben", "cat"):
        await process.open(await stores.visitor(name))
    looked = []
    monkeypatch.setattr(type(passing.renewing), "look", lambda _, person: looked.append(person[1]))
    for _ in range(3):
        passing._pages()
    assert looked == ["ann", "ben", "cat", "ann", "ben"]
    assert passing.renewing.walls.is_asked
    passing._hints_lost = True  # then nobody can wait for a turn
    for _ in range(2):
        passing._pages()
    assert looked[5:] == ["ann", "ben", "cat", "ann", "ben"]


async def test_who_has_left_hears_nothing_more_whosever_turn_it_is(house, monkeypatch):
    stores, process, passing = house
    vera, _, talk = await stores.paired()
    mona = await stores.moderator()
    await stores.supervision.read(mona, talk, stores.clock())
    _, sid = await process.open(vera), await process.open(mona)
    monkeypatch.setattr(reconciling, "PAGES_AT_ONCE", 0)
    assert sid in passing.audience.talk(talk).cursors
    await stores.supervision.step_back(mona, talk, stores.clock())
    await passing._memberships()
    assert sid not in passing.audience.talk(talk).cursors


async def _away(*_):
    raise OSError("away")


async def signed_in(stores, session, token):
    async with stores.db.write() as tx:
        await tx.execute(
            insert(staff_sessions).values(
                token_hash=token,
                staff=session.id,
                created_at=stores.clock(),
                expires_at=stores.clock() + timedelta(hours=12),
            )
        )


async def who_is_put_out(stores, process, change):
    """Pat as peer and as moderator, before and after."""
    pat = replace(await stores.ready("pat"), signed_in="t1")
    for token in ("t1", "t2"):
        await signed_in(stores, pat, token)
    sids = {
        "peer": await process.open(pat),
        "moderator": await process.open(replace(pat, role=Role.MODERATOR, signed_in="t2")),
    }
    await process.line.reconciling._revocations()
    await asyncio.sleep(0)
    assert process.edge.gone == []
    async with stores.db.write() as tx:
        await tx.execute(change)
    await process.line.reconciling._revocations()
    await asyncio.sleep(0)
    gone = {sid for _, sid in process.edge.gone}
    return {role for role, sid in sids.items() if sid in gone}


async def test_who_was_disabled_is_put_out_without_a_hint(house):
    stores, process, _ = house
    disabled = update(staff).values(disabled_at=stores.clock())
    assert await who_is_put_out(stores, process, disabled) == {"peer", "moderator"}


async def test_who_has_signed_out_everywhere_is_put_out_without_a_hint(house):
    stores, process, _ = house
    signed_out = update(staff_sessions).values(revoked_at=stores.clock())
    assert await who_is_put_out(stores, process, signed_out) == {"peer", "moderator"}


async def test_whose_session_is_over_by_the_hour_is_put_out(house):
    """It kept its socket, for days."""
    stores, process, _ = house
    over = update(staff_sessions).values(expires_at=stores.clock())
    assert await who_is_put_out(stores, process, over) == {"peer", "moderator"}


async def test_who_drops_a_second_step_that_is_required_is_put_out(house):
    stores, process, passing = house
    passing.still_staff = SqlRoles(stores.db, stores.clock, required=True).now
    key = {"staff": "pat", "secret": b"s", "last_step": 0, "made_at": stores.clock()}
    await stores.employed("pat")
    async with stores.db.write() as tx:
        await tx.execute(insert(authenticators).values(**key, confirmed_at=stores.clock()))
    assert await who_is_put_out(stores, process, delete(authenticators)) == {"peer", "moderator"}


async def test_a_socket_goes_with_the_session_it_came_with_without_a_hint(house):
    stores, process, _ = house
    lost = staff_sessions.c.token_hash == "t1"
    ended = update(staff_sessions).where(lost).values(revoked_at=stores.clock())
    assert await who_is_put_out(stores, process, ended) == {"peer"}


async def test_who_has_lost_one_role_is_put_out_of_that_one_without_a_hint(house):
    stores, process, _ = house
    only_peer = update(staff).values(roles=("peer",))
    assert await who_is_put_out(stores, process, only_peer) == {"moderator"}


async def test_visitors_are_never_put_out_by_it(house):
    stores, process, passing = house
    await process.open(await stores.visitor("vera"))
    await passing._revocations()
    assert process.edge.gone == []


async def test_the_pass_goes_on_when_a_part_of_it_fails(house, monkeypatch, quiet):
    stores, process, passing = house
    monkeypatch.setattr(reconciling, "TICK", 0.002)
    vera, pat, talk = await stores.paired()
    sid = await process.open(pat)
    passing.visitors_seen = passing.staff_seen = passing.alive = passing.still_staff = _away
    running = asyncio.create_task(passing.run())
    kept = await stores.say(vera, talk, "no hint will say it")
    async with asyncio.timeout(100):
        while not process.heard(sid):
            await asyncio.sleep(0.005)
    assert process.heard(sid)[0]["seq"] == kept.message.seq
    assert not running.done()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await process.settled()
