"""What the words round a phrase make of it: denied, long ago, of somebody else, a title."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from moderation.lexicon.file import Context, Cues
from moderation.lexicon.vocabulary import Tokens, Vocabulary

CLAUSE_END: Final = re.compile(r"[.!?;:\n…؟。]")
QUOTE: Final = re.compile(r'["“”„«»]')
COMMA: Final = re.compile(r"[,،]")
REFUSALS: Final = frozenset({"no", "non", "nein", "nao", "لا"})
"""With a comma after it such a word answers what was asked: "no, quiero morir"."""
NEVER: Final = r"(?!)"
"""Matches nothing."""
NEAR: Final = 8
"""So many words before a phrase can change it."""
FAR: Final = 160
"""So many characters either side may say that it was long ago."""


class Reading(Enum):
    """How a phrase is meant."""

    MEANT = auto()
    DROPPED = auto()
    LONG_AGO = auto()
    OF_ANOTHER = auto()
    OF_THE_LISTENER = auto()


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens `first` to `last` (inclusive) that hold a phrase; `places` are the written words'."""

    tokens: Tokens
    first: int
    last: int
    places: list[tuple[int, int]] = field(repr=False)

    @property
    def start(self) -> int:
        return self.places[self.tokens.origin[self.first]][0]

    @property
    def end(self) -> int:
        return self.places[self.tokens.origin[self.last]][1]

    def before(self) -> list[str]:
        """The words before the phrase, back to the last end of a clause."""
        at = self.first
        while at > max(0, self.first - NEAR) and not self._ends(at - 1):
            at -= 1
        return list(self.tokens.words[at : self.first])

    def clause(self) -> str:
        return self.part(CLAUSE_END)

    def part(self, parting: re.Pattern[str]) -> str:
        """What stands round the phrase, as far as the nearest thing that parts."""
        original = self.tokens.text.original[max(0, self.start - FAR) : self.end + FAR]
        start = min(self.start, FAR)
        ends = [m.end() for m in parting.finditer(original, 0, start)]
        stop = parting.search(original, start + self.end - self.start)
        return original[ends[-1] if ends else 0 : stop.start() if stop else None]

    def quoted(self) -> bool:
        before = len(QUOTE.findall(self.tokens.text.original, 0, self.start))
        return before % 2 == 1 and QUOTE.search(self.tokens.text.original, self.end) is not None

    def _ends(self, word: int) -> bool:
        here, there = self.tokens.origin[word], self.tokens.origin[word + 1]
        gap = self.tokens.text.original[self.places[here][1] : self.places[there][0]]
        if self.tokens.words[word] in REFUSALS and COMMA.search(gap):
            return True
        return CLAUSE_END.search(gap) is not None


class Contexts:
    """Compiled from the lexicon's cues. An unknown word between cue and phrase breaks the link."""

    def __init__(self, cues: Cues, vocabulary: Vocabulary) -> None:
        def finder(written: Iterable[str]) -> re.Pattern[str]:
            return _finder({" ".join(vocabulary.words(cue)) for cue in written})

        self._vocabulary = vocabulary
        self._breaks = _words(cues.breaks, vocabulary)
        self._bridges = _words(cues.bridges, vocabulary) | vocabulary.fillers
        self._negation = finder(cues.negations)
        self._not_negation = finder(cues.not_negations)
        self._people = _people(cues)
        self._past, self._not_past = finder(cues.past), finder(cues.not_past)
        self._beside, self._parting = finder(cues.not_past_beside), _parting(cues.breaks)
        self._soon = finder(cues.soon)
        self._titles, self._reported = finder(cues.titles), finder(cues.reported)
        self._ask: Mapping[Context, tuple[Callable[[Hit], bool], Reading]] = {
            Context.NEGATION: (self._denied, Reading.DROPPED),
            Context.QUOTATION: (self._is_title, Reading.DROPPED),
            Context.REPORTED: (self._was_said, Reading.DROPPED),
            Context.PAST: (self._long_ago, Reading.LONG_AGO),
        }

    def read(self, hit: Hit, heeds: Iterable[Context]) -> Reading:
        heeded = frozenset(heeds)
        for context, (holds, reading) in self._ask.items():
            if context in heeded and holds(hit):
                return reading
        return self._subject(hit) if Context.PERSON in heeded else Reading.MEANT

    def is_soon(self, hit: Hit) -> bool:
        """Whether the sentence says that it is to be within a day or two."""
        return self._soon.search(f" {' '.join(self._vocabulary.words(hit.clause()))} ") is not None

    def _thought(self, hit: Hit) -> list[str]:
        words = hit.before()
        for at in range(len(words) - 1, -1, -1):
            if words[at] in self._breaks:
                return words[at + 1 :]
        return words

    def _denied(self, hit: Hit) -> bool:
        thought = f" {' '.join(self._thought(hit))} "
        if self._not_negation.search(thought):
            return False
        return any(self._bridged(thought[m.end() :]) for m in self._negation.finditer(thought))

    def _bridged(self, rest: str) -> bool:
        return self._bridges.issuperset(rest.split())

    def _subject(self, hit: Hit) -> Reading:
        """The nearest word before the phrase that names somebody decides."""
        words = self._thought(hit)
        for at in range(len(words) - 1, -1, -1):
            if who := self._people.get(words[at]):
                return who
            if words[at] not in self._bridges:
                return Reading.MEANT
        return Reading.MEANT

    def _long_ago(self, hit: Hit) -> bool:
        clause = f" {' '.join(self._vocabulary.words(hit.clause()))} "
        rest, found = self._past.subn(" ", clause)  # "years ago today" is not today
        if not found or self._not_past.search(rest):
            return False
        return not self._beside.search(self._rest(hit))

    def _rest(self, hit: Hit) -> str:
        """What the part of the sentence that holds the phrase says, but that it was long ago."""
        part = " ".join(self._vocabulary.words(hit.part(self._parting)))
        return self._past.sub(" ", f" {part} ")

    def _is_title(self, hit: Hit) -> bool:
        before = f" {' '.join(hit.before())} "
        found = list(self._titles.finditer(before))
        return bool(found) and (hit.quoted() or not before[found[-1].end() :].strip())

    def _was_said(self, hit: Hit) -> bool:
        return self._reported.search(f" {' '.join(hit.before())} ") is not None


def _people(cues: Cues) -> Mapping[str, Reading]:
    return (
        dict.fromkeys(cues.third, Reading.OF_ANOTHER)
        | dict.fromkeys(cues.second, Reading.OF_THE_LISTENER)
        | dict.fromkeys(cues.first, Reading.MEANT)
    )


def _words(written: Iterable[str], vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(word for one in written for word in vocabulary.words(one))


def _parting(breaks: Iterable[str]) -> re.Pattern[str]:
    """An end of a clause, a comma, or a word that begins a new thought."""
    words = "|".join(map(re.escape, breaks)) or NEVER
    return re.compile(rf"{CLAUSE_END.pattern}|{COMMA.pattern}|\b(?:{words})\b", re.IGNORECASE)


def _finder(cues: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(cues, key=len, reverse=True)
    return re.compile(f" (?:{'|'.join(map(re.escape, longest)) or NEVER})(?= )")
