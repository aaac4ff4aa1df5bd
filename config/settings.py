"""Settings from the environment, read once, checked at start."""

import os
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from config import addresses, places


class BadSettings(Exception):
    """Lists everything wrong and what to do, not only the first thing."""


def _list(value: object) -> object:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _existing(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError("there is no such directory")
    return path.absolute()


def _local_origins(known: dict[str, Any]) -> tuple[str, ...]:
    return tuple(f"http://{name}:{known['port']}" for name in ("localhost", "127.0.0.1"))


Listed = (NoDecode, BeforeValidator(_list))
Directory = Annotated[Path, AfterValidator(_existing)]
Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+$")]
Mailbox = Annotated[str, Field(pattern=r"^[^@\s,<>]+@[^@\s,<>]+$")]
Secret = Annotated[SecretStr, Field(min_length=16)]


# Where the browsers of this day have their push services; hosts under them count too.
PUSH_SERVICES = (
    "fcm.googleapis.com",
    "notify.windows.com",
    "push.apple.com",
    "push.services.mozilla.com",
)


class Settings(BaseSettings):
    """Everything that differs from one installation to the next.

    Each description is what the operator is told when the value is wrong.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        env_ignore_empty=True,
        env_prefix="WARMLINE_",
        extra="forbid",
        hide_input_in_errors=True,
        populate_by_name=True,
        validate_default=True,
    )

    port: int = Field(
        default=8000,
        ge=0,
        le=65535,
        validation_alias="PORT",
        description="a number from 0 to 65535",
    )
    host: str = Field(
        default="127.0.0.1", min_length=1, description="the address to listen on, such as 0.0.0.0"
    )
    data_dir: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        default=places.ROOT / "var", description="a directory that this account may write to"
    )
    database_url: Annotated[SecretStr, AfterValidator(addresses.database)] = Field(
        default_factory=lambda known: addresses.sqlite(known["data_dir"]),
        validation_alias="DATABASE_URL",
        description="postgresql://name:password@host/database or sqlite:////path/to/file",
    )
    redis_url: Annotated[SecretStr, AfterValidator(addresses.valkey)] = Field(
        default_factory=lambda known: addresses.local_valkey(known["data_dir"]),
        validation_alias="REDIS_URL",
        description="redis://host:6379/0, redis+cluster://host,host, "
        "redis+sentinel://host,host/name (by TLS rediss://…, rediss+cluster://… and so on) or unix:///path/to/socket",
    )
    origins: Annotated[tuple[addresses.Origin, ...], *Listed] = Field(
        default_factory=_local_origins,
        min_length=1,
        description="the public addresses, with commas, such as https://chat.example.org",
    )
    config_dir: Directory = Field(
        default=places.ROOT / "config",
        description="the directory with resources/, lexicons/ and texts/",
    )
    web_dir: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        default=places.ROOT / "web" / "dist", description="the directory with the built pages"
    )
    keys_dir: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        default_factory=lambda known: known["data_dir"] / "keys",
        description="a directory outside every backup, which this account alone may read",
    )
    cache_dir: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        default_factory=lambda known: known["data_dir"] / "cache",
        description="a directory for what can be made again at any time",
    )
    leave_to: Annotated[str, Field(pattern=r"^https://\S+$")] = Field(
        default="https://www.bbc.co.uk/weather",
        description="the https:// address of a page that says nothing about whoever opens it",
    )
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], *Listed] = Field(
        default=(), description="networks with commas, such as 10.0.0.0/8,127.0.0.1"
    )
    shared_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], *Listed] = Field(
        default=(), description="networks that many people share, such as 192.0.2.0/24, with commas"
    )
    sockets_per_address: int = Field(
        default=500, ge=1, description="how many connections one address may have to one process"
    )
    pager_url: Annotated[SecretStr, AfterValidator(addresses.webhook)] | None = Field(
        default=None, description="the webhook's https:// address"
    )
    pager_secret: Secret | None = Field(
        default=None, description="16 characters or more, the same as the receiving side has"
    )
    pager_mail_url: Annotated[SecretStr, AfterValidator(addresses.mail)] | None = Field(
        default=None, description="smtps://name:password@host or smtp://… (STARTTLS)"
    )
    pager_mail_from: Mailbox | None = Field(default=None, description="an e-mail address")
    pager_mail_to: Annotated[tuple[Mailbox, ...], *Listed] = Field(
        default=(), description="e-mail addresses, with commas"
    )
    responder_url: Annotated[SecretStr, AfterValidator(addresses.private_webhook)] | None = Field(
        default=None, description="the outside responder's https:// address"
    )
    responder_secret: Secret | None = Field(
        default=None, description="16 characters or more, the same as the responder has"
    )
    push_services: Annotated[tuple[Host, ...], *Listed] = Field(
        default=PUSH_SERVICES, description="names of hosts, with commas"
    )
    detoxify_dir: Directory | None = Field(
        default=None, description="the directory with the checkpoint and its configuration"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="debug, info, warning or error"
    )
    process: str = Field(
        default_factory=lambda: f"p{os.getpid()}",
        pattern="^[A-Za-z0-9_.-]{1,40}$",
        description="a name of letters and digits for this process, unique among its neighbours",
    )
    demo: bool = Field(default=False, description="1 shows simulated visitors and staff")

    @classmethod
    def read(cls) -> Self:
        """From the environment. Raises `BadSettings` with all that is wrong."""
        try:
            return cls()
        except ValidationError as wrong:
            raise BadSettings(_complaint(wrong)) from None


def variable(field: str) -> str:
    """The environment variable that sets this field."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"WARMLINE_{field.upper()}"


def _complaint(wrong: ValidationError) -> str:
    lines = {_field(error): _line(error) for error in wrong.errors() if _is_cause(error)}
    return "\n".join(lines.values())


def _is_cause(error: ErrorDetails) -> bool:
    """A default that could not be worked out follows from another complaint."""
    return error["type"] != "default_factory_not_called"


def _field(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    return next(field for field in Settings.model_fields if name in {field, variable(field)})


def _line(error: ErrorDetails) -> str:
    field = _field(error)
    ours = error["type"] == "value_error"
    why = str(error["msg"]).removeprefix("Value error, ") + "; " if ours else ""
    return f"{variable(field)} is wrong: {why}set {Settings.model_fields[field].description}."
