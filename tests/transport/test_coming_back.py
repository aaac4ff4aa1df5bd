"""Who goes out of a room and comes back hears nothing of what was said in it meanwhile (D5)."""

import pytest

from server.domain.wake import Wake
from tests.stores.rooming import Rooming
from tests.transport.processes import processes


class Group:
    """Vera and Will in a room, each at a process of their own."""

    def __init__(self, stores, nerve, all_):
        self.stores = stores
        self.nerve = nerve
        self.processes = all_
        self.room = Rooming(stores)

    async def begin(self):
        self.fay, _, self.vera, self.will = await self.room.opened("vera", "will")
        here, there = self.processes
        self.at = {"vera": (here, await here.open(self.vera))}
        self.at["will"] = (there, await there.open(self.will))
        for each in self.processes:
            await each.reconcile()

    async def say(self, who, text):
        kept = await self.stores.say(who, self.room.id, text)
        return kept.message

    async def lift(self):
        picture = (await self.stores.view(self.vera)).room
        name = picture.seat_of("vera").visit.pseudonym
        return await self.stores.room_asides.take(self.fay, self.room.id, name, self.room.at)

    async def comes_back(self):
        return await self.stores.room_asides.go_back(self.vera, self.room.at)

    def words(self, name):
        process, sid = self.at[name]
        return [line["text"] for line in process.heard(sid, self.room.id) if line["text"]]


@pytest.fixture
async def group(sqlite_url, data_dir):
    async with processes(sqlite_url, data_dir / "keys", 2) as made:
        group = Group(*made)
        await group.begin()
        yield group


async def test_between_two_looks_at_sql_where_every_hint_was_lost(group):
    """As SQL has it she was never away: nothing but her seat says that she did not hear it."""
    here, _ = group.at["vera"]
    await group.lift()
    await group.say(group.will, "Not for her")
    await group.comes_back()
    await group.say(group.will, "Welcome back")
    await here.reconcile()
    assert group.words("vera") == ["Welcome back"]
    await group.say(group.will, "Good to see you")
    await here.reconcile()
    assert group.words("vera") == ["Welcome back", "Good to see you"]


async def test_where_the_hints_of_her_leaving_come_after_she_is_back(group):
    here, _ = group.at["vera"]
    wakes = await group.lift()
    said = await group.say(group.will, "Not for her")
    back = await group.comes_back()
    for wake in (*wakes, Wake(said=[said]), back):
        here.line.messenger.spread(Wake(said=wake.said))
    await here.settled()
    assert group.words("vera") == []


async def test_what_comes_while_it_is_looked_at_waits_for_the_next_look(group):
    """She was a member when SQL was asked, and is not when the gap is read."""
    here, _ = group.at["vera"]
    await group.say(group.fay, "Before she goes")
    delivery = here.line.reconciling.delivery
    look = delivery.still_in

    async def looks(people):
        await look(people)
        delivery.still_in = look
        wakes = await group.lift()
        said = await group.say(group.will, "Not for her")
        for wake in (*wakes, Wake(said=[said])):
            here.line.messenger.spread(Wake(said=wake.said))

    delivery.still_in = looks
    await here.reconcile()
    assert group.words("vera") == ["Before she goes"]
