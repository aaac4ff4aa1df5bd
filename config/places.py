"""Where things lie on this machine. Standard library only: the bootstrap reads it too."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
LONGEST_SOCKET_PATH: Final = 100
"""The kernels' limit is 104 (macOS) to 108 (Linux) bytes with the closing zero."""


def data_dir(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("WARMLINE_DATA_DIR") or ROOT / "var").absolute()


def valkey_socket(data: Path) -> Path:
    """The socket of the Valkey that `make run` starts for this data directory."""
    near = data / "valkey" / "valkey.sock"
    if len(os.fsencode(near)) <= LONGEST_SOCKET_PATH:
        return near
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"warmline-{os.getuid()}-{name}" / "valkey.sock"
