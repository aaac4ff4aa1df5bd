"""Staff for a replay: where their accounts come from, and how they sign in."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

import aiohttp
import msgspec

from server.domain.session import Role
from server.replay.house import CannotReplay

MakeStaff = Callable[[tuple[Role, ...], int], Awaitable[Sequence[tuple[str, str]]]]
"""Give so many (name, password) of accounts with these roles."""

TOO_MANY: Final = 429


class NoStaff(CannotReplay):
    """There are not the accounts that a replay needs."""


class Account(msgspec.Struct, frozen=True):
    name: str
    password: str
    roles: tuple[Role, ...]

    def __repr__(self) -> str:
        """Without the password."""
        return f"Account(roles={self.roles})"


def from_file(path: Path) -> MakeStaff:
    """Accounts that exist already: a JSON list of `{"name", "password", "roles"}`."""
    left = list(msgspec.json.decode(path.read_bytes(), type=list[Account]))

    async def make(roles: tuple[Role, ...], count: int) -> Sequence[tuple[str, str]]:
        found = [account for account in left if set(roles) <= set(account.roles)][:count]
        if len(found) < count:
            what = " and ".join(roles)
            raise NoStaff(f"{path.name} has {len(found)} accounts of a {what}; {count} are needed.")
        for account in found:
            left.remove(account)
        return [(account.name, account.password) for account in found]

    return make


async def sign_in(
    http: aiohttp.ClientSession, url: str, account: tuple[str, str], origin: str | None = None
) -> str:
    """The session cookie as a header's value. Waits where the service says so."""
    body = dict(zip(("name", "password"), account, strict=True))
    headers = {"Origin": origin or url}
    try:
        while True:
            async with http.post(f"{url}/api/sign-in", json=body, headers=headers) as answer:
                if answer.status != TOO_MANY:
                    return _cookie(url, answer)
                refused = await answer.json()
            await asyncio.sleep(refused.get("retry_after") or 1.0)
    except (aiohttp.ClientConnectionError, TimeoutError):
        raise NoStaff(f"Nobody answers at {url}. Start the service first.") from None


def _cookie(url: str, answer: aiohttp.ClientResponse) -> str:
    if not answer.ok or not answer.cookies:
        raise NoStaff(f"{url} does not let our staff sign in (HTTP {answer.status}).")
    return "; ".join(f"{cookie.key}={cookie.value}" for cookie in answer.cookies.values())
