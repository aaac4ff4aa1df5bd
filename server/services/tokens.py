"""Tokens of 256 bits; what we keep of one is its hash."""

import hashlib
import secrets


def new_token() -> str:
    """43 characters, safe in a URL's fragment and in a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
