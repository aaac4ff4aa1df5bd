"""A locked session on the sockets: what it may ask, what it is told, and who has to know."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import insert, update

from moderation.verdict import Level
from server.contract.duty_commands import Knock
from server.contract.examples import COMMANDS, EVENTS
from server.contract.namespaces import NAMESPACES, TOLD_LOCKED, WHILE_LOCKED
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.services.talk.conversing import _wake
from server.stores.tables.house import staff_sessions
from server.transport.locks import Locks
from tests.readings import everything
from tests.services.people import RESOURCE
from tests.transport.processes import processes

EVERYTHING = everything()
STAFF = (Role.PEER, Role.MODERATOR)
SECRET = "the funeral"


@pytest.mark.parametrize("role", STAFF)
async def test_a_locked_session_may_ask_nothing_but_what_is_on_the_list(line, role):
    page = await line.joined(f"/{role}")
    line.house.locks.note(f"{role}'s", locked=True)
    for example in COMMANDS:
        if type(example) not in NAMESPACES[role].commands:
            continue
        answer = await page.ask(example.event, msgspec.to_builtins(example), namespace=f"/{role}")
        allowed = type(example) in WHILE_LOCKED
        assert answer.get("code") == (None if allowed else "locked"), example.event
    assert {type(one) for one in line.house.handled} == set(WHILE_LOCKED)
    line.house.locks.note(f"{role}'s", locked=False)
    assert (await page.ask("sync", namespace=f"/{role}"))["ok"]


async def test_no_visitor_is_ever_locked(line):
    page = await line.joined("/visitor")
    line.house.locks.note("peer's", locked=True)
    assert (await page.ask("leave"))["ok"]


class House:
    """Vera at the first process, Pat at the second; so is Mona, who reads along."""

    def __init__(self, stores, nerve, all_):
        self.stores, self.nerve, (self.one, self.two) = stores, nerve, all_

    async def begin(self):
        self.vera, pat, self.talk = await self.stores.paired()
        mona = await self.stores.moderator()
        await self.stores.supervision.read(mona, self.talk, self.stores.clock())
        await self.stores.employed("pat"), await self.stores.employed("mona")
        self.pat, self.mona = replace(pat, signed_in="pat's"), replace(mona, signed_in="mona's")
        for one in (self.pat, self.mona):
            await self._sign_in(one)
        self.at_vera = await self.one.open(self.vera)
        self.at_pat, self.at_mona = await self.two.open(self.pat), await self.two.open(self.mona)
        for process, who in ((self.two, self.pat), (self.two, self.mona)):
            await process.sync(who)
        self.nerve.lose_all()
        self.two.edge.told.clear()

    async def _sign_in(self, one):
        at = self.stores.clock()
        row = {"staff": one.id, "created_at": at, "expires_at": at + timedelta(hours=12)}
        async with self.stores.db.write() as tx:
            await tx.execute(insert(staff_sessions).values(token_hash=one.signed_in, **row))

    async def lock(self, one, *, locked=True):
        """As the first process does it, where it was asked."""
        which = update(staff_sessions).where(staff_sessions.c.token_hash == one.signed_in)
        async with self.stores.db.write() as tx:
            await tx.execute(which.values(locked_at=self.stores.clock() if locked else None))
        self.one.line.messenger.locked(one.id, one.signed_in, locked=locked)

    async def locked(self, one):
        await self.lock(one)
        self.nerve.deliver_all()

    async def says(self, text):
        kept = await self.stores.say(self.vera, self.talk, text)
        await self._spread(kept)
        return kept.message.seq

    async def worries(self, text, level):
        await self._spread(await self.stores.worries(self.vera, self.talk, text, level))

    async def mona_follows(self, text, level):
        await self.worries(text, level)
        flag = await self.stores.only_flag()
        await self.stores.alerts.claim(flag.id, self.mona, self.stores.clock())
        await self.two.sync(self.mona)

    async def _spread(self, kept):
        self.one.line.messenger.spread(_wake(self.vera, kept))
        self.nerve.deliver_all()
        await self.two.settled()
        await self.two.line.renewing.flush()
        self.nerve.deliver_all()

    async def reconcile(self):
        await self.two.line.reconciling._revocations()

    def told(self, sid):
        return self.two.edge.told[sid]


@pytest.fixture
async def house(sqlite_url, data_dir):
    async with processes(sqlite_url, data_dir / "keys", 2, EVERYTHING) as made:
        house = House(*made)
        await house.begin()
        yield house


async def test_words_said_to_a_locked_page_stay_behind_the_lock_and_the_visitor_notices_nothing(
    house,
):
    await house.locked(house.pat)
    seq = await house.says(SECRET)
    assert house.told(house.at_pat) == [
        ("locked", {"view": {"asks": 0, "flags": 0, "urgent": False, "words": 1}})
    ]
    delivered = house.one.told(house.at_vera, "delivered")
    assert {"conversation": house.talk, "role": "peer", "seq": seq} in delivered
    assert house.two.heard(house.at_mona)[-1]["text"] == SECRET


async def test_what_was_said_while_it_was_locked_is_there_when_it_is_open(house):
    await house.locked(house.pat)
    seq = await house.says(SECRET)
    await house.lock(house.pat, locked=False)
    house.nerve.deliver_all()
    view = await house.two.sync(house.pat)
    assert view.conversations[0].last_seq == seq
    tail = await house.stores.talks.tail(house.pat.id, house.talk, 0, 100)
    assert tail[-1].text == SECRET
    await house.says("and after it")
    assert house.two.heard(house.at_pat)[-1]["text"] == "and after it"


async def test_a_page_that_is_loaded_again_while_locked_learns_how_much_waits(house):
    await house.locked(house.pat)
    await house.says(SECRET)
    await house.two.close(house.pat, house.at_pat)
    again = await house.two.open(house.pat)
    view = await house.two.line.renewing.knock(house.pat, Knock())
    assert view.words == 1
    await house.says("more")
    assert house.two.told(again, "locked")[-1]["view"]["words"] == 2
    assert house.two.heard(again) == []


async def test_who_is_not_locked_has_nothing_to_knock_at(house):
    with pytest.raises(Refusal) as refused:
        await house.two.line.renewing.knock(house.pat, Knock())
    assert refused.value.code is Code.NOT_NOW


async def test_a_flag_calls_a_moderator_behind_the_lock_without_a_word_of_it(house):
    await house.locked(house.mona)
    await house.two.line.renewing.knock(house.mona, Knock())
    await house.worries(SECRET, Level.L4)
    last = house.two.told(house.at_mona, "locked")[-1]["view"]
    assert (last["flags"], last["urgent"]) == (1, True)
    assert SECRET not in json.dumps(house.told(house.at_mona))
    assert SECRET in json.dumps(house.told(house.at_pat))


async def test_with_nobody_on_duty_it_calls_who_is_off_duty_behind_the_lock_too(house):
    await house.stores.off("mona", Role.MODERATOR)
    await house.locked(house.mona)
    await house.two.line.renewing.knock(house.mona, Knock())
    await house.worries(SECRET, Level.L4)
    await house.two.line.renewing.flush()
    assert house.two.told(house.at_mona, "locked")[-1]["view"]["urgent"]


async def test_what_is_new_on_a_flag_of_ones_own_rings_behind_the_lock(house):
    await house.worries("once", Level.L2)
    flag = await house.stores.only_flag()
    await house.stores.alerts.claim(flag.id, house.mona, house.stores.clock())
    await house.locked(house.mona)
    assert (await house.two.line.renewing.knock(house.mona, Knock())).asks == 0
    await house.worries("and worse", Level.L3)
    last = house.two.told(house.at_mona, "locked")[-1]["view"]
    assert (last["asks"], last["flags"], last["urgent"]) == (1, 1, True)


async def test_it_rings_on_after_the_page_has_come_back(house):
    await house.mona_follows("once", Level.L2)
    await house.locked(house.mona)
    assert (await house.two.line.renewing.knock(house.mona, Knock())).asks == 0
    await house.worries("and worse", Level.L4)
    assert (await house.two.line.renewing.knock(house.mona, Knock())).asks == 1
    await house.two.close(house.mona, house.at_mona)
    await house.two.open(house.mona)
    assert (await house.two.line.renewing.knock(house.mona, Knock())).asks == 1


async def test_what_came_before_the_locked_page_could_knock_rings(house):
    await house.mona_follows("once", Level.L2)
    await house.locked(house.mona)
    await house.worries("and worse", Level.L4)
    assert (await house.two.line.renewing.knock(house.mona, Knock())).asks == 1


async def test_where_nobody_knows_what_is_new_a_flag_of_ones_own_rings(house):
    await house.mona_follows("once", Level.L2)
    await house.locked(house.mona)
    await house.two.line.renewing.knock(house.mona, Knock())
    await house.worries("and worse", Level.L4)
    await house.two.close(house.mona, house.at_mona)
    await house.one.open(house.mona)
    house.one.line.locks.read({house.mona.signed_in: True}, 0)  # as on admission
    assert (await house.one.line.renewing.knock(house.mona, Knock())).asks == 1


async def test_after_an_unlock_what_was_seen_is_new_no_more(house):
    await house.mona_follows("once", Level.L2)
    await house.locked(house.mona)
    await house.worries("and worse", Level.L4)
    await house.lock(house.mona, locked=False)
    house.nerve.deliver_all()
    await house.two.sync(house.mona)
    await house.locked(house.mona)
    assert (await house.two.line.renewing.knock(house.mona, Knock())).asks == 0


async def test_who_waits_too_long_for_an_answer_rings_behind_the_lock(house):
    await house.mona_follows("Are you there?", Level.L3)
    for one in (house.pat, house.mona):
        await house.locked(one)
    asks = [
        (await house.two.line.renewing.knock(one, Knock())).asks for one in (house.pat, house.mona)
    ]
    house.stores.clock.passes(seconds=600)
    house.two.line.renewing.look_everywhere()
    await house.two.line.renewing.flush()
    told = [
        house.two.told(at, "locked")[-1]["view"]["asks"] for at in (house.at_pat, house.at_mona)
    ]
    assert (asks, told) == ([0, 0], [1, 1])


@pytest.mark.parametrize("accept", [True, False])
async def test_a_yes_or_a_no_to_a_referral_rings_for_who_offered_it(house, accept):
    id_, _ = await house.stores.refer(house.mona, house.talk, RESOURCE)
    await house.two.sync(house.mona)
    await house.locked(house.mona)
    assert (await house.two.line.renewing.knock(house.mona, Knock())).asks == 0
    at = house.stores.clock()
    await house.stores.referrals.answer(id_, house.vera, accept=accept, at=at)
    assert (await house.two.line.renewing.knock(house.mona, Knock())).asks == 1


async def test_a_page_learns_from_the_lock_itself_what_waits(house):
    await house.worries(SECRET, Level.L4)
    await house.locked(house.mona)
    await house.two.line.renewing.flush()
    assert house.two.told(house.at_mona, "locked")[-1]["view"]["urgent"]


@pytest.mark.parametrize("role", STAFF)
async def test_a_locked_page_is_told_nothing_but_what_is_on_the_list(house, role):
    one, sid = (house.pat, house.at_pat) if role is Role.PEER else (house.mona, house.at_mona)
    await house.locked(one)
    telling = house.two.line.hearing.delivery.telling
    for event in EVENTS:
        before = len(house.told(sid))
        telling.sid(sid, event)
        telling.role(role, event)
        telling.talk(house.talk, event)
        told = len(house.told(sid)) - before
        assert told == (3 if isinstance(event, TOLD_LOCKED) else 0), event.event


async def test_the_other_browser_of_the_same_person_hears_on(house):
    await house.locked(replace(house.pat, signed_in="another one"))
    await house.says(SECRET)
    assert house.two.heard(house.at_pat)[-1]["text"] == SECRET


async def test_a_lost_hint_locks_and_opens_all_the_same(house):
    await house.lock(house.pat)
    house.nerve.lose_all()
    locks = house.two.line.locks
    assert not locks.hold(house.pat)
    await house.reconcile()
    assert locks.hold(house.pat)
    await house.lock(house.pat, locked=False)
    house.nerve.lose_all()
    await house.reconcile()
    assert not locks.hold(house.pat)


async def test_a_reading_that_is_older_than_a_lock_does_not_open_it(house):
    reconciling, asked, gate = house.two.line.reconciling, asyncio.Event(), asyncio.Event()
    read = reconciling.still_staff

    async def slowly(sessions):
        found = await read(sessions)
        asked.set()
        await gate.wait()
        return found

    reconciling.still_staff = slowly
    older = asyncio.create_task(house.reconcile())
    await asked.wait()
    await house.locked(house.pat)
    gate.set()
    await older
    assert house.two.line.locks.hold(house.pat)


async def test_who_has_gone_for_good_is_no_longer_known(house):
    await house.locked(house.pat)
    async with house.stores.db.write() as tx:
        await tx.execute(update(staff_sessions).values(revoked_at=house.stores.clock()))
    await house.reconcile()
    await house.two.close(house.pat, house.at_pat)
    await house.reconcile()
    assert house.two.line.locks.known == set()


async def test_a_locked_session_that_is_over_hears_nothing_until_it_is_out(house):
    await house.locked(house.pat)
    async with house.stores.db.write() as tx:
        await tx.execute(update(staff_sessions).values(revoked_at=house.stores.clock()))
    await house.reconcile()
    await house.says(SECRET)
    assert house.two.line.locks.hold(house.pat)
    assert house.two.heard(house.at_pat) == []


async def test_a_lock_is_known_where_its_page_is_only_just_coming(house):
    await house.two.close(house.pat, house.at_pat)
    house.two.line.messenger.locked(house.pat.id, house.pat.signed_in, locked=True)
    await house.two.open(house.pat)
    assert house.two.line.locks.hold(house.pat)


def test_in_doubt_a_session_is_locked():
    locks = Locks()
    turn = locks.turn
    locks.note("a", locked=False)
    locks.read({"a": True}, turn)
    assert locks.known == {"a"}
    locks.read({"a": False}, turn)
    assert locks.known == {"a"}
    locks.read({"a": False}, locks.turn)
    assert locks.known == set()
