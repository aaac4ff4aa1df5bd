"""Where a request comes from (TRAPS 10)."""

from ipaddress import ip_network

import pytest
from aiohttp.test_utils import make_mocked_request

from server.transport.edge.address import counted_address, remote_address
from server.transport.edge.arrival import Arrival

PROXIES = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]


@pytest.mark.parametrize(
    ("peer", "said", "address"),
    [
        ("192.0.2.1", [], "192.0.2.1"),
        ("192.0.2.1", ["203.0.113.9"], "192.0.2.1"),  # not our proxy: its word is nothing
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1, 203.0.113.9"], "203.0.113.9"),  # 1.1.1.1 is what the client says
        ("10.0.0.1", ["1.1.1.1", "203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", ["rubbish"], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9, rubbish, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.9:4711"], "203.0.113.9"),
        ("fd00::1", ["[2001:db8::1]:4711"], "2001:db8::1"),
        ("fd00::1", ["2001:DB8:0::1"], "2001:db8::1"),
        ("::ffff:10.0.0.1", ["::ffff:203.0.113.9"], "203.0.113.9"),
        ("", ["203.0.113.9"], ""),
    ],
)
def test_only_our_own_proxies_are_believed(peer, said, address):
    request = make_mocked_request("GET", "/", [("X-Forwarded-For", value) for value in said])

    request = request.clone(remote=peer)

    assert remote_address(request, PROXIES) == address
    assert remote_address(Arrival.of(request), PROXIES) == address


def test_nobody_is_believed_where_no_proxy_is_named():
    request = make_mocked_request("GET", "/", {"X-Forwarded-For": "203.0.113.9"})

    assert remote_address(request.clone(remote="10.0.0.1"), []) == "10.0.0.1"


@pytest.mark.parametrize(
    ("said", "address"),
    [("203.0.113.9", ""), ("203.0.113.200", "203.0.113.200"), ("2001:db8::1", "")],
)
def test_who_comes_from_a_network_that_many_share_is_counted_with_nobody(said, address):
    shared = [ip_network("203.0.113.0/25"), ip_network("2001:db8::/32")]
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": said})
    request = request.clone(remote="10.0.0.1")
    assert counted_address(request, PROXIES, shared) == address
    assert remote_address(request, PROXIES) == said


@pytest.mark.parametrize(
    ("peer", "said", "address"),
    [
        ("172.17.0.1", ["203.0.113.9"], ""),
        ("127.0.0.1", ["203.0.113.9"], ""),
        ("fd99::1", ["203.0.113.9"], ""),
        ("::ffff:172.17.0.1", ["203.0.113.9"], ""),
        ("172.17.0.1", [], "172.17.0.1"),
        ("8.8.8.8", ["203.0.113.9"], "8.8.8.8"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
    ],
)
def test_behind_a_proxy_that_nobody_named_nobody_is_counted_with_everybody(peer, said, address):
    named = [ip_network("10.0.0.0/8")]
    headers = [("X-Forwarded-For", value) for value in said]
    request = make_mocked_request("GET", "/", headers).clone(remote=peer)
    assert counted_address(request, named, []) == address
    assert counted_address(Arrival.of(request), named, []) == address
