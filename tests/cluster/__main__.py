"""`make cluster`: it runs until Ctrl-C; with --check people talk through it instead."""

import argparse
import asyncio
import signal
import sys
import threading

from server.domain.session import Role
from tests.cluster.cluster import Public, whole_cluster
from tests.cluster.journey import a_talk_through
from tests.cluster.proxies import installed, obtained

EVERY_ROLE = (Role.PEER, Role.MODERATOR, Role.ADMINISTRATOR)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make cluster", description=__doc__)
    parser.add_argument("--check", action="store_true", help="a journey and a replay, then end")
    parser.add_argument("--web", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--proxy", help="caddy, haproxy or nginx; else the first that is here")
    asked = parser.parse_args()
    kind = next((one for one in installed() if one.name == asked.proxy), None) or obtained()
    print(
        f"PostgreSQL, Valkey, {asked.web} web, {asked.workers} workers, {kind.name} …", flush=True
    )
    with whole_cluster(kind, web=asked.web, workers=asked.workers) as public:
        return checked(public) if asked.check else serving(public)


def checked(public: Public) -> int:
    asyncio.run(a_talk_through(public))
    print("People talked through the proxy while a web process died: nothing was lost.", flush=True)
    replayed = public.replayed()
    print(replayed.stdout, replayed.stderr, flush=True)
    return replayed.returncode


def serving(public: Public) -> int:
    link = public.service.invite(EVERY_ROLE)
    print(f"{public.url}  (a certificate of its own: your browser will warn)")
    print(f"The first account: {public.url}/console#{link.partition('#')[2]}")
    print("Ctrl-C ends everything.", flush=True)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    while not ended.wait(0.5):
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
