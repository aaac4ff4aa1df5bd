"""The message before counts: "yes" after "are you thinking of suicide?" is a disclosure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from moderation.lexicon.file import Question
from moderation.lexicon.lexicon import Lexicon
from moderation.lexicon.matcher import Matcher
from moderation.lexicon.vocabulary import Tokens, Vocabulary
from moderation.passage import Passage, Speaker
from moderation.reading.normalise import Normalised, normalise
from moderation.verdict import Finding

PAUSE: Final = re.compile(r"[,.!?;:\n…–—-]")
ANY: Final = "any"
"""Every reply but those that begin as its list says: the question takes the rest for granted."""
WITHIN: Final = "within"
"""Words that say yes wherever they stand in a reply that begins with no other answer."""
YES: Final = "yes"
REPLY: Final = 12
"""Up to so many words answer a question whatever they are."""
SHORT: Final = 4
"""After an answer of several words so many more still leave it an answer."""

Answers = Mapping[tuple[str, ...], frozenset[str]]
"""Which kinds of answer begin with these words."""


class ContextCheck:
    """Reads what a visitor answers to a question of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._vocabulary = lexicon.vocabulary
        self._answers = _answers(lexicon, self._vocabulary)
        self._openings = _openings(lexicon)
        self._within = frozenset(map(lexicon.vocabulary.plain, lexicon.answers.get(WITHIN, ())))
        self._taken = any(question.answer == ANY for question in lexicon.questions)
        self._longest = max(map(len, self._answers), default=0)
        self._questions = Matcher(
            lexicon.vocabulary,
            ((lexicon.book.phrase(p), q) for q in lexicon.questions for p in q.phrases),
        )

    def __call__(self, passage: Passage) -> Iterator[Finding]:
        if not passage.before or passage.speaker is not Speaker.VISITOR:
            return
        text = normalise(passage.text)
        if not text.words or not self._may_answer(text.words):
            return
        given = self._given(self._vocabulary.read(self._beginning(text)))
        if not given:
            return
        before = self._vocabulary.read(normalise(passage.before))
        asked = {id(match.meaning): match.meaning for match in self._questions.find(before)}
        end = len(passage.text.rstrip())
        for question in asked.values():
            if question.answer in given:
                yield _disclosed(question, end)

    def _may_answer(self, words: Sequence[str]) -> bool:
        """Quickly: most messages are too long, begin with no answer and hold no yes."""
        if words[0] in self._openings or (self._taken and len(words) <= REPLY):
            return True
        return not self._within.isdisjoint(words)

    def _beginning(self, text: Normalised) -> Normalised:
        """As much of it as can be an answer, and enough more to see that it goes on."""
        most = max(REPLY, self._longest + SHORT) + 1
        if len(text.words) <= most:
            return text
        return Normalised(text.original, text.folded, text.words[:most])

    def _given(self, tokens: Tokens) -> frozenset[str]:
        """Which kinds of answer it is. To some questions any reply is one, but for a denial."""
        kinds = self._begun(tokens) or self._said(tokens)
        if self._taken and len(tokens.words) <= REPLY:
            return kinds ^ {ANY}
        return kinds - {ANY}

    def _begun(self, tokens: Tokens) -> frozenset[str]:
        """Which kinds of answer the message begins with; the longest wording decides."""
        for length in range(min(self._longest, len(tokens.words)), 0, -1):
            if kinds := self._answers.get(tuple(tokens.words[:length])):
                return kinds if _stands(tokens, length) else frozenset()
        return frozenset()

    def _said(self, tokens: Tokens) -> frozenset[str]:
        """Nobody has to begin with it: "sorry, yes"."""
        return frozenset() if self._within.isdisjoint(tokens.words) else frozenset({YES})


def _stands(tokens: Tokens, length: int) -> bool:
    """Whether the opening words are an answer, and not the start of another sentence."""
    written = tokens.origin[length - 1] + 1
    if length == 1 or len(tokens.words) - length <= SHORT:
        return True
    places = tokens.text.places()
    gap = tokens.text.original[places[written - 1][1] : places[written][0]]
    return PAUSE.search(gap) is not None


def _answers(lexicon: Lexicon, vocabulary: Vocabulary) -> Answers:
    answers: dict[tuple[str, ...], frozenset[str]] = {}
    for kind, ways in lexicon.answers.items():
        for way in ways if kind != WITHIN else ():
            words = tuple(vocabulary.words(way))
            answers[words] = answers.get(words, frozenset()) | {kind}
    return answers


def _openings(lexicon: Lexicon) -> frozenset[str]:
    """The first written words of all answers, for a quick look before a thorough one."""
    ways = (normalise(way).words for kind in lexicon.answers.values() for way in kind)
    return frozenset(words[0] for words in ways if words)


def _disclosed(question: Question, end: int) -> Finding:
    rule, reason = question.phrases[0], question.reason
    return Finding(question.concern, question.severity, 0, end, reason, "context", rule=rule)
