"""Passkeys: made, believed, and not believed."""

import asyncio
from datetime import timedelta

import pytest

from server.contract import passkey_requests as ask
from server.contract import security_requests as secure
from server.contract.team_requests import Disable
from server.domain.proof import CHALLENGE_LIFE, Stranger
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from tests.services.house import HERE, a_house
from tests.services.key import PRESENT, Key


@pytest.fixture
async def house(database_url):
    async with a_house(database_url) as house:
        yield house


async def refused(doing):
    with pytest.raises(Refusal) as no:
        await doing
    return no.value.code


async def with_a_key(house, name="Ada"):
    who, token = await house.joined(name)
    key = Key()
    offered = await house.recognising.offer(who, ask.OfferPasskey())
    await house.recognising.add(who, ask.AddPasskey(credential=key.made(offered.options)))
    return await house.accounts.session_of(token), key


async def question(house):
    return (await house.recognising.ask(Stranger(HERE), ask.AskForPasskey())).options


async def sign_in(house, credential):
    asked = ask.SignInWithPasskey(credential=credential)
    return await house.recognising.sign_in(Stranger(HERE), asked)


async def test_who_has_a_passkey_comes_in_with_it_alone(house):
    ada, key = await with_a_key(house)
    who, token = await sign_in(house, key.signed(await question(house)))
    assert who == ada
    assert await house.accounts.session_of(token) == ada


async def test_with_a_passkey_the_password_alone_is_not_enough(house):
    ada, _ = await with_a_key(house)
    assert ada.second_step
    assert await refused(house.signed_in("Ada")) is Code.PROVE
    codes = (await house.securing.renew_codes(ada, secure.RenewCodes())).codes
    assert await house.signed_in("Ada", code=codes[0])


async def test_an_answer_counts_once(house):
    _, key = await with_a_key(house)
    answer = key.signed(await question(house))
    both = await asyncio.gather(*[sign_in(house, answer) for _ in range(2)], return_exceptions=True)
    assert sorted(isinstance(one, Refusal) for one in both) == [False, True]
    assert await refused(sign_in(house, answer)) is Code.SIGN_IN


async def test_an_answer_that_comes_too_late_is_none(house):
    _, key = await with_a_key(house)
    answer = key.signed(await question(house))
    house.clock.at += CHALLENGE_LIFE
    assert await refused(sign_in(house, answer)) is Code.SIGN_IN


async def test_nobody_comes_in_by_a_question_that_we_never_asked(house):
    _, key = await with_a_key(house)
    made_up = '{"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}'
    assert await refused(sign_in(house, key.signed(made_up))) is Code.SIGN_IN


async def test_a_page_elsewhere_can_not_pass_an_answer_on(house):
    _, key = await with_a_key(house)
    for name, elsewhere in (("origin", "https://chat.example.com"), ("host", "example.com")):
        before = getattr(key, name)
        setattr(key, name, elsewhere)
        assert await refused(sign_in(house, key.signed(await question(house)))) is Code.SIGN_IN
        setattr(key, name, before)
    assert await sign_in(house, key.signed(await question(house)))


async def test_a_key_that_did_not_look_who_holds_it_opens_nothing(house):
    _, key = await with_a_key(house)
    key.flags = PRESENT
    assert await refused(sign_in(house, key.signed(await question(house)))) is Code.SIGN_IN


async def test_the_copy_of_a_key_is_noticed_by_its_counter(house):
    _, key = await with_a_key(house)
    await sign_in(house, key.signed(await question(house)))
    key.signs = 0
    assert await refused(sign_in(house, key.signed(await question(house)))) is Code.SIGN_IN


async def test_a_signature_of_another_key_opens_nothing(house):
    _, key = await with_a_key(house)
    other = Key()
    other.id = key.id
    assert await refused(sign_in(house, other.signed(await question(house)))) is Code.SIGN_IN
    assert await refused(sign_in(house, Key().signed(await question(house)))) is Code.SIGN_IN


@pytest.mark.parametrize(
    "credential", ["{}", "[]", "null", "x" * 100, '{"id": 1}', '{"rawId": "ä", "response": []}']
)
async def test_what_is_no_credential_opens_nothing(house, credential):
    who, _ = await house.joined("Ada")
    assert await refused(sign_in(house, credential)) is Code.SIGN_IN
    adding = house.recognising.add(who, ask.AddPasskey(credential=credential))
    assert await refused(adding) is Code.PROVE
    proving = house.recognising.prove(who, ask.ProveWithPasskey(credential=credential))
    assert await refused(proving) is Code.PROVE


async def test_who_was_disabled_has_a_key_to_nothing(house):
    ada, key = await with_a_key(house)
    boss, _ = await house.joined("Boss", Role.ADMINISTRATOR)
    await house.administering.disable(boss, Disable(id=ada.id, disabled=True))
    assert await refused(sign_in(house, key.signed(await question(house)))) is Code.SIGN_IN


async def test_what_was_offered_to_somebody_else_is_not_taken(house):
    ada, _ = await house.joined("Ada")
    bea, _ = await house.joined("Bea")
    offered = await house.recognising.offer(ada, ask.OfferPasskey())
    made = ask.AddPasskey(credential=Key().made(offered.options))
    assert await refused(house.recognising.add(bea, made)) is Code.PROVE


async def test_somebody_shows_by_their_own_key_that_it_is_them(house):
    ada, key = await with_a_key(house)
    _, other = await with_a_key(house, "Bea")
    house.clock.at += timedelta(hours=1)
    for one, fits in ((other, False), (key, True)):
        asked = await house.recognising.ask_for_proof(ada, ask.AskForProof())
        shown = ask.ProveWithPasskey(credential=one.signed(asked.options))
        if fits:
            await house.recognising.prove(ada, shown)
        else:
            assert await refused(house.recognising.prove(ada, shown)) is Code.PROVE
    again = await house.accounts.sessions.of(ada.session, house.clock.at)
    assert again.proven_at == house.clock.at


async def test_a_passkey_is_taken_away_by_its_owner_alone(house):
    ada, key = await with_a_key(house)
    bea, _ = await house.joined("Bea")
    await house.securing.renew_codes(ada, secure.RenewCodes())
    [card] = (await house.securing.show(ada, secure.ShowAccount())).passkeys
    dropping = ask.DropPasskey(passkey=card.id)
    assert await refused(house.recognising.drop(bea, dropping)) is Code.NOT_FOUND
    await house.recognising.drop(ada, dropping)
    shown = await house.securing.show(ada, secure.ShowAccount())
    assert (shown.passkeys, shown.codes_left) == ((), 0)
    assert await refused(sign_in(house, key.signed(await question(house)))) is Code.SIGN_IN
    assert await house.signed_in("Ada")


async def test_who_asks_too_often_is_not_answered(house):
    house.throttle.refusal = Refusal(Code.TOO_FAST)
    assert await refused(question(house)) is Code.TOO_FAST
