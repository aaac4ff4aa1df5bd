"""Who may come in, for how long, and who decides it."""

import asyncio
import threading
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from server.contract.team_requests import Disable, GiveRoles, ShowTeam
from server.domain.proof import Stranger
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import BadField, folded, tidy
from server.services.accounts.passwords import Argon2Passwords
from server.stores import audit as auditing
from server.stores.tables.house import audit, invitations, staff, staff_sessions
from tests.services.house import HERE, PASSWORD, QUICK, a_house


@pytest.fixture
async def house(database_url):
    async with a_house(database_url) as house:
        yield house


async def refused(doing):
    with pytest.raises(Refusal) as no:
        await doing
    return no.value.code


def give(house, by, id, roles):
    return house.administering.give_roles(by, GiveRoles(id=id, roles=roles))


def shut_out(house, by, id):
    return house.administering.disable(by, Disable(id=id, disabled=True))


def let_back(house, by, id):
    return house.administering.disable(by, Disable(id=id, disabled=False))


async def rows(house, table):
    async with house.db.read() as tx:
        return (await tx.execute(select(table))).all()


# Invitations


async def test_an_invitation_makes_somebody_one_of_the_team(house):
    who, token = await house.joined("Ada", Role.PEER, Role.MODERATOR)
    assert (who.name, who.roles) == ("Ada", (Role.PEER, Role.MODERATOR))
    assert await house.accounts.session_of(token) == who


async def test_the_link_holds_its_token_where_no_server_sees_it(house):
    link, expires_at = await house.inviting.invite((Role.PEER,))
    page, _, token = link.partition("#invitation=")
    assert page == "https://chat.example.org/console"
    assert len(token) == 43
    assert expires_at == house.clock.at + timedelta(hours=72)


async def test_an_invitation_can_be_looked_at_before_it_is_accepted(house):
    token = await house.invited(Role.MODERATOR)
    found = await house.inviting.look(token)
    assert (found.roles, found.created_by) == ((Role.MODERATOR,), "command line")


async def test_an_invitation_works_once(house):
    token = await house.invited(Role.PEER)
    await house.accepted(token, "Ada", PASSWORD)
    assert await refused(house.accepted(token, "Bea", PASSWORD)) is Code.NOT_FOUND
    assert await refused(house.inviting.look(token)) is Code.NOT_FOUND


async def test_two_who_accept_at_once_are_one(house):
    token = await house.invited(Role.ADMINISTRATOR)
    both = [house.accepted(token, name, PASSWORD) for name in ("Ada", "Bea")]
    answers = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(isinstance(answer, Refusal) for answer in answers) == [False, True]
    assert len(await rows(house, staff)) == 1


async def test_an_invitation_ends_after_three_days(house):
    token = await house.invited(Role.PEER)
    house.clock.at += timedelta(hours=72)
    assert await refused(house.accepted(token, "Ada", PASSWORD)) is Code.NOT_FOUND


async def test_an_unknown_invitation_looks_like_a_used_one(house):
    assert await refused(house.inviting.look("x" * 43)) is Code.NOT_FOUND


@pytest.mark.parametrize("again", ["Ada", "ada", " ADA ", "Ａda", "ﬀ"])
async def test_a_name_is_taken_however_it_is_written(house, again):
    await house.joined("Ada" if again != "ﬀ" else "FF")
    token = await house.invited(Role.PEER)
    assert await refused(house.accepted(token, again, PASSWORD)) is Code.TAKEN
    who, _ = await house.accepted(token, "Bea", PASSWORD)
    assert who.name == "Bea"


@pytest.mark.parametrize("name", ["", "A", " A ", "A" * 41, "A\u202eda", "A\x00da"])
async def test_a_name_that_is_none_is_refused(house, name):
    token = await house.invited(Role.PEER)
    with pytest.raises(BadField) as wrong:
        await house.accepted(token, name, PASSWORD)
    assert wrong.value.field == "name"


@pytest.mark.parametrize(
    "password", ["", "eleven char", "Ada Lovelace!", "ADA LOVELACE!", "x" * 257]
)
async def test_a_password_that_is_none_is_refused(house, password):
    token = await house.invited(Role.PEER)
    with pytest.raises(BadField) as wrong:
        await house.accepted(token, "Ada Lovelace!", password)
    assert wrong.value.field == "password"
    assert password not in str(wrong.value) or not password


@pytest.mark.parametrize("roles", [(), (Role.VISITOR,), (Role.PEER, Role.SERVICE)])
async def test_nobody_is_invited_as_what_no_staff_is(house, roles):
    with pytest.raises(BadField):
        await house.inviting.invite(roles)


@given(st.text(max_size=60))
def test_a_tidy_name_stays_as_it_is_and_folding_is_done_once(name):
    assert tidy(tidy(name)) == tidy(name)
    assert folded(tidy(name)) == folded(name)


# Signing in and out


async def test_who_knows_the_password_is_let_in(house):
    ada, _ = await house.joined("Ada")
    who, token = await house.signed_in("ada", PASSWORD)
    assert who == ada
    assert await house.accounts.session_of(token) == ada
    assert house.throttle.right == [("ada", Stranger(HERE))]


async def test_an_unknown_name_and_a_wrong_password_get_one_answer(house):
    await house.joined("Ada")
    boss, _ = await house.joined("Boss", Role.ADMINISTRATOR)
    bea, _ = await house.joined("Bea")
    await shut_out(house, boss, bea.id)
    tries = [("Ada", "wrong password!"), ("Nobody", PASSWORD), ("Bea", PASSWORD)]
    codes = {await refused(house.signed_in(*each)) for each in tries}
    assert codes == {Code.SIGN_IN}
    assert house.throttle.right == []


async def test_an_unknown_name_costs_as_much_as_a_wrong_password(house):
    verified = []

    class Counting(PasswordHasher):
        def verify(self, hashed, password):
            verified.append(hashed)
            return super().verify(hashed, password)

    passwords = Argon2Passwords(Counting(time_cost=1, memory_cost=8, parallelism=1))
    assert not await passwords.fits(PASSWORD, None)
    assert not await passwords.fits(PASSWORD, QUICK.hash("another one, long"))
    assert len(verified) == 2


async def test_too_many_tries_are_refused_before_any_hashing(house):
    await house.joined("Ada")
    house.throttle.refusal = Refusal(Code.TOO_FAST, retry_after=9)
    house.passwords.fits = None  # calling it would fail
    with pytest.raises(Refusal) as no:
        await house.signed_in("Ada")
    assert (no.value.code, no.value.retry_after) == (Code.TOO_FAST, 9)
    assert house.throttle.asked == [("ada", Stranger(HERE))]


async def test_only_so_many_passwords_are_hashed_at_once():
    at_once, most, lock = 0, 0, threading.Lock()

    class Slow(PasswordHasher):
        def hash(self, password, **more):
            nonlocal at_once, most
            with lock:
                at_once += 1
                most = max(most, at_once)
            try:
                return super().hash(password, **more)
            finally:
                with lock:
                    at_once -= 1

    passwords = Argon2Passwords(Slow(time_cost=4, memory_cost=1024, parallelism=1), at_once=2)
    await asyncio.gather(*(passwords.hash(f"password number {n}") for n in range(12)))
    assert most <= 2


async def test_a_session_ends_after_twelve_hours(house):
    _, token = await house.joined("Ada")
    house.clock.at += timedelta(hours=12)
    assert await house.accounts.session_of(token) is None


async def test_signing_out_ends_this_session_and_closes_the_sockets(house):
    ada, first = await house.joined("Ada")
    _, second = await house.signed_in("Ada")
    await house.accounts.sign_out(first)
    await house.accounts.sign_out(first)
    assert await house.accounts.session_of(first) is None
    assert await house.accounts.session_of(second) == ada
    assert house.revoked == [ada.id]


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "\ud800", "x" * 5000])
async def test_a_made_up_token_is_nobody(house, token):
    assert await house.accounts.session_of(token) is None


# The team


@pytest.fixture
async def boss(house):
    boss, _ = await house.joined("Boss", Role.ADMINISTRATOR)
    return boss


async def test_an_administrator_sees_the_team_and_the_open_invitations(house, boss):
    await house.joined("Ada")
    await house.inviting.invite((Role.MODERATOR,), boss)
    shown = await house.administering.show(boss, ShowTeam())
    assert [(each.name, each.roles, each.disabled) for each in shown.staff] == [
        ("Ada", (Role.PEER,), False),
        ("Boss", (Role.ADMINISTRATOR,), False),
    ]
    assert [(each.roles, each.created_by) for each in shown.invitations] == [
        ((Role.MODERATOR,), "Boss")
    ]


async def test_granted_roles_count_at_once(house, boss):
    ada, token = await house.joined("Ada")
    await give(house, boss, ada.id, (Role.MODERATOR, Role.PEER))
    assert (await house.accounts.session_of(token)).roles == (Role.PEER, Role.MODERATOR)
    assert house.revoked == [ada.id]


async def test_who_is_disabled_is_out_everywhere_at_once(house, boss):
    ada, token = await house.joined("Ada")
    await shut_out(house, boss, ada.id)
    assert await house.accounts.session_of(token) is None
    assert house.revoked == [ada.id]


async def test_who_is_enabled_again_must_sign_in_again(house, boss):
    ada, token = await house.joined("Ada")
    await shut_out(house, boss, ada.id)
    await let_back(house, boss, ada.id)
    assert await house.accounts.session_of(token) is None
    assert (await house.signed_in("Ada"))[0] == ada


async def test_the_last_administrator_stays(house, boss):
    gone, _ = await house.joined("Gone", Role.ADMINISTRATOR)
    await shut_out(house, boss, gone.id)
    assert await refused(shut_out(house, boss, boss.id)) is Code.NOT_NOW
    assert await refused(give(house, boss, boss.id, (Role.PEER,))) is Code.NOT_NOW
    await give(house, boss, boss.id, (Role.ADMINISTRATOR, Role.PEER))


async def test_two_administrators_cannot_remove_each_other_at_once(house, boss):
    other, _ = await house.joined("Other", Role.ADMINISTRATOR)
    both = [(boss, other), (other, boss)]
    removals = [shut_out(house, by, whom.id) for by, whom in both]
    answers = await asyncio.gather(*removals, return_exceptions=True)
    assert sorted(isinstance(answer, Refusal) for answer in answers) == [False, True]


async def test_who_is_unknown_cannot_be_changed(house, boss):
    for doing in (
        shut_out(house, boss, "none"),
        let_back(house, boss, "none"),
        give(house, boss, "none", (Role.PEER,)),
    ):
        assert await refused(doing) is Code.NOT_FOUND
    assert house.revoked == []


async def test_everything_is_in_the_audit(house, boss):
    ada, _ = await house.joined("Ada")
    _, token = await house.signed_in("Ada")
    await house.accounts.sign_out(token)
    await give(house, boss, ada.id, (Role.MODERATOR,))
    await shut_out(house, boss, ada.id)
    await let_back(house, boss, ada.id)
    told = [(row.who, row.did, row.about, row.reason) for row in await rows(house, audit)]
    assert told[2:] == [
        ("command line", "invite", "staff", "peer"),
        (ada.id, "accept_invitation", ada.id, ""),
        (ada.id, "sign_in", ada.id, ""),
        (ada.id, "sign_out", ada.id, ""),
        (boss.id, "grant_roles", ada.id, "moderator"),
        (boss.id, "disable", ada.id, ""),
        (boss.id, "enable", ada.id, ""),
    ]
    assert await auditing.verify(house.db) is None


async def test_no_token_and_no_password_is_kept(house):
    token = await house.invited(Role.PEER)
    _, cookie = await house.accepted(token, "Ada", PASSWORD)
    kept = [await rows(house, table) for table in (staff, staff_sessions, invitations, audit)]
    everything = repr(kept)
    assert "argon2id" in everything
    assert not [secret for secret in (token, cookie, PASSWORD) if secret in everything]


async def test_nobody_shows_a_name_by_accident(house):
    ada, _ = await house.joined("Canary")
    assert "Canary" not in repr(ada)
    assert "Canary" not in repr(await house.administering.teams.everybody())
