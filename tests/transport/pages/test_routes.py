import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from config.everything import Everything
from server.contract.room_views import RoomCard
from server.domain.later import LaterAnswer
from server.domain.opening import Closed, Door
from server.transport.pages.built import Built, NotBuilt
from server.transport.pages.headers import policy, security_headers
from server.transport.pages.languages import preferred
from server.transport.pages.routes import Telling, pages_routes
from tests.transport.pages.conftest import NOON

Open = Callable[[Callable[[], Awaitable[Door]]], Awaitable[TestClient]]
ORIGIN = "https://chat.example.org"


async def not_told(address: str, code: str, answer: LaterAnswer) -> None:
    raise RuntimeError("nobody tells here")


NOT_TOLD = Telling(not_told, lambda _: "")
LEAVE_TO = "https://weather.example/"


async def nobody_knows() -> Door:
    raise RuntimeError("the database is away")


async def is_open() -> Door:
    return Door()


async def no_rooms() -> tuple[RoomCard, ...]:
    return ()


@pytest.fixture
async def opened(everything: Everything, dist: Path) -> AsyncIterator[Open]:
    clients: list[TestClient] = []

    async def open_it(closed: Callable[[], Awaitable[Door]]) -> TestClient:
        app = web.Application(middlewares=[security_headers([ORIGIN])])
        app.add_routes(
            pages_routes(
                everything, dist, closed, no_rooms, NOT_TOLD, now=lambda: NOON, leave_to=LEAVE_TO
            )
        )
        client = TestClient(TestServer(app), auto_decompress=False)
        clients.append(client)
        await client.start_server()
        return client

    yield open_it
    for client in clients:
        await client.close()


async def test_the_numbers_are_shown_though_nobody_can_say_whether_the_line_is_open(
    opened: Open,
) -> None:
    client = await opened(nobody_knows)
    answer = await client.get("/", headers={"Accept-Encoding": "identity"})
    assert answer.status == 200
    assert "tel:116123" in await answer.text()


async def test_the_page_does_not_wait_for_a_database_that_hangs(opened: Open) -> None:
    async def hangs() -> Door:
        await asyncio.sleep(600)
        return None

    client = await opened(hangs)
    async with asyncio.timeout(100):
        assert (await client.get("/")).status == 200


async def test_the_page_says_that_the_line_is_closed(opened: Open) -> None:
    async def closed() -> Door:
        return Door(Closed.NO_MODERATOR)

    client = await opened(closed)
    answer = await client.get("/", headers={"Accept-Encoding": "identity"})
    assert "We are closed just now" in await answer.text()


@pytest.mark.parametrize("path", ["/", "/console", "/leave", "/assets/nothing.js", "/nowhere"])
async def test_every_answer_forbids_what_is_not_ours(opened: Open, path: str) -> None:
    client = await opened(is_open)
    answer = await client.get(path, allow_redirects=False)
    told = answer.headers
    assert "default-src 'none'" in told["Content-Security-Policy"]
    assert told["Referrer-Policy"] == "no-referrer"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in told["Permissions-Policy"]
    assert told["Cache-Control"] == "no-store"
    assert "aiohttp" not in told["Server"]


async def test_pages_hold_no_script_and_no_style_of_their_own(opened: Open) -> None:
    client = await opened(is_open)
    for path in ("/", "/console"):
        html = await (await client.get(path, headers={"Accept-Encoding": "identity"})).text()
        assert "<style" not in html
        assert " style=" not in html
        assert " on" + "click" not in html
        assert "<script>" not in html
        assert "http://" not in html


async def test_built_files_are_kept_for_ever_and_sent_packed(opened: Open, dist: Path) -> None:
    client = await opened(is_open)
    answer = await client.get("/assets/visitor-1.js", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.content_type == "text/javascript"
    assert gzip.decompress(await answer.read()) == (dist / "assets/visitor-1.js").read_bytes()


@pytest.mark.parametrize("path", ["..%2Fmanifest.json", "%2e%2e/manifest.json", "visitor-2.js"])
async def test_nothing_but_built_files_is_sent(opened: Open, path: str) -> None:
    client = await opened(is_open)
    assert (await client.get(f"/assets/{path}")).status == 404


async def test_leaving_goes_to_a_page_that_says_nothing_and_clears_what_is_held(
    opened: Open,
) -> None:
    client = await opened(is_open)
    answer = await client.get("/leave", allow_redirects=False)
    assert answer.status == 303
    assert not answer.headers["Location"].startswith("/")
    assert '"storage"' in answer.headers["Clear-Site-Data"]


@pytest.mark.parametrize("own", ["same-origin", "none"])
async def test_whoever_leaves_by_our_link_is_forgotten_by_the_browser(
    opened: Open, own: str
) -> None:
    client = await opened(is_open)
    answer = await client.get("/leave", headers={"Sec-Fetch-Site": own}, allow_redirects=False)
    assert '"storage"' in answer.headers["Clear-Site-Data"]


@pytest.mark.parametrize("another", ["cross-site", "same-site"])
async def test_another_site_takes_nobodys_place_and_no_moderators_pushes(
    opened: Open, another: str
) -> None:
    """It only had to show a picture from this address."""
    client = await opened(is_open)
    answer = await client.get("/leave", headers={"Sec-Fetch-Site": another}, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, LEAVE_TO)
    assert "Clear-Site-Data" not in answer.headers


async def test_the_console_gets_its_root_and_its_service(opened: Open) -> None:
    client = await opened(is_open)
    html = await (await client.get("/console", headers={"Accept-Encoding": "identity"})).text()
    assert '<div id="console"></div>' in html
    block = html.split('id="service">')[1].split("</script>")[0]
    chosen = {"name", "languages", "topics", "experiences"}
    said = {"pauses", "questions", "checklists", "plan", "paths"}
    said |= {
        "without_consent",
        "legal_hold",
        "directory_topics",
        "countries",
        "resources",
        "lock_minutes",
        "away_seconds",
        "wrap_up",
    }
    assert set(json.loads(block)) == chosen | said


async def test_a_page_comes_packed_to_who_can_unpack_it(opened: Open) -> None:
    client = await opened(is_open)
    answer = await client.get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(await answer.read()).startswith(b"<!doctype html>")


def test_our_socket_is_named_for_browsers_to_which_self_is_not_a_socket() -> None:
    told = policy(["https://chat.example.org", "http://localhost:8000"])
    assert told.endswith("connect-src 'self' ws://localhost:8000 wss://chat.example.org")


def test_an_entry_loads_what_it_imports_and_the_styles_of_both(dist: Path) -> None:
    entry = Built.read(dist).entry("src/visitor/main.ts")
    assert entry.script == "/assets/visitor-1.js"
    assert entry.preloads == ("/assets/shared-1.js",)
    assert entry.styles == ("/assets/shared-1.css", "/assets/visitor-1.css")


def test_pages_that_were_never_built_are_told_in_one_sentence(
    everything: Everything, tmp_path: Path
) -> None:
    with pytest.raises(NotBuilt, match="npm run build"):
        pages_routes(
            everything, tmp_path, is_open, no_rooms, NOT_TOLD, now=lambda: NOON, leave_to=LEAVE_TO
        )


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", None),
        ("cy", None),
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("en;q=0.4, fr;q=0.9", "fr"),
        ("fr;q=0, en;q=0.1", "en"),
        ("fr;q=high", None),
        ("EN-gb", "en"),
        ("*", None),
        (";;,=", None),
    ],
)
def test_the_best_liked_language_that_is_known_is_spoken(
    accepted: str, language: str | None
) -> None:
    assert preferred(accepted, ("en", "fr")) == language


async def test_the_worker_for_pushes_is_at_an_address_that_stays_and_is_never_kept(
    opened: Open,
) -> None:
    answer = await (await opened(is_open)).get("/console/push.js")
    assert answer.status == 200
    assert answer.content_type == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "push-1.js" in await answer.text()


@pytest.mark.parametrize(
    ("address", "liked", "language"),
    [
        ("/", "", "en"),
        ("/", "es-MX, en;q=0.5", "es"),
        ("/", "sw", "en"),
        ("/?language=ar", "es", "ar"),
        ("/?language=sw", "es", "es"),
        ("/?language=%3Cb%3E", "", "en"),
        ("/console", "es", "en"),
    ],
)
async def test_the_address_says_the_language_or_the_browser_or_the_service(
    opened: Open, address: str, liked: str, language: str
) -> None:
    headers = {"Accept-Encoding": "identity", "Accept-Language": liked}
    page = await (await (await opened(is_open)).get(address, headers=headers)).text()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page


async def test_a_language_that_was_asked_for_goes_on_from_page_to_page(opened: Open) -> None:
    client, headers = await opened(is_open), {"Accept-Encoding": "identity"}
    asked = await (await client.get("/?language=es", headers=headers)).text()
    assert '"home":"/?language=es"' in asked
    liked = await (await client.get("/", headers={**headers, "Accept-Language": "es"})).text()
    assert '"home":"/"' in liked


async def test_an_address_that_nobody_knows_has_the_numbers_and_a_way_back(opened: Open) -> None:
    headers = {"Accept-Encoding": "identity", "Accept-Language": "es"}
    answer = await (await opened(is_open)).get("/qwertz", headers=headers)
    page = await answer.text()
    assert answer.status == 404
    assert "No hay ninguna página en esta dirección." in page
    assert 'href="tel:999"' in page and 'href="/leave"' in page and 'href="/"' in page
    assert "qwertz" not in page


async def test_staff_read_the_service_s_own_language_whatever_their_browser_likes(
    opened: Open,
) -> None:
    headers = {"Accept-Encoding": "identity", "Accept-Language": "es"}
    page = await (await (await opened(is_open)).get("/console", headers=headers)).text()
    assert "Feeling low" in page and "Soledad" not in page


async def address_of_the_words(client: TestClient, language: str) -> str:
    headers = {"Accept-Encoding": "identity"}
    page = await (await client.get(f"/?language={language}", headers=headers)).text()
    block = page.split('id="data">')[1].split("</script>")[0]
    return str(json.loads(block)["words"])


async def test_the_words_of_the_chat_come_beside_the_page(
    opened: Open, everything: Everything
) -> None:
    client = await opened(is_open)
    identity = {"Accept-Encoding": "identity"}
    answer = await client.get(await address_of_the_words(client, "en"), headers=identity)
    words = await answer.json()
    texts = everything.texts.in_language("en")
    assert words["room"]["rules"] == list(texts.room.rules)
    assert words["notices"]["room_entered"] == texts.notices.room_entered
    assert "source" not in words["room"]
    assert texts.notices.room_entered not in await (await client.get("/", headers=identity)).text()


async def test_the_words_are_kept_as_the_scripts_are_and_come_packed(
    opened: Open, everything: Everything
) -> None:
    client = await opened(is_open)
    address = await address_of_the_words(client, "ar")
    answer = await client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    packed = await answer.read()
    assert len(packed) < 16_000
    said = gzip.decompress(packed).decode()
    assert everything.texts.in_language("ar").chat.trouble.no_answer in said, "no escapes"


async def test_a_page_of_another_release_gets_no_words_that_it_may_not_know(
    opened: Open, dist: Path
) -> None:
    client = await opened(is_open)
    old = await address_of_the_words(client, "es")
    manifest = dist / "manifest.json"
    manifest.write_text(manifest.read_text().replace("visitor-1.js", "visitor-2.js"))
    released = await opened(is_open)
    assert (await client.get(old)).status == 200
    answer = await released.get(old)
    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert (await released.get(await address_of_the_words(released, "es"))).status == 200
