"""Writes the list of words that `reading/spelling.py` reads, from SCOWL and our lexicons."""

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from moderation.reading.codes import CODED
from moderation.reading.lookalikes import folded
from moderation.reading.spelling import SHORTEST, WORDS, Spelling
from moderation.training.rows import CORPUS, HANDS, table
from moderation.verdict import DANGERS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


CONFIG: Final = Path(__file__).parents[2] / "config" / "lexicons"
WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
COMMON: Final = 20
"""SCOWL's sizes: up to this one every word is kept,"""
REAL, RARE = 50, 70
"""up to this one what would be put right, and up to this one what would be taken apart."""
PATTERN: Final = "expression"
"""Of a lexicon's entries: its pieces are no words."""
MISTYPED: Final = "typing_badly"
MOST: Final = 2_400
"""So many targets: every start pays for reading them."""
TYPED: Final = 2
"""So often an ordinary line of the corpus must use a word that no dictionary has."""
TOGETHER: Final = _set("i a u n im ive ill id hes shes its ur bf gf dont cant wont wana od")
"""Short words that people write together with others."""
GRIM: Final = _set("rapist rape rapes kill kills die dies dead cut hang shot gun hit hurt suicide")
"""A real word is taken apart where its pieces say nothing else, but never into these."""
ALSO: Final = _set(
    "hrt ocd cbt dbt ptsd adhd bpd nhs icu ivf hiv gad usa soo hehe homo fave welp oof comp vid tis"
    " wha heres thatd hella lifes commie paracet chai homie tho thru lil smth"
)
"""Neither in a dictionary nor a mistake."""

NOTICE: Final = """\
# Four paragraphs: words that misspelled ones are corrected to, the most frequent first; words of
# which joined ones may consist; common words, of which long joined ones may consist; and others
# that would be taken for mistakes. Written by moderation/training/words.py
# from config/lexicons, our own corpus, and SCOWL, whose notice is:
#
# Copyright 2000-2011 by Kevin Atkinson
# Permission to use, copy, modify, distribute and sell these word lists, the associated scripts,
# the output created from the scripts, and its documentation for any purpose is hereby granted
# without fee, provided that the above copyright notice appears in all copies and that both that
# copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson
# makes no representations about the suitability of this array for any purpose. It is provided
# "as is" without express or implied warranty.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scowl", type=Path, help="SCOWL's folder of lists")
    parser.add_argument("--to", type=Path, default=WORDS)
    wanted = parser.parse_args()
    wanted.to.write_text(written(wanted.scowl), "ascii")
    return 0


def written(scowl: Path) -> str:
    """The whole file: the same lists give the same bytes."""
    common, real, rare = (_listed(scowl, size) for size in (COMMON, REAL, RARE))
    own = set(_all(CONFIG / "en.toml"))
    grave = _by_use(_dangers(CONFIG / "en.toml"), _told())
    targets = [word for word in grave if len(word) >= SHORTEST - 1 and word in real][:MOST]
    parts = {w for w in own if len(w) > 1 and w in (real if len(w) > 2 else common)} | TOGETHER
    common |= _typed(real)
    few, many = Spelling.of(targets, parts), Spelling.of(targets, parts, common)
    mistaken = {word for word in real if few.meant(word) != word}
    mistaken |= {word for word in rare if few.parted(word)}
    mistaken |= {word for word in rare if GRIM.intersection((many.parted(word) or "").split())}
    lexicons = {word for path in sorted(CONFIG.glob("*.toml")) for word in _all(path)}
    lexicons |= {one for path in sorted(CONFIG.glob("*.toml")) for one in _singular(path)}
    parts -= set(targets)
    common -= parts.union(targets)
    others = (lexicons | mistaken | ALSO | CODED) - common - parts.union(targets)
    paragraphs = (targets, sorted(parts), sorted(common), sorted(others))
    return NOTICE + "\n\n".join(map(wrapped, paragraphs))


def _listed(scowl: Path, most: int) -> set[str]:
    """Words, names and abbreviations of all kinds of English, without their apostrophes."""
    files = (path for path in scowl.iterdir() if path.suffix[1:].isdigit())
    chosen = (path for path in files if int(path.suffix[1:]) <= most)
    text = " ".join(path.read_text("latin-1") for path in chosen)
    return {plain for word in text.lower().split() if (plain := _bare(word)).isascii()}


def _bare(word: str) -> str:
    return word.removesuffix("'s").replace("'", "")


def _dangers(path: Path) -> Iterator[str]:
    """The phrases of danger, and what answers a question about it."""
    file = tomllib.loads(path.read_text("utf-8"))
    for entry in file["entry"]:
        if entry["concern"] in DANGERS:
            yield from entry["phrases"]
    for ways in file["answers"].values():
        yield from ways


def _told() -> Iterator[str]:
    """Lines of danger of our own: of other hands none, who mistype on purpose."""
    for path in _typing():
        yield from (row["text"] for row in table(path) if row["rung"] >= "2" or row["concerns"])


def _by_use(phrases: Iterable[str], lines: Iterable[str]) -> list[str]:
    """The words of the phrases, the most frequent first; of two equals the one more often told."""
    counts = Counter(word for text in phrases for word in words_of(text))
    told = Counter(word for text in lines for word in words_of(text))
    return sorted(counts, key=lambda word: (-counts[word], -told[word], word))


def _all(path: Path) -> Iterator[str]:
    """Every word of a lexicon, misspelled ones too: the lexicon reads those itself."""
    for text in _strings(tomllib.loads(path.read_text("utf-8"))):
        plain = "".join(map(folded, text))
        yield from (w for word in WORD.findall(plain) if (w := _bare(word)).isascii())


def _singular(path: Path) -> Iterator[str]:
    """Of words of other languages: who speaks of "fotos" writes "foto", and means no "foot"."""
    if path.stem != "en":
        yield from (
            word[:-1] for word in _all(path) if word.endswith("s") and len(word) >= SHORTEST
        )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        yield from value
        for name, one in value.items():
            if name != PATTERN:
                yield from _strings(one)


def _typed(real: set[str]) -> set[str]:
    """What people type and no dictionary has, from the ordinary lines of the corpus.

    Other hands mistype on purpose, and what is mistyped in "i wil kil him" must not become a word.
    """
    counts: Counter[str] = Counter()
    for path in _typing():
        rows = [row for row in table(path) if row["rung"] == "0" and not row["concerns"]]
        counts.update(word for row in rows for word in words_of(row["text"]))
    return {word for word, count in counts.items() if count >= TYPED and word.isascii()} - real


def _typing() -> Iterator[Path]:
    """The files of which nobody mistyped on purpose."""
    for path in sorted(CORPUS.glob("*.csv")):
        if not path.stem.startswith((HANDS, MISTYPED)):
            yield path


def words_of(text: str) -> Iterator[str]:
    """In lower case and without their apostrophes."""
    return map(_bare, WORD.findall(text.lower().replace("’", "'")))


def wrapped(words: Iterable[str]) -> str:
    lines, width = [[]], 0  # type: list[list[str]], int
    for word in words:
        if width + len(word) > 98:
            lines.append([])
            width = 0
        lines[-1].append(word)
        width += len(word) + 1
    return "\n".join(" ".join(line) for line in lines)


if __name__ == "__main__":
    raise SystemExit(main())
