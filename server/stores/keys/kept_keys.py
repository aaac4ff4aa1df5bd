"""The keys that a backup keeps apart: the house's own, and the one of Web Push. Never a day's."""

from pathlib import Path
from typing import Final

import msgspec

from server.stores.keys import house_key, push_key
from server.stores.keys.key_files import place

NAMES: Final = (house_key.NAME, push_key.NAME)
_READ: Final = msgspec.json.Decoder(dict[str, bytes])


class OtherKeys(Exception):
    """There is another house's key already. What it has sealed would be lost."""


class NotKeys(Exception):
    """This file holds no keys that were kept."""


def keep(keys_dir: Path, file: Path) -> None:
    """Into a new file, 0600. A key that was never made is not in it."""
    found = {name: keys_dir / name for name in NAMES if (keys_dir / name).exists()}
    place(file, msgspec.json.encode({name: path.read_bytes() for name, path in found.items()}))


def put_back(file: Path, keys_dir: Path) -> None:
    """Raises OtherKeys and changes nothing, or NotKeys. Repeating it is harmless."""
    try:
        kept = _READ.decode(file.read_bytes())
    except msgspec.DecodeError:
        raise NotKeys from None
    if not kept.keys() <= set(NAMES):
        raise NotKeys
    keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    there = {name: keys_dir / name for name in kept if (keys_dir / name).exists()}
    if any(path.read_bytes() != kept[name] for name, path in there.items()):
        raise OtherKeys
    for name, key in kept.items():
        place(keys_dir / name, key)
