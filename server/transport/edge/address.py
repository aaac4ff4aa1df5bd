"""Where a request comes from."""

from collections.abc import Collection, Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp import web

from server.transport.edge.arrival import Arrival

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


def remote_address(request: web.Request | Arrival, trusted_proxies: Collection[Network]) -> str:
    """The nearest address that is not one of our own proxies.

    `X-Forwarded-For` is read from its end, and only as far as each hop was written by
    a proxy we trust: what stands further left is what the client chose to say.
    """
    nearest = _parsed(request.remote or "")
    if nearest is None:
        return ""
    for hop in _hops(request):
        if not _trusted(nearest, trusted_proxies) or hop is None:
            break
        nearest = hop
    return str(nearest)


def unnamed_proxy(request: web.Request | Arrival, trusted_proxies: Collection[Network]) -> bool:
    """It was passed on by what is near, and nobody has named. Who comes from a public address may
    say what they like: that is why nobody is believed who was not named.
    """
    remote = _parsed(request.remote or "")
    if remote is None or "X-Forwarded-For" not in request.headers:
        return False
    return remote.is_private and not _trusted(remote, trusted_proxies)


def counted_address(
    request: web.Request | Arrival,
    trusted_proxies: Collection[Network],
    shared: Collection[Network],
) -> str:
    """The same; nothing for one of the `shared` networks, or a proxy that nobody has named: whoever
    comes from there is not counted together with all the others who do.
    """
    if unnamed_proxy(request, trusted_proxies):
        return ""
    address = remote_address(request, trusted_proxies)
    parsed = _parsed(address)
    return "" if parsed is not None and _trusted(parsed, shared) else address


def _hops(request: web.Request | Arrival) -> Iterator[Address | None]:
    """The last hop first."""
    said = ",".join(request.headers.getall("X-Forwarded-For", []))
    return map(_parsed, reversed(said.split(","))) if said else iter(())


def _trusted(address: Address, proxies: Collection[Network]) -> bool:
    return any(address in network for network in proxies)


def _parsed(text: str) -> Address | None:
    try:
        address = ip_address(_without_port(text.strip()))
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _without_port(text: str) -> str:
    """Some proxies write `192.0.2.1:4711` and `[2001:db8::1]:4711`."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
