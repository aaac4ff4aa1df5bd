"""The tests' servers, which may be stopped, frozen and filled here."""

import signal
from pathlib import Path

import asyncpg

from server.bootstrap import valkey
from tests.servers.postgres import SUPERUSER, PostgresServer
from tests.servers.valkey import ValkeyServer


class OwnPostgres(PostgresServer):
    @property
    def socket(self) -> Path:
        return self.folder / ".s.PGSQL.5432"

    def stop_immediately(self) -> None:
        """As `pg_ctl stop -m immediate`: no checkpoint, every connection breaks."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(10)

    def revive(self) -> None:
        if self._process.poll() is not None:
            self.run()

    async def take_every_connection(self, name: str) -> list[asyncpg.Connection]:
        """Whoever was connected is put out, and nobody comes in until these are closed."""
        first = await self._connection(name)
        others = "pid <> pg_backend_pid() and backend_type = 'client backend'"
        taken = [first]
        for _ in range(3):  # whoever is quick comes back between two of ours
            terminate = (
                f"select pg_terminate_backend(pid, 2000) from pg_stat_activity where {others}"
            )
            pids = [each.get_server_pid() for each in taken]
            await first.execute(f"{terminate} and not pid = any('{{{','.join(map(str, pids))}}}')")
            taken += await self._all_left(name)
        return taken

    async def _all_left(self, name: str) -> list[asyncpg.Connection]:
        taken = []
        while True:
            try:
                taken.append(await self._connection(name))
            except asyncpg.TooManyConnectionsError:
                return taken

    async def _connection(self, name: str) -> asyncpg.Connection:
        return await asyncpg.connect(host=str(self.folder), user=SUPERUSER, database=name)


class OwnValkey(ValkeyServer):
    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def fill(self) -> None:
        """No write is taken any more (`noeviction`)."""
        assert valkey.ask(self.socket, b"CONFIG SET maxmemory 1\r\n") == b"+OK\r\n"

    def empty(self) -> None:
        assert valkey.ask(self.socket, b"CONFIG SET maxmemory 0\r\n") == b"+OK\r\n"
