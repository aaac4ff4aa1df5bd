"""What the chat needs beside its script, as files: made once, each at an address of its release."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

import msgspec

from config.everything import Everything
from server.transport.pages.built import Asset, compressed
from server.transport.pages.page_data import chat_words

SIGNS: Final = 16  # of the hash


@dataclass(frozen=True, slots=True)
class ChatWords:
    addresses: Mapping[str, str]  # by language
    assets: Mapping[str, Asset]  # by address

    @classmethod
    def of(cls, everything: Everything, script: str) -> Self:
        """`script` reads them, and its name is made from all that it loads.

        So a page whose script or whose words are of another release asks for what is not here,
        and says so, instead of drawing a chat with words missing.
        """
        every = everything.texts.in_order
        assets = {one.language: _asset(chat_words(everything, one)) for one in every}
        addresses = {
            language: f"/words/{language}/{_release(script, asset)}"
            for language, asset in assets.items()
        }
        return cls(addresses, {addresses[language]: asset for language, asset in assets.items()})


def _asset(words: Mapping[str, object]) -> Asset:
    return compressed(msgspec.json.encode(words), "application/json")


def _release(script: str, asset: Asset) -> str:
    return hashlib.sha256(script.encode() + asset.body).hexdigest()[:SIGNS]
