"""The encoder's files, as moderation/training/encoder/ wrote them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from moderation.verdict import Concern

FOLDER: Final = Path(__file__).parent / "weights"
LOWER: Final = "lower.onnx"
UPPER: Final = "upper.onnx"
TOKENIZER: Final = "tokenizer.json"
THRESHOLDS: Final = "thresholds.json"


class Steps(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """From which logit on so rare a share of ordinary messages would be meant as well."""

    watch: float  # 2 in 100
    alert: float  # 5 in 1,000
    page: float  # 2 in 1,000


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    lower_sha256: str
    upper_sha256: str
    tokenizer_sha256: str
    ask: float  # from which logit of any lower head on the upper layers read a window
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
        wrong = [name for name, known in _listed(read) if sha256_of(folder / name) != known]
    except (OSError, msgspec.MsgspecError):
        raise WrongFiles(f"A file is missing, or {THRESHOLDS} cannot be read.") from None
    if wrong:
        raise WrongFiles(f"Not the files of {THRESHOLDS}: {', '.join(wrong)}.")
    return read


def _listed(read: Thresholds) -> Iterator[tuple[str, str]]:
    yield LOWER, read.lower_sha256
    yield UPPER, read.upper_sha256
    yield TOKENIZER, read.tokenizer_sha256


def sha256_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
