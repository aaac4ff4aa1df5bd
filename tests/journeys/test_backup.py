"""A backup while people talk, everything lost, and a new house: who and what is there again."""

import asyncio
import base64
import signal
from datetime import UTC, datetime

import pytest

from server.contract.account_requests import SignIn
from server.contract.security_requests import ConfirmAuthenticator, StartAuthenticator
from server.domain.session import Role
from server.domain.totp import code_of, step_of
from tests.dev.checkout import environment
from tests.journeys import forked
from tests.journeys.people import PASSWORD, join, people_of, post
from tests.journeys.planting import Asking, Canaries
from tests.journeys.service import RunningService

DANGER = "I am going to kill myself tonight"


def warmline(service, *words):
    """The command, as this service's operator types it."""
    here = environment(
        WARMLINE_DATA_DIR=str(service.data_dir),
        DATABASE_URL=service.database_url,
        REDIS_URL=service.valkey_url,
        PORT=service.origins[0].rpartition(":")[2] if service.origins else "8000",
        COLUMNS="200",
    )
    return forked.done(words, here)


async def done(service, *words):
    said = await asyncio.to_thread(warmline, service, *words)
    assert said.returncode == 0, said.stdout + said.stderr
    return said.stdout


def code(secret, *, steps=0):
    return code_of(secret, step_of(datetime.now(UTC)) + steps)


async def with_authenticator(service, cookie):
    """The secret of mona's authenticator, which she has confirmed."""
    asking = Asking(service.origins[0])
    made = await asking(StartAuthenticator(), cookie)
    secret = base64.b32decode(made["secret"])
    await asking(ConfirmAuthenticator(code=code(secret, steps=-1)), cookie)
    return secret


def signed_in(service, name, secret):
    """By the authenticator that she had before: the id, and the cookie."""
    said = {"name": name, "password": PASSWORD, "code": code(secret)}
    me, cookie = post(service.origins[0], SignIn.path, said)
    return me["id"], cookie


@pytest.fixture
def empty_house(request, database_url, tmp_path):
    """A data directory and a database of the same kind, in which nobody has ever been."""
    folder = tmp_path / "new"
    folder.mkdir()
    if database_url.startswith("sqlite"):
        yield folder, f"sqlite+aiosqlite:///{folder / 'warmline.sqlite'}"
        return
    with request.getfixturevalue("postgres_databases").empty() as url:
        yield folder, url


async def test_after_everything_is_lost_the_backup_brings_back_who_and_what_there_was(
    service, empty_house, valkey_url, tmp_path
):
    canary, backup = Canaries(), tmp_path / "backups" / "2026-03-01"
    await asyncio.to_thread(service.start)
    mona_id, mona = await asyncio.to_thread(join, service, "mona", Role.MODERATOR)
    _, pat = await asyncio.to_thread(join, service, "pat", Role.PEER)
    secret = await with_authenticator(service, mona)
    async with people_of(service) as people:
        vera, pat_, wall, talk = await people.paired(mona, pat)
        wendy = await people.visitor()
        waits = await people.begun(wendy)
        await vera.say(talk, f"before {canary('said before')}")
        await vera.say(talk, f"{DANGER} {canary('in danger')}")
        await wall.until(lambda: wall.flags)
        said, _ = await asyncio.gather(
            done(service, "backup", str(backup)), vera.say(talk, f"while {canary('meanwhile')}")
        )
        await pat_.hears(talk, f"while {canary('meanwhile')}")
        tokens = {"vera": vera.token, "wendy": wendy.token}
    assert "none changed" in said
    assert canary.sung(b"".join(file.read_bytes() for file in backup.iterdir())) == set()
    assert "backup" in await done(service, "audit", "export")
    for name in (*service.web_names, "worker"):
        await asyncio.to_thread(service.kill, name, signal.SIGKILL)

    folder, url = empty_house
    with RunningService(folder, url, valkey_url) as new:
        await done(new, "restore", str(backup))
        await asyncio.to_thread(new.start)
        await all_are_there(new, mona_id, secret, talk, waits, tokens)


async def all_are_there(new, mona_id, secret, talk, waits, tokens):
    again, cookie = await asyncio.to_thread(signed_in, new, "mona", secret)
    assert again == mona_id
    async with people_of(new) as people:
        wall = await people.staff(Role.MODERATOR, cookie)
        flags = await wall.until(lambda: list(wall.flags.values()))
        assert [(one.conversation, one.words) for one in flags] == [(talk, "")]
        vera = await people.visitor(token=tokens["vera"])
        assert vera.view.conversation == talk
        await vera.say(talk, "I am still here")
        await vera.hears(talk, "I am still here")
        wendy = await people.visitor(token=tokens["wendy"])
        assert (wendy.view.conversation, wendy.view.state) == (waits, "waiting")
    assert "none changed" in await done(new, "audit", "verify")
    assert "restore_backup" in await done(new, "audit", "export")
    doctor = await asyncio.to_thread(warmline, new, "doctor")
    assert "broken" not in doctor.stdout
