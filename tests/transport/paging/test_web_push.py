"""A push is delivered when a push service has taken it; only the browser can read it."""

import json
import os
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.domain.push import About, Pushed, PushSubscription
from server.services.risk.paging import Answer
from server.transport.paging.push_sealing import point
from server.transport.paging.push_services import PushServices
from server.transport.paging.quiet_push import QuietPush
from server.transport.paging.web_push import WebPush
from tests.transport.paging.flag import AT, FLAG


class Browser:
    """What a browser keeps for itself, and how it opens a push (RFC 8291, section 3)."""

    def __init__(self, staff, endpoint):
        self._key, self._auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.subscription = PushSubscription(staff, endpoint, point(self._key), self._auth)

    def opened(self, body):
        salt, length = body[:16], body[20]
        theirs, rest = body[21 : 21 + length], body[21 + length :]
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self._key.exchange(ec.ECDH(), sender)
        info = b"WebPush: info\x00" + point(self._key) + theirs
        secret = HKDF(SHA256(), 32, self._auth, info).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(secret)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(secret)
        words = AESGCM(key).decrypt(nonce, rest, None)
        assert words.endswith(b"\x02")
        return json.loads(words[:-1])


class PushService:
    """One service for many browsers: each answers as it is told."""

    def __init__(self):
        self.heard, self.answers = [], {}

    async def handle(self, request):
        name = request.match_info["name"]
        self.heard.append((name, request.headers, await request.read()))
        return web.Response(status=self.answers.get(name, 201))


class Subscriptions:
    def __init__(self, browsers):
        self.kept = [browser.subscription for browser in browsers]

    async def of_moderators(self):
        return list(self.kept)

    async def of(self, people):
        return [one for one in self.kept if one.staff in people]

    async def remove(self, endpoint):
        self.kept = [one for one in self.kept if one.endpoint != endpoint]


@asynccontextmanager
async def a_push_service():
    service, app = PushService(), web.Application()
    app.router.add_post("/{name}", service.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    service.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield service
    finally:
        await runner.cleanup()


@pytest.fixture
async def service():
    async with a_push_service() as service:
        yield service


def services(kept):
    key = ec.generate_private_key(ec.SECP256R1())
    return PushServices(kept, key, "mailto:a@b.example", lambda: AT)


def push(*browsers):
    kept = Subscriptions(browsers)
    return WebPush(kept, services(kept), "https://line.example/console", lambda: AT)


async def test_the_browser_alone_reads_where_to_look(service):
    mona = Browser("mona", f"{service.url}/mona")
    assert await push(mona).page(FLAG) == Answer(delivered=True, status="1 × 201")
    ((_, headers, body),) = service.heard
    said = mona.opened(body)
    assert (said["flag"], said["level"]) == ("f1", 3)
    assert said["console"] == "https://line.example/console"
    assert b"line.example" not in body
    assert (headers["Urgency"], headers["TTL"], headers["Topic"]) == ("high", "300", "f1")
    assert headers["Authorization"].startswith("vapid t=")


async def test_one_browser_that_is_reached_is_enough_and_one_that_is_over_is_forgotten(service):
    browsers = [Browser(name, f"{service.url}/{name}") for name in ("mona", "mike", "mary")]
    service.answers = {"mona": 410, "mike": 500}
    channel = push(*browsers)
    said = await channel.page(FLAG)
    assert said == Answer(delivered=True, status="1 × 201, 1 × 410, 1 × 500")
    left = {one.staff for one in await channel.subscriptions.of_moderators()}
    assert left == {"mike", "mary"}


async def test_where_no_service_takes_it_nobody_was_reached(service):
    service.answers = {"mona": 500}
    channel = push(Browser("mona", f"{service.url}/mona"), Browser("x", "http://127.0.0.1:9/x"))
    said = await channel.page(FLAG)
    assert said == Answer(delivered=False, status="1 × 500, 1 × unreachable")


async def test_nobody_who_asked_is_nobody_reached():
    assert await push().page(FLAG) == Answer(delivered=False, status="nobody asked for it")


async def test_a_report_is_never_pushed_to_whom_it_is_about(service):
    about = replace(FLAG, reported="mona")
    channel = push(*(Browser(name, f"{service.url}/{name}") for name in ("mona", "mike")))
    assert (await channel.page(about)).delivered
    assert [name for name, _, _ in service.heard] == ["mike"]


async def test_one_browser_with_a_broken_key_silences_nobody_else_and_is_forgotten(service):
    broken = Browser("mike", f"{service.url}/mike")
    broken.subscription = replace(broken.subscription, p256dh=b"P" * 65)
    channel = push(broken, Browser("mona", f"{service.url}/mona"))
    said = await channel.page(FLAG)
    assert said == Answer(delivered=True, status="1 × 201, 1 × no key to seal for")
    assert [one.staff for one in await channel.subscriptions.of_moderators()] == ["mona"]


async def test_a_quiet_push_says_nothing_but_that_there_is_something(service):
    pat, robin = (Browser(name, f"{service.url}/{name}") for name in ("pat", "robin"))
    kept = Subscriptions((pat, robin))
    quiet = QuietPush(kept, services(kept))
    assert await quiet.push(["pat", "kim"], About.OFFER) == Pushed(of=1, taken=1)
    ((name, headers, body),) = service.heard
    assert (name, pat.opened(body)) == ("pat", {"about": "offer"})
    assert headers["TTL"] == "20"  # then the visitor is offered to somebody else
    assert await quiet.push(["kim"], About.SHIFT) == Pushed(of=0, taken=0)


async def test_a_quiet_push_that_nobody_took_is_told(service):
    service.answers = {"pat": 410}
    kept = Subscriptions((Browser("pat", f"{service.url}/pat"),))
    assert await QuietPush(kept, services(kept)).push(["pat"], About.TEST) == Pushed(of=1, taken=0)
    assert kept.kept == []
