"""Writes the words of our corpus, the most frequent first, for `reading/joined.py`."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from moderation.reading.joined import OFTEN
from moderation.training.rows import CORPUS, HANDS, table
from moderation.training.words import words_of, wrapped

TWICE: Final = 2
"""What stands there once may be a slip."""
NOTICE: Final = """\
# The words of our own corpus that stand there twice or more, the most frequent first.
# Written by `python -m moderation.training.often`.
"""


def main() -> int:
    OFTEN.write_text(written(), "ascii")
    return 0


def written(corpus: Path = CORPUS) -> str:
    """The whole file: the same lines give the same bytes."""
    counts = Counter(word for text in _texts(corpus) for word in words_of(text))
    often = [(word, n) for word, n in counts.items() if n >= TWICE and word.isascii()]
    ranked = sorted(often, key=lambda pair: (-pair[1], pair[0]))
    return NOTICE + wrapped(word for word, _ in ranked) + "\n"


def _texts(corpus: Path) -> Iterator[str]:
    """Not of other hands, who mistype on purpose."""
    typed = (path for path in sorted(corpus.glob("*.csv")) if not path.stem.startswith(HANDS))
    for path in typed:
        yield from (row["text"] for row in table(path))


if __name__ == "__main__":
    raise SystemExit(main())
