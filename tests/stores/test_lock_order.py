"""Whoever changes several duties locks them in one order, so that nobody waits for each other."""

import asyncio

import pytest
from sqlalchemy import select

from server.domain.session import Role
from server.stores.tables.core import duties
from server.stores.talk.departing import depart
from tests.stores.line import a_line
from tests.stores.test_transfers import answer, ask

LONG = 0.5  # until the other one has locked what it can


async def locks(line, tx, who, role):
    this = (duties.c.staff == who) & (duties.c.role == role)
    await tx.execute(line.db.lock(select(duties).where(this)))


async def beside(line, goes, first, then):
    """`goes` while another one locks one duty and then the other, in the order of their keys.

    Where `goes` has the second and waits for the first, PostgreSQL ends one of them.
    """
    async with line.db.write() as tx:
        await locks(line, tx, *first)
        going = asyncio.create_task(goes())
        await asyncio.sleep(LONG)
        await locks(line, tx, *then)
    async with asyncio.timeout(20):
        await going


@pytest.fixture
async def other(line, database_url, data_dir):
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        yield other


async def test_who_signs_out_as_peer_and_moderator_waits_for_nobody_who_waits_for_them(line, other):
    await line.paired()
    await line.moderator("pat")

    async def goes():
        async with other.db.write() as tx:
            await depart(other.ringing, tx, "pat", line.clock())

    await beside(line, goes, ("pat", Role.MODERATOR), ("pat", Role.PEER))
    assert await line.duties(duties.c.availability != "off") == []


async def test_who_takes_over_from_a_peer_locks_both_in_that_order(line, other):
    _, pat, talk = await line.paired(peer="zoe")
    mona = await line.moderator("mona")
    await ask(line, pat, talk, "mona", Role.MODERATOR)
    await beside(
        line,
        lambda: answer(other, mona, accept=True),
        ("mona", Role.MODERATOR),
        ("zoe", Role.PEER),
    )
    assert await line.inside(talk) == {"vera", "mona"}


async def test_who_goes_while_somebody_is_asked_to_go_on_locks_both_in_that_order(line, other):
    _, pat, talk = await line.paired(peer="zoe")
    await line.ready("paul")
    await ask(line, pat, talk)

    async def goes():
        async with other.db.write() as tx:
            await depart(other.ringing, tx, "zoe", line.clock())

    await beside(line, goes, ("paul", Role.PEER), ("zoe", Role.PEER))
    assert await line.inside(talk) == {"vera"}
