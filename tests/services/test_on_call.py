"""Those on shift let us reach a browser, and take it back."""

from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from server.contract.pager_requests import (
    ForgetBrowser,
    LeaveThisBrowser,
    PageThisBrowser,
    ShowBrowsers,
    TryPush,
)
from server.domain.proof import Device
from server.domain.push import About
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import BadField
from server.stores.risk.push import SqlPush
from server.transport.paging.push_sealing import point
from tests.services.house import a_house

HERE = "https://eu.push.example.org/send/1"
POINT, SECRET = point(ec.generate_private_key(ec.SECP256R1())), b"S" * 16


def text(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def asked(endpoint=HERE, key=POINT, **more):
    return PageThisBrowser(endpoint=endpoint, p256dh=text(key), auth=text(SECRET), **more)


@pytest.fixture
async def house(database_url):
    async with a_house(database_url) as house:
        yield house


async def reached(house):
    return [(one.staff, one.endpoint) for one in await SqlPush(house.db).of_moderators()]


async def test_a_browser_is_reached_from_when_it_is_told_until_it_is_left(house):
    mona, _ = await house.joined("Mona", Role.MODERATOR)
    for _ in range(2):
        await house.on_call.page_here(mona, asked())
    (kept,) = await SqlPush(house.db).of_moderators()
    assert (kept.staff, kept.endpoint, kept.p256dh, kept.auth) == (mona.id, HERE, POINT, SECRET)
    assert HERE not in repr(kept)
    for _ in range(2):
        await house.on_call.leave_here(mona, LeaveThisBrowser(endpoint=HERE))
    assert await reached(house) == []


async def test_a_browser_belongs_to_whoever_asked_last(house):
    mona, _ = await house.joined("Mona", Role.MODERATOR)
    mike, _ = await house.joined("Mike", Role.MODERATOR)
    await house.on_call.page_here(mona, asked())
    await house.on_call.page_here(mike, asked())
    assert await reached(house) == [(mike.id, HERE)]


async def test_who_moderates_no_more_or_is_shut_out_is_not_reached(house):
    ada, _ = await house.joined("Ada", Role.ADMINISTRATOR)
    mona, _ = await house.joined("Mona", Role.MODERATOR)
    mike, _ = await house.joined("Mike", Role.MODERATOR)
    await house.on_call.page_here(mona, asked())
    await house.on_call.page_here(mike, asked(f"{HERE}0"))
    rights = house.administering.rights
    await rights.grant(mona.id, (Role.PEER,), ada.id, house.clock())
    await rights.disable(mike.id, ada.id, house.clock())
    assert await reached(house) == []


async def test_nobody_makes_the_server_call_another_address(house):
    mona, _ = await house.joined("Mona", Role.MODERATOR)
    with pytest.raises(BadField):
        await house.on_call.page_here(mona, asked("https://10.0.0.1/admin"))
    assert await reached(house) == []


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(b"P" * 65, id="another-form"),
        pytest.param(b"\x04" + bytes(64), id="off-the-curve"),
        pytest.param(b"\x04" + b"\xff" * 64, id="too-large"),
    ],
)
async def test_a_key_for_which_nothing_can_be_sealed_is_not_kept(house, key):
    mona, _ = await house.joined("Mona", Role.MODERATOR)
    with pytest.raises(BadField):
        await house.on_call.page_here(mona, asked(key=key))
    assert await reached(house) == []


async def test_an_address_that_is_none_is_refused(house):
    mona, _ = await house.joined("Mona", Role.MODERATOR)
    with pytest.raises(BadField):
        await house.on_call.page_here(mona, asked("https://[push.example.org/1"))


async def test_a_peer_sees_which_browsers_are_reached_and_takes_one_off_from_anywhere(house):
    pat, _ = await house.joined("Pat", Role.PEER)
    kim, _ = await house.joined("Kim", Role.PEER)
    await house.on_call.page_here(pat, asked(device=Device.PHONE))
    await house.on_call.page_here(kim, asked(f"{HERE}0"))
    (one,) = (await house.on_call.show_browsers(pat, ShowBrowsers())).browsers
    assert (one.device, one.since) == (Device.PHONE, house.clock())
    with pytest.raises(Refusal, match=Code.NOT_FOUND):
        await house.on_call.forget(kim, ForgetBrowser(browser=one.id))
    await house.on_call.forget(pat, ForgetBrowser(browser=one.id))
    assert (await house.on_call.show_browsers(pat, ShowBrowsers())).browsers == ()
    assert [by.staff for by in await SqlPush(house.db).of([pat.id, kim.id])] == [kim.id]


async def test_a_test_goes_to_ones_own_browsers(house):
    pat, _ = await house.joined("Pat", Role.PEER)
    told = await house.on_call.test(pat, TryPush())
    assert (told.of, told.taken) == (1, 1)
    assert house.pushed == [([pat.id], About.TEST)]


async def test_who_is_shut_out_is_reached_for_no_offer(house):
    ada, _ = await house.joined("Ada", Role.ADMINISTRATOR)
    pat, _ = await house.joined("Pat", Role.PEER)
    await house.on_call.page_here(pat, asked())
    await house.administering.rights.disable(pat.id, ada.id, house.clock())
    assert await SqlPush(house.db).of([pat.id]) == []
