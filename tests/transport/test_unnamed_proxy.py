"""A proxy that nobody has named is noticed once, and what strangers say is not believed."""

from ipaddress import ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from server.transport.unnamed_proxy import unnamed_proxy

TRUSTED = [ip_network("10.0.0.0/8")]


async def told_by(*requests):
    told = []
    look = unnamed_proxy(TRUSTED, lambda: told.append(1))

    async def answer(_):
        return web.Response()

    for remote, headers in requests:
        request = make_mocked_request("GET", "/", headers=headers).clone(remote=remote)
        assert (await look(request, answer)).status == 200
    return len(told)


FORWARDED = {"X-Forwarded-For": "203.0.113.9"}


@pytest.mark.parametrize(
    ("remote", "headers", "told"),
    [
        ("127.0.0.1", FORWARDED, 1),
        ("192.168.1.5", FORWARDED, 1),
        ("fd00::1", FORWARDED, 1),
        ("10.0.0.1", FORWARDED, 0),
        ("127.0.0.1", {}, 0),
        ("8.8.8.8", FORWARDED, 0),
        ("", FORWARDED, 0),
    ],
)
async def test_only_what_is_near_and_not_named_is_told(remote, headers, told):
    assert await told_by((remote, headers)) == told


async def test_it_is_told_once():
    assert await told_by(*[("127.0.0.1", FORWARDED)] * 3) == 1


async def test_the_log_says_what_to_set_and_nobody_s_address(capsys):
    await told_by(("127.0.0.1", FORWARDED))
    said = capsys.readouterr()
    assert "203.0.113.9" not in said.out + said.err
