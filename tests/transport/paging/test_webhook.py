"""A page is delivered when the other side has said so, and never else."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest

from server.services.risk.paging import Answer
from server.transport.paging import webhook as module
from server.transport.paging.webhook import Webhook
from tests.transport.paging.flag import AT, FLAG


def webhook(url):
    return Webhook(url, b"a secret", "https://line.example/console", lambda: AT)


@asynccontextmanager
async def a_server(talk):
    """Answers each connection as rudely as it likes."""
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()
        await server.wait_closed()


def saying(words):
    async def talk(reader, writer):
        await reader.read(10)
        writer.write(words)
        await writer.drain()
        writer.close()

    return talk


async def test_a_2xx_is_delivered():
    async with a_server(saying(b"HTTP/1.1 204 No Content\r\n\r\n")) as url:
        assert await webhook(url).page(FLAG) == Answer(delivered=True, status="204")


@pytest.mark.parametrize("words", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200"])
async def test_half_an_answer_or_nonsense_is_not_delivered(words):
    async with a_server(saying(words)) as url:
        assert await webhook(url).page(FLAG) == Answer(delivered=False, status="unreachable")


async def test_who_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", aiohttp.ClientTimeout(total=0.1))
    ended = asyncio.Event()

    async def silent(reader, writer):
        await reader.read()
        writer.close()
        ended.set()

    async with a_server(silent) as url:
        assert await webhook(url).page(FLAG) == Answer(delivered=False, status="timeout")
        await asyncio.wait_for(ended.wait(), 100)


async def test_nothing_of_the_words_is_sent():
    heard = []

    async def listens(reader, writer):
        heard.append(await reader.read(4096))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with a_server(listens) as url:
        await webhook(url).page(FLAG)
    assert b"words of a visitor" not in heard[0]
    assert b"a reason" not in heard[0]
    assert b'"flag":"f1"' in heard[0]


async def test_the_way_there_is_tried_without_a_page():
    heard = []

    async def listens(reader, writer):
        heard.append(await reader.readline())
        writer.write(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with a_server(listens) as url:
        assert await webhook(url).reach() == Answer(delivered=True, status="405")
    assert heard[0].startswith(b"HEAD")


async def test_a_way_there_that_leads_nowhere_is_seen():
    assert not (await webhook("http://127.0.0.1:9/").reach()).delivered


def test_a_signature_is_of_its_moment():
    first = webhook("http://x").signed(b"body")
    later = Webhook("http://x", b"a secret", "", lambda: AT + timedelta(seconds=1)).signed(b"body")
    assert first != later
    assert first.startswith(f"t={int(AT.timestamp())},v1=")
