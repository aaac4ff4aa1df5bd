"""The encoder's files, as moderation/training/encoder/ wrote them."""

import hashlib
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from moderation.verdict import Concern

FOLDER: Final = Path(__file__).parent / "weights"
NETWORK: Final = "encoder.onnx"
TOKENIZER: Final = "tokenizer.json"
THRESHOLDS: Final = "thresholds.json"


class Steps(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """From which logit on so rare a share of ordinary messages would be meant as well."""

    watch: float  # 2 in 100
    alert: float  # 5 in 1,000
    page: float  # 2 in 1,000


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    network_sha256: str
    tokenizer_sha256: str
    danger: Steps
    grave: float  # for the head of rung 3
    concerns: dict[Concern, float]
    toxicity: float
    insult: float  # far fewer civil messages reach it


class WrongFiles(Exception):
    """They are not those that the thresholds were set for."""


def thresholds(folder: Path = FOLDER) -> Thresholds:
    """Raises WrongFiles if any file is missing, changed or cannot be read."""
    try:
        read = msgspec.json.decode((folder / THRESHOLDS).read_bytes(), type=Thresholds)
        listed = {NETWORK: read.network_sha256, TOKENIZER: read.tokenizer_sha256}
        wrong = [name for name, known in listed.items() if sha256_of(folder / name) != known]
    except (OSError, msgspec.MsgspecError):
        raise WrongFiles(f"A file is missing, or {THRESHOLDS} cannot be read.") from None
    if wrong:
        raise WrongFiles(f"Not the files of {THRESHOLDS}: {', '.join(wrong)}.")
    return read


def sha256_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
