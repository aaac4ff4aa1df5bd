"""Where Valkey is: one server, one that sentinels watch over, or a cluster."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

SENTINEL: Final = frozenset({"redis+sentinel", "rediss+sentinel"})
CLUSTER: Final = frozenset({"redis+cluster", "rediss+cluster"})
PORTS: Final = {**dict.fromkeys(SENTINEL, 26379), **dict.fromkeys(CLUSTER, 6379)}

Host = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Places:
    """`redis+cluster://host:6379,other:6379` or `redis+sentinel://host:26379,other/name`.

    Of a cluster a few of its nodes are enough; `name` is what the sentinels call the server.
    `rediss+…`: by TLS to each of them, also where a node or a sentinel names another.
    """

    hosts: tuple[Host, ...]
    name: str
    tls: bool
    user: str | None
    password: str | None = field(repr=False)


def scheme(url: str) -> str:
    return urlsplit(url).scheme


def places(url: str) -> Places:
    parts = urlsplit(url)
    access, _, hosts = parts.netloc.rpartition("@")
    user, _, password = access.partition(":")
    return Places(
        hosts=tuple(_host(one, PORTS[parts.scheme]) for one in hosts.split(",")),
        name=parts.path.strip("/"),
        tls=parts.scheme.startswith("rediss"),
        user=unquote(user) or None,
        password=unquote(password) or None,
    )


def _host(written: str, port: int) -> Host:
    host, _, its = written.partition(":")
    return host, int(its or port)
