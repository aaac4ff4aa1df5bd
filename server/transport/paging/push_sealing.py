"""What Web Push wants: a body sealed for one browser (RFC 8291), a sender's proof (RFC 8292)."""

import json
import os
from base64 import urlsafe_b64encode
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.domain.push import PushSubscription

CURVE: Final = ec.SECP256R1()
RECORD: Final = 4096  # bytes; ours are far smaller, so there is one
LAST: Final = b"\x02"  # the mark of the last record
PROOF_LIFE: Final = 12 * 3600  # seconds; services take up to 24 h


def sealed(
    subscription: PushSubscription,
    words: bytes,
    *,
    salt: bytes | None = None,
    own: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body, `aes128gcm`. `salt` and `own` are fresh for each, but in tests.

    Raises ValueError where the browser's key is none.
    """
    salt, own = salt or os.urandom(16), own or ec.generate_private_key(CURVE)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, subscription.p256dh)
    ours = point(own)
    shared = own.exchange(ec.ECDH(), theirs)
    info = b"WebPush: info\x00" + subscription.p256dh + ours
    secret = _derived(subscription.auth, shared, info, 32)
    key = _derived(salt, secret, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(salt, secret, b"Content-Encoding: nonce\x00", 12)
    head = salt + RECORD.to_bytes(4) + len(ours).to_bytes(1) + ours
    return head + AESGCM(key).encrypt(nonce, words + LAST, None)


def proof(key: ec.EllipticCurvePrivateKey, endpoint: str, sender: str, now: float) -> str:
    """The Authorization header: for this push service alone, and not for long."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(now) + PROOF_LIFE,
        "sub": sender,
    }
    signed = ".".join(text(json.dumps(one).encode()) for one in ({"alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(SHA256())))
    mark = text(r.to_bytes(32) + s.to_bytes(32))
    return f"vapid t={signed}.{mark}, k={text(point(key))}"


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Its public half, uncompressed."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def text(content: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)
