"""Web processes and workers over PostgreSQL and Valkey on this machine, behind a proxy."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from server.stores.migrate import migrate
from tests.cluster.proxies import Kind, Place, Proxy
from tests.dev.checkout import ROOT, environment
from tests.journeys.service import RunningService, free_ports
from tests.servers.postgres import PostgresServer
from tests.servers.valkey import ValkeyServer

CORPUS = ROOT / "server" / "demo" / "talks.jsonl"
REPLAYED_WITHIN = 300.0


class Cluster(RunningService):
    """Its public address is the proxy's, at `public_port`; `workers` run beside each other."""

    def __init__(self, *stores: object, workers: int, public_port: int, **env: str) -> None:
        super().__init__(*stores, **env)
        self.workers = workers
        self.public = f"https://127.0.0.1:{public_port}"

    def start(self, *, web: int = 1) -> None:
        self.origins = tuple(f"http://127.0.0.1:{port}" for port in free_ports(web))
        for name in (
            *(f"worker{number}" for number in range(1, self.workers + 1)),
            *self.web_names,
        ):
            self.begin(name)
        for name in self.web_names:
            self.wait_ready(name)

    @property
    def upstreams(self) -> list[str]:
        return [origin.removeprefix("http://") for origin in self.origins]

    def _environment(self, name: str) -> dict[str, str]:
        env = super()._environment(name)
        own = {"WARMLINE_ORIGINS": self.public, "WARMLINE_TRUSTED_PROXIES": "127.0.0.1"}
        return env | own


@dataclass(frozen=True)
class Public:
    """What people outside see: one address, and the certificate by which they know it."""

    service: Cluster
    url: str
    certificate: Path

    @property
    def origins(self) -> tuple[str, ...]:
        return (self.url,)

    def replayed(self, conversations: int | None = None) -> subprocess.CompletedProcess:
        """`make replay` of our own corpus, through the proxy and its TLS."""
        command = [sys.executable, "-m", "server.cli", "replay", str(CORPUS), "--peers", "4"]
        if conversations is not None:
            command += ["--conversations", str(conversations)]
        env = environment(
            WARMLINE_DATA_DIR=str(self.service.data_dir),
            DATABASE_URL=self.service.database_url,
            REDIS_URL=self.service.valkey_url,
            WARMLINE_ORIGINS=self.url,
            SSL_CERT_FILE=str(self.certificate),
        )
        return subprocess.run(
            command, check=False, cwd=ROOT, env=env, capture_output=True, text=True,
            timeout=REPLAYED_WITHIN,
        )  # fmt: skip


@contextmanager
def before(service: Cluster, kind: Kind, folder: Path) -> Iterator[Public]:
    """This proxy in front of a running service."""
    folder.mkdir()
    port = int(service.public.rpartition(":")[2])
    proxy = Proxy(kind, Place(port, service.upstreams, folder))
    try:
        with proxy as url:
            yield Public(service, url, folder / "chain.pem")
    finally:
        print(proxy.printed())


@contextmanager
def whole_cluster(kind: Kind, *, web: int, workers: int) -> Iterator[Public]:
    with ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory(prefix="wl-cluster-")))
        postgres = open_.enter_context(closing(PostgresServer()))
        postgres.start()
        valkey = open_.enter_context(closing(ValkeyServer()))
        valkey.start()
        url = postgres.url(postgres.create())
        migrate(url)
        [port] = free_ports(1) if "PORT" not in os.environ else [int(os.environ["PORT"])]
        service = Cluster(folder, url, valkey.url, workers=workers, public_port=port)
        open_.callback(service.close)
        service.start(web=web)
        yield open_.enter_context(before(service, kind, folder / "proxy"))
