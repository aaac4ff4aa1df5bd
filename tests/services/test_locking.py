"""A locked session stays locked until its owner shows that it is them."""

import pytest
from sqlalchemy import select

from server.contract import security_requests as ask
from server.domain.refusal import Code, Refusal
from server.stores.accounts.roles import SqlRoles
from server.stores.tables.house import audit
from tests.services.house import PASSWORD, a_house


@pytest.fixture
async def house(database_url):
    async with a_house(database_url) as house:
        yield house


async def locked(house, name="Ada"):
    """Somebody whose console is locked: who, and the token of that session."""
    who, token = await house.joined(name)
    await house.locking.lock(who, ask.Lock())
    return await house.accounts.session_of(token), token


async def refused(doing):
    with pytest.raises(Refusal) as no:
        await doing
    return no.value.code


async def test_a_locked_session_is_locked_wherever_it_is_asked_for_and_locking_twice_is_harmless(
    house,
):
    who, token = await locked(house)
    await house.locking.lock(who, ask.Lock())
    assert (await house.accounts.session_of(token)).locked
    assert (await SqlRoles(house.db, house.clock, required=False).now([who.session]))[
        who.session
    ].locked
    assert house.locks_told == [(who.id, True)] * 2


async def test_the_other_browser_of_the_same_person_stays_open(house):
    _, elsewhere = await house.joined("Ada")
    who, token = await house.signed_in("Ada")
    await house.locking.lock(who, ask.Lock())
    assert (await house.accounts.session_of(token)).locked
    assert not (await house.accounts.session_of(elsewhere)).locked


async def test_the_password_unlocks_it_and_the_audit_says_so(house):
    who, token = await locked(house)
    await house.proving.prove(who, ask.Prove(password=PASSWORD))
    assert not (await house.accounts.session_of(token)).locked
    assert house.locks_told[-1] == (who.id, False)
    async with house.db.read() as tx:
        assert "unlock" in (await tx.execute(select(audit.c.did))).scalars().all()


async def test_a_proof_of_what_is_not_locked_tells_nobody(house):
    who, _ = await house.joined("Ada")
    await house.proving.prove(who, ask.Prove(password=PASSWORD))
    assert house.locks_told == []
    async with house.db.read() as tx:
        assert "unlock" not in (await tx.execute(select(audit.c.did))).scalars().all()


async def test_a_wrong_password_leaves_it_locked_and_too_many_are_throttled(house):
    who, token = await locked(house)
    assert await refused(house.proving.prove(who, ask.Prove(password="not it"))) is Code.PROVE
    house.throttle.refusal = Refusal(Code.TOO_FAST)
    right = ask.Prove(password=PASSWORD)
    assert await refused(house.proving.prove(who, right)) is Code.TOO_FAST
    assert (await house.accounts.session_of(token)).locked


async def test_a_session_that_is_over_is_not_opened_by_a_proof(house):
    who, token = await locked(house)
    await house.accounts.sign_out(token)
    await house.proving.prove(who, ask.Prove(password=PASSWORD))
    assert await house.accounts.session_of(token) is None
    assert house.locks_told[-1] == (who.id, True)
