"""Addresses of the services around us, checked, in the form that our libraries want."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from pydantic import AfterValidator, SecretStr

from config import places

MANY: Final = ("+sentinel", "+cluster")  # behind these, several hosts with commas
DRIVERS: Final = {
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
}

_KINDS: Final = ("", "s", *MANY, *(f"s{how}" for how in MANY))
VALKEY: Final = frozenset(
    {"unix", *(f"{name}{kind}" for name in ("redis", "valkey") for kind in _KINDS)}
)
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
SMTP_PORTS: Final = {"smtp": 587, "smtps": 465}


def database(url: SecretStr) -> SecretStr:
    """The same database by the asynchronous driver. Hosts hand out `postgres://…?sslmode=…`."""
    scheme, separator, rest = url.get_secret_value().partition("://")
    if not separator or not rest or scheme not in DRIVERS:
        raise ValueError("this is not a PostgreSQL or SQLite address")
    return SecretStr(_for_asyncpg(f"{DRIVERS[scheme]}://{rest}"))


def _for_asyncpg(url: str) -> str:
    address, question, query = url.partition("?")
    names = [("ssl" if name == "sslmode" else name, value) for name, value in parse_qsl(query)]
    return f"{address}?{urlencode(names, safe='/')}" if question else address


def sqlite(data_dir: Path) -> SecretStr:
    return SecretStr(f"sqlite+aiosqlite:///{data_dir / 'warmline.sqlite'}")


def valkey(url: SecretStr) -> SecretStr:
    parts = urlsplit(url.get_secret_value())
    there = parts.path if parts.scheme == "unix" else parts.hostname
    if parts.scheme not in VALKEY or not there:
        raise ValueError("this is not a Valkey or Redis address")
    scheme = parts.scheme.replace("valkey", "redis")
    return SecretStr(urlunsplit(parts._replace(scheme=scheme)).replace("unix:/", "unix:///", 1))


def in_the_clear(url: str) -> bool:
    """Whether people's words cross a network without TLS on their way to this Valkey."""
    parts = urlsplit(url)
    if parts.scheme == "unix" or parts.scheme.partition("+")[0] in {"rediss", "valkeys"}:
        return False
    hosts = parts.netloc.rpartition("@")[2].split(",")
    return not HERE.issuperset(urlsplit(f"//{one}").hostname for one in hosts)


def local_valkey(data_dir: Path) -> SecretStr:
    return SecretStr(f"unix://{places.valkey_socket(data_dir)}")


def webhook(url: SecretStr) -> SecretStr:
    parts = urlsplit(url.get_secret_value())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("this is not a web address")
    return url


def private_webhook(url: SecretStr) -> SecretStr:
    """For what is said of somebody: only where nobody can read along, or on this machine."""
    parts = urlsplit(webhook(url).get_secret_value())
    if parts.scheme != "https" and parts.hostname not in HERE:
        raise ValueError("this address has no TLS")
    return url


@dataclass(frozen=True, slots=True)
class MailServer:
    """`tls_first`: TLS from the first byte; otherwise the session turns to it by STARTTLS."""

    host: str
    port: int
    tls_first: bool
    name: str = ""
    password: str = field(default="", repr=False)

    @property
    def local(self) -> bool:
        return self.host in HERE


def mail(url: SecretStr) -> SecretStr:
    mail_server(url.get_secret_value())
    return url


def mail_server(url: str) -> MailServer:
    """`smtps://name:password@host:465` or `smtp://…:587`. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in SMTP_PORTS or not parts.hostname:
        raise ValueError("this is not the address of a mail server")
    return MailServer(
        host=parts.hostname,
        port=parts.port or SMTP_PORTS[parts.scheme],
        tls_first=parts.scheme == "smtps",
        name=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _origin(value: str) -> str:
    parts = urlsplit(value)
    bare = f"{parts.scheme}://{parts.netloc}"
    if parts.scheme not in {"http", "https"} or not parts.hostname or value.rstrip("/") != bare:
        raise ValueError("an origin is http(s)://name, without a path")
    return bare.lower()


Origin = Annotated[str, AfterValidator(_origin)]
