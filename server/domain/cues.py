"""What is heard in a sentence, by phrases that people can read and change: no model."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

GAP: Final = r"(?: [\w']+){0,5}"  # what "…" stands for: at most five words
ASKS_WITHOUT_MARK: Final = frozenset(
    ("are", "is", "do", "does", "did", "have", "has", "can", "could", "would", "will", "was")
)
SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
WORD: Final = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class Cue:
    """`asks`: only in a question. `unless`: a phrase that makes the sentence another thing."""

    id: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    words: str
    asks: bool


def heard_in(text: str, cues: Iterable[Cue]) -> frozenset[str]:
    """The ids of all cues that some sentence of it gives."""
    said = list(_sentences(text))
    return frozenset(cue.id for cue in cues if any(_gives(one, cue) for one in said))


def _gives(sentence: Sentence, cue: Cue) -> bool:
    if cue.asks and not sentence.asks:
        return False
    return _any(cue.phrases, sentence) and not _any(cue.unless, sentence)


def _any(phrases: tuple[str, ...], sentence: Sentence) -> bool:
    return any(_pattern(phrase).search(sentence.words) for phrase in phrases)


def _sentences(text: str) -> Iterator[Sentence]:
    for part in SENTENCE.findall(text.casefold().replace("\u2019", "'")):
        if words := WORD.findall(part):
            yield Sentence(" ".join(words), "?" in part or words[0] in ASKS_WITHOUT_MARK)


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """`^` begins a sentence, `a|b` is either word, `…` is up to five words of any kind."""
    begins, words = phrase.startswith("^"), phrase.removeprefix("^").casefold().split()
    made = "^" if begins else r"(?<![\w'])"
    for index, word in enumerate(words):
        if word == "…":
            made += GAP
        else:
            made += (" " if index else "") + f"(?:{'|'.join(map(re.escape, word.split('|')))})"
    return re.compile(made + r"(?![\w'])")
