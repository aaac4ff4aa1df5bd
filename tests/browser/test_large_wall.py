"""A wall of 2,000 conversations and 200 open flags takes each change in its stride."""

from datetime import timedelta

import msgspec
from playwright.sync_api import expect

from moderation.verdict import Level
from server.contract import example_views as shown
from server.contract.events import WallRenewed
from server.contract.staff_views import WallView
from server.domain.session import Role
from tests.browser import staffing

TALKS, FLAGS, CHANGES = 2000, 200, 5
PART = 3
SPACE = "/moderator,"


def at(n):
    return shown.AT + timedelta(seconds=n)


def talk(n, **more):
    card = msgspec.structs.replace(
        shown.ON_WALL, id=f"c{n}", pseudonym=f"Quiet Fern {n}", level=Level(n % 4), since=at(n)
    )
    return msgspec.structs.replace(card, **more)


def flag(n, **more):
    card = msgspec.structs.replace(
        shown.FLAG_CARD, id=f"f{n}", conversation=f"c{n}", pseudonym=f"Quiet Fern {n}"
    )
    return msgspec.structs.replace(card, level=Level(1 + n % 4), raised_at=at(n), **more)


WALL = WallView(
    duty=shown.WALL.duty,
    flags=tuple(flag(n, due_at=None, claimed_by="Sam") for n in range(FLAGS)),
    conversations=tuple(talk(n) for n in range(TALKS)),
    health=shown.HEALTH,
)


class Socket:
    """The other end of the page's one socket, in the words of Socket.IO."""

    def __init__(self, route):
        self._route = route
        route.on_message(self._heard)
        self._send('0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000}')

    def tell(self, event):
        body = msgspec.json.encode(event).decode()
        self._send(f'42{SPACE}["{event.event}",{body}]')

    def _send(self, packet):
        self._route.send(packet)

    def _heard(self, packet):
        if packet.startswith("40"):
            self._send(f'40{SPACE}{{"sid":"m"}}')
        elif packet.startswith(f"42{SPACE}") and '"sync"' in packet:
            ack = packet.removeprefix(f"42{SPACE}").partition("[")[0]
            body = msgspec.json.encode({"ok": True, "body": msgspec.to_builtins(WALL)}).decode()
            self._send(f"43{SPACE}{ack}[{body}]")


def called(client):
    """How many functions the pages' own scripts have called since this was asked last."""
    found = client.send("Profiler.takePreciseCoverage")["result"]
    scripts = [one["functions"] for one in found if "/assets/" in one["url"]]
    return sum(each["ranges"][0]["count"] for functions in scripts for each in functions)


def test_one_change_of_a_large_wall_is_a_part_of_the_work_of_drawing_it(windows, service):
    """Counted, not timed: what else runs on this machine changes nothing."""
    window = windows.open("mona")
    sockets = []
    window.page.route_web_socket(
        lambda url: "/socket.io/" in url, lambda route: sockets.append(Socket(route))
    )
    mona = staffing.entered(window, service, [Role.MODERATOR], "Mona")
    client = window.context.new_cdp_session(mona)
    client.send("Profiler.enable")
    client.send("Profiler.startPreciseCoverage", {"callCount": True})
    called(client)
    mona.reload()
    expect(mona.get_by_text("200 open", exact=False)).to_be_visible()
    expect(mona.get_by_role("heading", name="Conversations 2000")).to_be_visible()
    whole = called(client)
    changes = [one_change(mona, sockets[-1], client, n) for n in range(CHANGES)]
    print(f"functions called: {whole} for the whole wall, {sorted(changes)} for a change")
    assert sorted(changes)[CHANGES // 2] < whole / PART


def one_change(page, socket, client, n):
    """A new flag at the top, with its conversation at another level."""
    number, words = FLAGS + n, f"Words of change {n}"
    fresh = flag(number, words=words, due_at=None)
    risen = talk(number, level=fresh.level)
    called(client)
    socket.tell(WallRenewed(duty=WALL.duty, flags=(fresh,), conversations=(risen,)))
    expect(page.locator(".flags").get_by_text(words).first).to_be_attached()
    return called(client)
