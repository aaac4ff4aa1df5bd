"""The one key that outlives the days: what is kept for long and must be read again, sealed."""

import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.stores.keys.key_files import place

NAME: Final = "house.key"
KEY: Final = 32
NONCE: Final = 12


class HouseKey:
    """Beside the keys of the days, so outside SQL and Valkey; a backup keeps it in a file of its
    own. Nothing of a visitor is sealed with it. Where it is lost, staff use their recovery codes.
    """

    def __init__(self, keys_dir: Path) -> None:
        keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = keys_dir / NAME
        if not path.exists():
            place(path, secrets.token_bytes(KEY))
        self._key = AESGCM(path.read_bytes())

    def seal(self, plain: bytes, about: str) -> bytes:
        """`about` says whose it is: none can be put in another's place."""
        nonce = os.urandom(NONCE)
        return nonce + self._key.encrypt(nonce, plain, about.encode())

    def unseal(self, sealed: bytes, about: str) -> bytes:
        """Raises InvalidTag where it was not sealed here, or for somebody else."""
        return self._key.decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
