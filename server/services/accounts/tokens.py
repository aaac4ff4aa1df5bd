"""Tokens of 256 bits and what else comes from chance; what we keep of one is its hash."""

import base64
import hashlib
import secrets

from server.domain.later import CODE_LETTERS, LETTERS
from server.domain.proof import RECOVERY_BYTES
from server.domain.totp import SECRET_BYTES


def new_token() -> str:
    """43 characters, safe in a URL's fragment and in a cookie."""
    return secrets.token_urlsafe(32)


def new_secret() -> bytes:
    """For an authenticator."""
    return secrets.token_bytes(SECRET_BYTES)


def new_challenge() -> bytes:
    """For a passkey to sign: at least 16 bytes, says WebAuthn, section 13.4.3."""
    return secrets.token_bytes(32)


def new_recovery_code() -> str:
    """Sixteen letters and digits that are hard to mistake, in fours."""
    letters = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def new_code() -> str:
    """Of letters and digits that are hard to mistake, to be written down."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
