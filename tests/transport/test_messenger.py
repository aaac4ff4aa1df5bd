"""A hint reaches everybody it is for, here at once and elsewhere, and each of them once."""

import asyncio

import pytest

from moderation.verdict import Level
from server.domain.session import Role, Session
from server.domain.wake import Wake
from server.services.risk.cards import Cards
from server.services.talk.conversing import _wake
from server.stores.tables.core import members
from server.transport.hints import ENCODE, Look
from server.transport.messenger import Messenger, Nobody
from server.transport.own_voice import MARK, OwnVoice
from tests.readings import everything
from tests.transport.processes import processes

EVERYTHING = everything()


class House:
    """Vera at the first process, Pat and Mona at the second, and a stranger at both."""

    def __init__(self, stores, nerve, all_):
        self.stores, self.nerve, self.processes = stores, nerve, all_

    async def begin(self):
        one, two = self.processes
        self.vera, self.pat, self.talk = await self.stores.paired()
        self.mona = await self.stores.moderator()
        await self.stores.supervision.read(self.mona, self.talk, self.stores.clock())
        self.sids = {
            "vera": (one, await one.open(self.vera)),
            "pat": (two, await two.open(self.pat)),
            "mona": (two, await two.open(self.mona)),
            "stranger": (two, await two.open(await self.stores.visitor("vic"))),
        }
        self.nerve.lose_all()
        self.tell = one.line.messenger

    def told(self):
        """What each has been told, by name of the event."""
        self.nerve.deliver_all()
        found = {who: [n for n, _ in p.edge.told[sid]] for who, (p, sid) in self.sids.items()}
        return {who: names for who, names in found.items() if names}

    def first(self, who):
        process, sid = self.sids[who]
        return process.edge.told[sid][0][1]


@pytest.fixture
async def house(sqlite_url, data_dir):
    async with processes(sqlite_url, data_dir / "keys", 2, EVERYTHING) as made:
        house = House(*made)
        await house.begin()
        yield house


async def test_a_process_does_not_hear_itself(house):
    house.tell.typing(house.talk, house.vera, on=True)
    assert {name for name, *_ in house.nerve.pending} == {"p0", "p1"}
    house.nerve.deliver_all()
    house.processes[0].line.messenger.spread(Wake(wall=True))
    assert house.told() == {"pat": ["typing"], "mona": ["typing"]}


async def test_writing_is_seen_by_the_others_in_it_only(house):
    house.tell.typing(house.talk, house.vera, on=True)
    assert house.told() == {"pat": ["typing"], "mona": ["typing"]}
    assert house.first("pat") == {
        "conversation": house.talk, "role": "visitor", "name": "", "on": True,
    }  # fmt: skip


async def test_a_stranger_can_neither_write_nor_confirm(house):
    stranger = Session("vic", Role.VISITOR)
    elsewhere = house.processes[1].line.messenger
    elsewhere.typing(house.talk, stranger, on=True)
    elsewhere.received(house.talk, stranger, 1)
    assert house.told() == {}


async def test_who_confirms_is_seen_by_the_others_and_it_is_written_down(house):
    process = house.processes[0]
    process.line.messenger.received(house.talk, house.vera, 1)
    assert house.told() == {"pat": ["delivered"], "mona": ["delivered"]}
    await process.line.reconciling._write_marks()
    (row,) = await house.stores.rows(members, members.c.person == "vera")
    assert row.received_seq == 1


async def test_nobody_confirms_more_than_they_were_told(house):
    house.tell.received(house.talk, house.vera, 999)
    house.told()
    newest = (await house.stores.seqs(house.talk))[-1]
    assert house.first("pat")["seq"] == newest


async def test_what_a_moderator_has_read_is_told_to_nobody(house):
    house.processes[1].line.messenger.received(house.talk, house.mona, 1)
    assert house.told() == {}


async def test_help_reaches_the_visitor_wherever_they_are_and_nobody_else(house):
    card = Cards(EVERYTHING).help(Level.L3, None, None, house.stores.clock())
    house.processes[1].line.messenger.help(house.vera, card)
    assert house.told() == {"vera": ["help"]}
    assert house.first("vera")["card"]["level"] == 3


async def test_an_alarm_reaches_every_moderator(house):
    house.tell.alarm(house.talk, Level.L4)
    assert house.told() == {"mona": ["alarm"]}


async def test_a_second_opinion_is_told_to_staff_and_a_retraction_to_everybody(house):
    worker = Messenger(OwnVoice(house.nerve.of("worker"), b"w" * MARK), Nobody())
    worker.noticed(house.talk, 1, ())
    assert house.told() == {"pat": ["noticed"], "mona": ["noticed"]}
    worker.retracted(house.talk, 1)
    assert {who: names[-1] for who, names in house.told().items()} == dict.fromkeys(
        ("vera", "pat", "mona"), "retracted"
    )


async def test_whoever_is_revoked_is_put_out_everywhere_in_each_role(house):
    one, two = house.processes
    also = await one.open(Session(house.pat.id, Role.MODERATOR, "Pat"))
    house.tell.revoked(house.pat.id)
    house.nerve.deliver_all()
    await settled()
    assert one.edge.gone == [("/moderator", also)]
    assert two.edge.gone == [("/peer", house.sids["pat"][1])]


async def test_a_hint_that_nobody_can_read_raises_and_says_nothing_of_its_words(house):
    voice = OwnVoice(house.nerve.of("p9"), b"9" * MARK)
    voice.publish("wall", ENCODE(Look()) + b"canary")
    with pytest.raises(Exception, match=r"^(?!.*canary)"):
        house.nerve.deliver_all()


async def settled():
    for _ in range(5):
        await asyncio.sleep(0)


async def test_an_ordinary_message_has_nobodys_page_read_again(house):
    for process in house.processes:
        await process.line.renewing.flush()

    kept = await house.stores.say(house.vera, house.talk)
    house.tell.spread(_wake(house.vera, kept))
    house.tell.typing(house.talk, house.vera, on=False)
    house.nerve.deliver_all()
    house.processes[1].line.messenger.received(house.talk, house.pat, kept.message.seq)

    assert "heard" in house.told()["pat"]
    assert [process.line.renewing._dirty for process in house.processes] == [set(), set()]
    assert not any(process.line.renewing.walls.is_asked for process in house.processes)
