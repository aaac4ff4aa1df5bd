"""Two Valkeys and the sentinel that names one of them; either may be killed and hung here."""

import signal
import socket
import time

from tests.servers.valkey_sentinel import NAME, ValkeyBySentinel

QUICK = (
    f"sentinel down-after-milliseconds {NAME} 1000\n"
    f"sentinel failover-timeout {NAME} 4000\n"
    f"sentinel parallel-syncs {NAME} 1\n"
)


class WatchedValkeys(ValkeyBySentinel):
    """As the one Valkey of a house: what strikes it strikes the one that is named."""

    def __init__(self) -> None:
        super().__init__(copies=1, rules=QUICK)
        self._hung: int | None = None

    @property
    def master(self) -> int | None:
        """The port of the one that the sentinel names; None where it can't say."""
        asked = f"SENTINEL get-master-addr-by-name {NAME}\r\n".encode()
        said = _ask(self.sentinel, asked).split(b"\r\n")
        return int(said[4]) if len(said) > 4 else None

    def start(self) -> None:
        """Until the sentinel knows of the second one: before, it has nobody to name instead."""
        super().start()
        deadline = time.monotonic() + 60
        while b"num-slaves\r\n$1\r\n1" not in _ask(
            self.sentinel, f"SENTINEL master {NAME}\r\n".encode()
        ):
            assert time.monotonic() < deadline, "the sentinel found no second Valkey in 60 s"
            time.sleep(0.1)

    def kill(self) -> None:
        process = self.servers[self.master]
        process.kill()
        process.wait(10)

    def freeze(self) -> None:
        self._hung = self.master
        self.servers[self._hung].send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        if self._hung is not None:
            self.servers[self._hung].send_signal(signal.SIGCONT)
        self._hung = None

    def revive(self) -> None:
        """It comes back as the second one: the sentinel tells it so."""
        for port, process in self.servers.items():
            if process.poll() is not None:
                self.begin(port)

    def empty(self) -> None:
        """Nothing fills these."""


def _ask(port: int, line: bytes) -> bytes:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as link:
            link.sendall(line)
            return link.recv(4096)
    except OSError:
        return b""
