"""A second step: authenticators, recovery codes, proofs, sessions."""

import asyncio
import base64
from datetime import timedelta

import pytest
from sqlalchemy import select

from server.contract import security_requests as ask
from server.domain.proof import Device, Stranger
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.totp import STEP, code_of, step_of
from server.stores.tables.accounts import authenticators, recovery_codes
from server.stores.tables.house import audit
from tests.services.house import HERE, PASSWORD, a_house


@pytest.fixture
async def house(database_url):
    async with a_house(database_url) as house:
        yield house


async def refused(doing):
    with pytest.raises(Refusal) as no:
        await doing
    return no.value.code


class Phone:
    """Somebody's authenticator: it knows the secret and the time."""

    def __init__(self, house, secret):
        self.house = house
        self.secret = base64.b32decode(secret)

    def code(self, later=timedelta()):
        return code_of(self.secret, step_of(self.house.clock.at + later))


async def secured(house, name="Ada", *roles):
    """Somebody with an authenticator, who has signed in with it: who, phone, recovery codes."""
    who, _ = await house.joined(name, *roles)
    made = await house.securing.start(who, ask.StartAuthenticator())
    phone = Phone(house, made.secret)
    confirming = ask.ConfirmAuthenticator(code=phone.code())
    given = await house.securing.confirm(who, confirming)
    house.clock.at += timedelta(seconds=2 * STEP)
    who, _ = await house.signed_in(name, code=phone.code())
    house.clock.at += timedelta(seconds=2 * STEP)
    return who, phone, given.codes


# Signing in


async def test_with_a_second_step_the_password_is_not_enough(house):
    _, phone, _ = await secured(house)
    assert await refused(house.signed_in("Ada")) is Code.PROVE
    assert await refused(house.signed_in("Ada", code="000000")) is Code.PROVE
    assert await refused(house.signed_in("Ada", "not the right one", phone.code())) is Code.SIGN_IN
    who, token = await house.signed_in("ada", code=phone.code())
    assert (await house.accounts.session_of(token)).id == who.id


async def test_a_code_is_written_as_people_write_it(house):
    _, phone, codes = await secured(house)
    said = phone.code()
    assert await house.signed_in("Ada", code=f" {said[:3]} {said[3:]} ")
    assert await house.signed_in("Ada", code=codes[0].lower().replace("-", " "))


async def test_a_code_that_was_read_over_a_shoulder_is_worth_nothing(house):
    _, phone, _ = await secured(house)
    said = phone.code()
    await house.signed_in("Ada", code=said)
    assert await refused(house.signed_in("Ada", code=said)) is Code.PROVE
    house.clock.at += timedelta(seconds=STEP)
    assert await refused(house.signed_in("Ada", code=said)) is Code.PROVE
    assert await house.signed_in("Ada", code=phone.code())


async def test_two_who_bring_one_code_at_once_are_one(house):
    _, phone, codes = await secured(house)
    for said in (phone.code(), codes[0]):
        both = [house.signed_in("Ada", code=said) for _ in range(2)]
        answers = await asyncio.gather(*both, return_exceptions=True)
        assert sorted(isinstance(answer, Refusal) for answer in answers) == [False, True]


async def test_an_older_code_is_not_taken_after_a_newer_one(house):
    _, phone, _ = await secured(house)
    older = phone.code(-timedelta(seconds=STEP))
    await house.signed_in("Ada", code=phone.code())
    assert await refused(house.signed_in("Ada", code=older)) is Code.PROVE


async def test_each_recovery_code_works_once(house):
    who, _, codes = await secured(house)
    assert len(set(codes)) == 10
    await house.signed_in("Ada", code=codes[3])
    assert await refused(house.signed_in("Ada", code=codes[3])) is Code.PROVE
    shown = await house.securing.show(who, ask.ShowAccount())
    assert (shown.authenticator, shown.codes_left) == (True, 9)


async def test_nobody_signs_in_with_the_codes_of_somebody_else(house):
    _, phone, codes = await secured(house)
    await secured(house, "Bea")
    for said in (phone.code(), codes[0]):
        assert await refused(house.signed_in("Bea", code=said)) is Code.PROVE


async def test_a_guess_is_counted_and_a_right_code_is_not(house):
    _, phone, _ = await secured(house)
    house.throttle.asked.clear()
    house.throttle.right.clear()
    await refused(house.signed_in("Ada", code="000000"))
    await house.signed_in("Ada", code=phone.code())
    assert house.throttle.asked == [("ada", Stranger(HERE))] * 2
    assert house.throttle.right == [("ada", Stranger(HERE))]


async def test_who_guesses_too_often_is_not_looked_at(house):
    _, phone, _ = await secured(house)
    house.throttle.refusal = Refusal(Code.TOO_FAST, retry_after=8.5)
    assert await refused(house.signed_in("Ada", code=phone.code())) is Code.TOO_FAST


# Setting it up


async def test_an_authenticator_counts_when_it_is_confirmed(house):
    who, _ = await house.joined("Ada")
    made = await house.securing.start(who, ask.StartAuthenticator())
    assert await house.signed_in("Ada")
    assert made.address == f"otpauth://totp/Warmline%3AAda?secret={made.secret}&issuer=Warmline"
    assert len(made.picture) == len(made.picture[0]) >= 21
    wrong = house.securing.confirm(who, ask.ConfirmAuthenticator(code="000000"))
    assert await refused(wrong) is Code.PROVE
    assert await house.signed_in("Ada")


async def test_starting_again_makes_another_secret_until_one_is_confirmed(house):
    who, _ = await house.joined("Ada")
    first = await house.securing.start(who, ask.StartAuthenticator())
    second = await house.securing.start(who, ask.StartAuthenticator())
    old = ask.ConfirmAuthenticator(code=Phone(house, first.secret).code())
    assert await refused(house.securing.confirm(who, old)) is Code.PROVE
    new = ask.ConfirmAuthenticator(code=Phone(house, second.secret).code())
    await house.securing.confirm(who, new)
    assert await refused(house.securing.confirm(who, new)) is Code.NOT_NOW
    assert await refused(house.securing.start(who, ask.StartAuthenticator())) is Code.NOT_NOW


async def test_without_it_the_password_is_enough_again(house):
    who, *_ = await secured(house)
    await house.securing.drop(who, ask.DropAuthenticator())
    who, _ = await house.signed_in("Ada")
    assert not who.second_step
    assert await refused(house.securing.renew_codes(who, ask.RenewCodes())) is Code.NOT_NOW
    async with house.db.read() as tx:
        assert not (await tx.execute(select(recovery_codes))).all()


async def test_new_recovery_codes_end_the_old_ones(house):
    who, _, codes = await secured(house)
    given = await house.securing.renew_codes(who, ask.RenewCodes())
    assert await refused(house.signed_in("Ada", code=codes[0])) is Code.PROVE
    assert await house.signed_in("Ada", code=given.codes[0])


async def test_neither_a_secret_nor_a_code_can_be_read_in_the_tables(house):
    _, phone, codes = await secured(house)
    async with house.db.read() as tx:
        rows = [(await tx.execute(select(t))).all() for t in (authenticators, recovery_codes)]
    kept = repr(rows)
    assert repr(phone.secret)[2:-1] not in kept
    assert base64.b32encode(phone.secret).decode() not in kept
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


async def test_who_changes_what_is_in_the_audit(house):
    who, _, codes = await secured(house)
    await house.signed_in("Ada", code=codes[0])
    await house.securing.renew_codes(who, ask.RenewCodes())
    await house.securing.drop(who, ask.DropAuthenticator())
    async with house.db.read() as tx:
        did = [row.did for row in await tx.execute(select(audit).where(audit.c.who == who.id))]
    assert [each for each in did if each != "sign_in"] == [
        "accept_invitation",
        "add_authenticator",
        "use_recovery_code",
        "renew_recovery_codes",
        "drop_authenticator",
    ]


# A service that asks for it


@pytest.fixture
async def strict(sqlite_url):
    async with a_house(sqlite_url, required=True) as house:
        yield house


async def test_where_it_is_required_nobody_has_a_role_without_it(strict):
    _, token = await strict.joined("Ada", Role.PEER, Role.ADMINISTRATOR)
    here = await strict.accounts.session_of(token)
    assert (here.roles, here.must_secure) == ((), True)
    made = await strict.securing.start(here, ask.StartAuthenticator())
    code = Phone(strict, made.secret).code()
    await strict.securing.confirm(here, ask.ConfirmAuthenticator(code=code))
    here = await strict.accounts.session_of(token)
    assert (here.roles, here.must_secure) == ((Role.PEER, Role.ADMINISTRATOR), False)


# Showing again that it is you


async def test_a_proof_is_the_password_where_there_is_no_second_step(house):
    _, token = await house.joined("Ada")
    house.clock.at += timedelta(hours=1)
    who = await house.accounts.session_of(token)
    wrong = house.proving.prove(who, ask.Prove(password="not the right one"))
    assert await refused(wrong) is Code.PROVE
    assert (await house.accounts.session_of(token)).proven_at < house.clock.at
    await house.proving.prove(who, ask.Prove(password=PASSWORD))
    assert (await house.accounts.session_of(token)).proven_at == house.clock.at


async def test_a_proof_is_a_code_where_there_is_one(house):
    who, phone, _ = await secured(house)
    assert await refused(house.proving.prove(who, ask.Prove(password=PASSWORD))) is Code.PROVE
    await house.proving.prove(who, ask.Prove(code=phone.code()))
    house.throttle.refusal = Refusal(Code.TOO_FAST)
    assert await refused(house.proving.prove(who, ask.Prove(code=""))) is Code.TOO_FAST


# Sessions


async def test_somebody_sees_where_they_are_signed_in_and_ends_one(house):
    await house.joined("Ada")
    house.clock.at += timedelta(minutes=5)
    _, lost = await house.signed_in("Ada", device=Device.PHONE)
    house.clock.at += timedelta(minutes=5)
    who, here = await house.signed_in("Ada", device=Device.COMPUTER)
    shown = (await house.securing.show(who, ask.ShowAccount())).sessions
    assert [(one.device, one.mine) for one in shown] == [
        (Device.COMPUTER, True),
        (Device.PHONE, False),
        (Device.OTHER, False),
    ]
    await house.securing.end_session(who, ask.EndSession(session=shown[1].id))
    assert await house.accounts.session_of(lost) is None
    assert await house.accounts.session_of(here) == who
    assert house.revoked == [who.id]
    again = house.securing.end_session(who, ask.EndSession(session=shown[1].id))
    assert await refused(again) is Code.NOT_FOUND


async def test_nobody_ends_a_session_of_somebody_else(house):
    ada, token = await house.joined("Ada")
    bea, _ = await house.joined("Bea")
    [session] = (await house.securing.show(ada, ask.ShowAccount())).sessions
    ending = house.securing.end_session(bea, ask.EndSession(session=session.id))
    assert await refused(ending) is Code.NOT_FOUND
    assert await house.accounts.session_of(token) == ada


async def test_a_new_password_ends_every_other_session(house):
    _, lost = await house.joined("Ada")
    who, here = await house.signed_in("Ada")
    await house.securing.change_password(who, ask.ChangePassword(password="quite another one"))
    assert await house.accounts.session_of(lost) is None
    assert await house.accounts.session_of(here) == who
    assert await refused(house.signed_in("Ada")) is Code.SIGN_IN
    assert await house.signed_in("Ada", "quite another one")
    assert house.revoked == [who.id]
