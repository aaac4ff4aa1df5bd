"""Our own key for Web Push (VAPID, RFC 8292): made once, kept with the other keys."""

from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from server.stores.keys.key_files import place

NAME: Final = "web-push.pem"


def push_key(keys_dir: Path) -> ec.EllipticCurvePrivateKey:
    """Where it is lost a new one is made, and every browser has to be asked anew."""
    path = keys_dir / NAME
    if not path.exists():
        keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = ec.generate_private_key(ec.SECP256R1())
        place(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    found = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(found, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path} holds another kind of key")
    return found
