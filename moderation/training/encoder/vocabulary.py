"""Which pieces of words the encoder keeps, and the tokenizer that cuts words into them."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tokenizers import Tokenizer

from moderation.encoder.windows import SPECIAL

SIZE: Final = 8_000
LAST_LETTER: Final = 0x250
"""Single characters up to the end of Latin are always kept: any word can be spelled with them."""


def base_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def kept_pieces(tokenizer: Tokenizer, texts: Iterable[str], size: int = SIZE) -> list[str]:
    """The special ones first, then single letters, then the most frequent ones."""
    often = Counter(
        piece
        for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for piece in encoding.tokens
    )
    every = tokenizer.get_vocab()
    letters = sorted(piece for piece in every if _is_letter(piece))
    ranked = sorted(often, key=lambda piece: (-often[piece], piece))
    return list(dict.fromkeys((*SPECIAL, *letters, *ranked)))[:size]


def _is_letter(piece: str) -> bool:
    bare = piece.removeprefix("##")
    return len(bare) == 1 and ord(bare) < LAST_LETTER


def tokenizer_of(base: Tokenizer, kept: Iterable[str]) -> str:
    """The base's tokenizer with our pieces, as the text of its file."""
    made: dict[str, Any] = json.loads(base.to_str())
    made["model"]["vocab"] = {piece: at for at, piece in enumerate(kept)}
    made["post_processor"] = None
    special = {token["content"]: token for token in made["added_tokens"]}
    made["added_tokens"] = [special[name] | {"id": at} for at, name in enumerate(SPECIAL)]
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"
