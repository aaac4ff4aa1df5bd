"""Whom an address stands for, where something is counted by it."""

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(address: str) -> str:
    """Who has one IPv6 address has the 2⁶⁴ beside it too."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(ip_network(f"{parsed}/64", strict=False).network_address)
    return str(parsed)


def is_ours(address: str) -> bool:
    """Nobody is counted by it: this machine would be everybody at once; none is kept of a network
    that many people share, nor of a proxy that was not named as one.
    """
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return not address
