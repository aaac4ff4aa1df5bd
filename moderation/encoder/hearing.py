"""What the encoder makes of a message, and of what is left of it without words that excuse it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Final

from moderation.encoder.files import Steps, Thresholds
from moderation.encoder.findings import findings
from moderation.encoder.heads import CONCERNS, TOXICITY
from moderation.encoder.reading import Reading
from moderation.passage import Passage
from moderation.reading.excused import Excused, without
from moderation.reading.normalise import normalise
from moderation.reading.swearing import SWEARS

EVEN: Final = 0.0
"""Below it what is left of a message is rather calm than not."""

ANYTHING: Final = Thresholds(
    lower_sha256="",
    upper_sha256="",
    tokenizer_sha256="",
    ask=-inf,
    danger=Steps(watch=-inf, alert=-inf, page=-inf),
    grave=-inf,
    concerns=dict.fromkeys(CONCERNS, -inf),
    toxicity=-inf,
    insult=-inf,
)
"""Every message is more: how they are set, all are heard as if something had been found."""

Read = Callable[[Sequence[Passage]], list[Reading]]
Rest = Callable[[Passage, Reading], str]
Both = Callable[[Reading, Reading], Reading]


@dataclass(frozen=True, slots=True)
class Hearing:
    """Nothing that is left out makes a message worse: a second reading only lowers the first."""

    read: Read = field(repr=False)
    limits: Thresholds = field(repr=False)
    excused: Excused = field(repr=False)

    def __call__(self, passages: Sequence[Passage]) -> list[Reading]:
        heard = self._again(passages, self.read(passages), self._meant, calmer)
        return self._again(passages, heard, self._unsworn, kinder)

    def _again(
        self, passages: Sequence[Passage], heard: list[Reading], rest: Rest, both: Both
    ) -> list[Reading]:
        """With a second reading of those messages of which less is left."""
        left = [replace(p, text=rest(p, one)) for p, one in zip(passages, heard, strict=True)]
        shorter = [at for at, passage in enumerate(passages) if left[at].text != passage.text]
        again = self.read([left[at] for at in shorter]) if shorter else []
        second = dict(zip(shorter, again, strict=True))
        return [both(one, second[at]) if at in second else one for at, one in enumerate(heard)]

    def _meant(self, passage: Passage, heard: Reading) -> str:
        """Without what the rules excuse, if anything was found at all."""
        if next(findings(passage, heard, self.limits), None) is None:
            return passage.text
        text = normalise(passage.text)
        return without(text, self.excused(text))

    def _unsworn(self, passage: Passage, heard: Reading) -> str:
        """Without swearing, if it was taken for an insult."""
        if heard.logits[TOXICITY] < self.limits.toxicity:
            return passage.text
        text = normalise(passage.text)
        return without(text, [at for at, word in enumerate(text.words) if word in SWEARS])


def calmer(first: Reading, rest: Reading) -> Reading:
    """The rules have the last word about what they excuse, but only where the rest is calm.

    "I'm not going to kill myself. Well, I did take them all" is read as a whole.
    """
    return first if rest.danger >= EVEN else first.at_most(rest.logits)


def kinder(first: Reading, rest: Reading) -> Reading:
    logits = first.logits.copy()
    logits[TOXICITY] = rest.logits[TOXICITY]
    return first.at_most(logits)
