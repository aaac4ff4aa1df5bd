"""The way back: two staff say yes, the link works once, and nothing of before counts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from server.contract import way_back_requests as back
from server.domain.lifecycle import StepNotAllowed
from server.domain.proof import Stranger
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import BadField
from server.services.accounts.finding_back import FindingBack
from server.services.accounts.tokens import new_token
from server.stores.accounts.ways_back import SqlWaysBack
from server.stores.keys.house_key import HouseKey
from server.stores.rows import ways_back as rows
from server.stores.tables.accounts import ways_back
from server.stores.tables.house import audit
from tests.services.house import HERE, PASSWORD, a_house

NEW = "seven quiet otters sing"
REASON = "They rang me; I know their voice."
STRANGER = Stranger(HERE)


@pytest.fixture
async def house(database_url, tmp_path):
    async with a_house(database_url) as house:
        numbers = iter(range(100))
        house.finding_back = FindingBack(
            SqlWaysBack(
                house.db, HouseKey(tmp_path), lambda: f"way-{next(numbers)}", house.calling
            ),
            house.passwords,
            house.revoked.append,
            house.told.append,
            "https://chat.example.org/console",
            house.clock,
            new_token,
        )
        yield house


@pytest.fixture
async def ada(house):
    return (await house.joined("Ada", Role.ADMINISTRATOR))[0]


@pytest.fixture
async def mo(house):
    return (await house.joined("Mo", Role.MODERATOR))[0]


@pytest.fixture
async def lou(house):
    return (await house.joined("Lou"))[0]


async def asked(house, by, whose):
    await house.finding_back.ask(by, back.AskWayBack(staff=whose.id, reason=REASON))
    return (await house.finding_back.show(by, back.ShowWaysBack())).ways[-1].id


async def confirmed(house, by, whose, second):
    """The token of the link."""
    way = await asked(house, by, whose)
    made = await house.finding_back.confirm(second, back.ConfirmWayBack(id=way))
    return made.link.partition("#back=")[2]


async def uses(house, token, password=NEW):
    await house.finding_back.use(STRANGER, back.UseWayBack(token=token, password=password))


async def no(doing, kind=Refusal):
    with pytest.raises(kind) as refused:
        await doing
    return getattr(refused.value, "code", None)


async def test_with_two_yeses_a_new_password_lets_in_and_nothing_of_before_does(
    house, ada, mo, lou
):
    _, old = await house.signed_in("Lou")
    seed = (await house.securing.start(lou, None)).secret
    assert seed
    token = await confirmed(house, ada, lou, mo)
    looked = await house.finding_back.look(STRANGER, back.LookAtWayBack(token=token))
    assert looked.name == "Lou"
    await uses(house, token)
    assert house.revoked == [lou.id]
    assert await house.accounts.session_of(old) is None
    assert await no(house.signed_in("Lou", PASSWORD)) is Code.SIGN_IN
    who, _ = await house.signed_in("Lou", NEW)
    assert who.id == lou.id
    assert not who.second_step


async def test_the_link_works_once(house, ada, mo, lou):
    token = await confirmed(house, ada, lou, mo)
    await uses(house, token)
    assert await no(uses(house, token, "another quiet otter")) is Code.NOT_FOUND


async def test_who_asked_cannot_confirm_nor_can_whose_it_is(house, ada, lou):
    mo = (await house.joined("Moe", Role.MODERATOR))[0]
    way = await asked(house, ada, mo)
    for who in (ada, mo):
        await no(house.finding_back.confirm(who, back.ConfirmWayBack(id=way)), StepNotAllowed)
    assert await no(asked(house, ada, ada)) is Code.NOT_FOUND


async def test_whom_the_asker_has_just_let_in_cannot_be_the_second_person(house, ada, lou):
    """One administrator made an account, and was both."""
    way = await asked(house, ada, lou)
    link, _ = await house.inviting.invite((Role.MODERATOR,), ada)
    puppet, _ = await house.accepted(link.partition("#invitation=")[2], "Puppet")
    confirming = back.ConfirmWayBack(id=way)
    await no(house.finding_back.confirm(puppet, confirming), StepNotAllowed)
    house.clock.at += timedelta(days=7)
    way = await asked(house, ada, lou)
    assert await house.finding_back.confirm(puppet, back.ConfirmWayBack(id=way))


async def test_a_moderator_gets_no_link_into_an_administrators_account(house, ada, mo):
    bea = (await house.joined("Bea", Role.ADMINISTRATOR))[0]
    eve = (await house.joined("Eve", Role.ADMINISTRATOR))[0]
    way = await asked(house, ada, eve)
    confirming = back.ConfirmWayBack(id=way)
    assert await no(house.finding_back.confirm(mo, confirming)) is Code.NOT_FOUND
    assert (await house.finding_back.show(mo, back.ShowWaysBack())).ways == ()
    assert await house.finding_back.confirm(bea, confirming)


async def test_before_the_second_yes_there_is_no_link(house, ada, mo, lou):
    way = await asked(house, ada, lou)
    assert await no(uses(house, way)) is Code.NOT_FOUND
    assert await no(uses(house, "")) is Code.NOT_FOUND


async def test_the_owner_sees_it_without_the_reason_and_stops_it(house, ada, mo, lou):
    token = await confirmed(house, ada, lou, mo)
    (card,) = (await house.finding_back.show(lou, back.ShowWaysBack())).ways
    assert (card.own, card.asked_by, card.reason) == (True, "Ada", "")
    await house.finding_back.stop(lou, back.StopWayBack(id=card.id))
    assert await no(uses(house, token)) is Code.NOT_FOUND
    await house.signed_in("Lou", PASSWORD)


async def test_another_peer_neither_sees_nor_stops_it(house, ada, lou):
    way = await asked(house, ada, lou)
    bea = (await house.joined("Bea"))[0]
    assert (await house.finding_back.show(bea, back.ShowWaysBack())).ways == ()
    stopping = house.finding_back.stop(bea, back.StopWayBack(id=way))
    assert await no(stopping) is Code.NOT_FOUND


async def test_one_at_a_time_for_each_person(house, ada, lou):
    await asked(house, ada, lou)
    assert await no(asked(house, ada, lou)) is Code.TAKEN


async def test_a_question_and_a_link_lapse(house, ada, mo, lou):
    way = await asked(house, ada, lou)
    house.clock.at += timedelta(days=2)
    confirming = house.finding_back.confirm(mo, back.ConfirmWayBack(id=way))
    assert await no(confirming) is Code.NOT_FOUND
    token = await confirmed(house, ada, lou, mo)
    house.clock.at += timedelta(hours=24)
    assert await no(uses(house, token)) is Code.NOT_FOUND


async def test_nobody_disabled_comes_back(house, ada, mo, lou):
    token = await confirmed(house, ada, lou, mo)
    await house.administering.rights.disable(lou.id, ada.id, house.clock())
    assert await no(uses(house, token)) is Code.NOT_FOUND
    assert await no(asked(house, ada, lou)) is Code.NOT_FOUND


async def test_a_weak_password_is_refused_and_the_link_stays(house, ada, mo, lou):
    token = await confirmed(house, ada, lou, mo)
    await no(uses(house, token, "short"), BadField)
    await uses(house, token)


async def kept(house):
    async with house.db.read() as tx:
        return list(await tx.scalars(select(ways_back.c.reason)))


async def test_how_somebody_was_recognised_is_read_by_who_confirms_and_kept_sealed(
    house, ada, mo, lou
):
    await asked(house, ada, lou)
    (card,) = (await house.finding_back.show(mo, back.ShowWaysBack())).ways
    assert card.reason == REASON
    [sealed] = await kept(house)
    assert REASON.encode() not in sealed
    async with house.db.read() as tx:
        assert REASON not in list(await tx.scalars(select(audit.c.reason)))


async def test_it_is_gone_as_soon_as_the_link_is_used_or_stopped_and_when_it_has_lapsed(
    house, ada, mo, lou
):
    await uses(house, await confirmed(house, ada, lou, mo))
    way = await asked(house, ada, lou)
    await house.finding_back.stop(mo, back.StopWayBack(id=way))
    assert await kept(house) == [None, None]
    await asked(house, ada, lou)
    async with house.db.write() as tx:
        await rows.forget(tx, house.clock())
    assert None in await kept(house) != [None] * 3
    house.clock.at += timedelta(days=2)
    async with house.db.write() as tx:
        await rows.forget(tx, house.clock())
    assert await kept(house) == [None] * 3


async def test_a_way_back_works_though_the_key_is_lost_with_which_its_reason_was_sealed(
    house, ada, mo, lou, tmp_path
):
    token = await confirmed(house, ada, lou, mo)
    another = replace(house.finding_back.store, key=HouseKey(tmp_path / "another"))
    house.finding_back = replace(house.finding_back, store=another)
    (card,) = (await house.finding_back.show(mo, back.ShowWaysBack())).ways
    assert card.reason == ""
    await uses(house, token)


async def test_every_step_is_in_the_audit(house, ada, mo, lou):
    await uses(house, await confirmed(house, ada, lou, mo))
    async with house.db.read() as tx:
        rows = (await tx.execute(select(audit).where(audit.c.did.like("%way_back")))).all()
    assert [(row.did, row.who) for row in rows] == [
        ("ask_way_back", ada.id),
        ("confirm_way_back", mo.id),
        ("use_way_back", lou.id),
    ]
