"""People come, go, and come somewhere else: one live socket for each, and no channel left over."""

import asyncio

import pytest

from server.domain.session import Role, Session
from server.services.talk.lines import tail
from tests.transport.processes import processes


@pytest.fixture
async def house(sqlite_url, data_dir):
    async with processes(sqlite_url, data_dir / "keys", 2) as made:
        yield made


async def settled():
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_second_page_here_displaces_the_first_which_is_told_why(house):
    stores, _, (here, _) = house
    vera = await stores.visitor("vera")
    first, second = await here.open(vera), await here.open(vera)
    await settled()
    assert here.edge.told[first] == [("displaced", {})]
    assert here.edge.gone == [("/visitor", first)]
    assert here.edge.told[second] == []


async def test_a_page_at_another_process_displaces_the_first_too(house):
    stores, nerve, (here, there) = house
    vera = await stores.visitor("vera")
    first, second = await here.open(vera), await there.open(vera)
    nerve.deliver_all()
    await settled()
    assert here.edge.told[first] == [("displaced", {})]
    assert here.edge.gone == [("/visitor", first)]
    assert there.edge.told[second] == []
    assert there.edge.gone == []


async def test_the_same_name_in_another_role_displaces_nobody(house):
    stores, nerve, (here, there) = house
    pat = await stores.ready("pat")
    await here.open(pat)
    await there.open(Session(pat.id, Role.MODERATOR, pat.name))
    nerve.deliver_all()
    await settled()
    assert here.edge.gone == there.edge.gone == []


async def test_who_goes_leaves_no_channel_behind(house):
    stores, nerve, (here, _) = house
    vera, pat, _ = await stores.paired()
    sockets = [(who, await here.open(who)) for who in (vera, pat)]
    assert len(nerve.channels["p0"]) == 4
    for who, sid in sockets:
        await here.close(who, sid)
        await here.close(who, sid)
    assert nerve.channels["p0"] == set()
    assert not here.line.audience.sessions


async def test_the_first_page_going_takes_nothing_from_the_second(house):
    stores, nerve, (here, _) = house
    vera, _, talk = await stores.paired()
    first = await here.open(vera)
    second = await here.open(vera)
    await here.close(vera, first)
    assert nerve.channels["p0"] == {"p:visitor:vera", f"c:{talk}"}
    assert set(here.line.audience.talk(talk).cursors) == {second}


async def test_an_older_reading_never_undoes_a_newer_one(house):
    """Both were under way at once; what was read last is what counts."""
    stores, _, (here, _) = house
    _, pat, talk = await stores.paired()
    sid = await here.open(pat)
    attending = here.line.connections.attending
    read, has_read, gate = attending.read, asyncio.Event(), asyncio.Event()

    async def slowly(people):
        found = await read(people)
        has_read.set()
        await gate.wait()
        return found

    object.__setattr__(attending, "read", slowly)
    older = asyncio.create_task(attending.refresh([(pat.role, pat.id)]))
    await has_read.wait()
    object.__setattr__(attending, "read", read)
    await stores.end(pat, talk)
    newer = asyncio.create_task(attending.refresh([(pat.role, pat.id)]))
    await asyncio.sleep(0.05)
    gate.set()
    await asyncio.gather(older, newer)
    assert here.line.audience.talk(talk) is None
    await here.settled()
    assert [line["notice"] for line in here.heard(sid)] == ["ended"]


async def test_who_reads_along_hears_what_was_said_while_the_tail_was_read(house):
    stores, _, (here, _) = house
    vera, _, talk = await stores.paired()
    mona = await stores.moderator()
    sid = await here.open(mona)

    async def read(session, command):
        await stores.supervision.read(session, talk, stores.clock())
        found = tail(talk, await stores.talks.tail(mona.id, talk, 0, 100), mona)
        await stores.say(vera, talk, "in between")
        return found

    answer = await here.line.hearing.after(read)(mona, None)
    await here.settled()
    assert [line["text"] for line in here.heard(sid)] == ["in between"]
    assert here.heard(sid)[0]["seq"] == answer.lines[-1].seq + 1
