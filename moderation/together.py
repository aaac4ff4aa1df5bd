"""What all parts of the screen say of one message, together: signs that are weak alone add up.

Each part by itself speaks only where it is sure. The ranking (ranking.json, fitted on held-out
messages) makes one probability of all their signs; from the shares of config/policy.toml on that
is a finding of its own. It raises, never lowers, and says L2 at most.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from moderation.encoder.check import EncoderCheck
from moderation.encoder.heads import CONCERNS, DANGER, FIRST_CONCERN, SUICIDE
from moderation.encoder.model import Encoder
from moderation.encoder.reading import Reading
from moderation.models.port import State, Unscored
from moderation.passage import Passage, Speaker
from moderation.policy import Policy
from moderation.ranking import TOGETHER as NAME
from moderation.ranking import Ranking
from moderation.shares import rounded
from moderation.verdict import DANGERS, Concern, Finding, Level, Severity

REASON: Final = "Several signs together read like someone in danger."
HEADS: Final = [head for head, concern in enumerate(CONCERNS, FIRST_CONCERN) if concern in DANGERS]

Found = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Together:
    ranking: Ranking = field(repr=False)
    policy: Policy

    def __call__(
        self, passage: Passage, found: Sequence[Finding], reading: Reading
    ) -> Iterator[Finding]:
        """Nothing where the parts have found danger as grave by themselves."""
        if passage.speaker is not Speaker.VISITOR:
            return
        level = self.policy.level(found, passage.speaker)
        crisis = self.ranking(passage, found, reading).crisis
        severity = self._severity(crisis, level)
        if severity > max((one.severity for one in found if one.concern in DANGERS), default=0):
            head = likeliest(reading)
            place = reading.place(DANGER if head == SUICIDE else head)
            told = Finding(concern_of(head), Severity(severity), *place, REASON, NAME)
            yield replace(told, share=rounded(crisis))

    def _severity(self, crisis: float, level: Level) -> int:
        """A flag only where the parts by themselves propose a level: where they don't, the words
        are mostly those of the bereaved and of the recovered.
        """
        shares = self.policy.together
        if crisis >= shares.flag and level:
            return Severity.MODERATE
        return Severity.LOW if crisis >= shares.hint else 0


def likeliest(reading: Reading) -> int:
    """The head of the danger that the encoder finds most likely."""
    return max(HEADS, key=lambda head: float(reading.logits[head]))


def concern_of(head: int) -> Concern:
    return CONCERNS[head - FIRST_CONCERN]


@dataclass(frozen=True, slots=True)
class TogetherCheck:
    """In a verdict at once, after the encoder's own check."""

    together: Together
    encoder: EncoderCheck

    def __call__(self, passage: Passage, found: Sequence[Finding]) -> Iterator[Finding]:
        try:
            reading = self.encoder.reading(passage)
        except Unscored:  # the encoder's check says so
            return
        yield from self.together(passage, found, reading)


@dataclass(frozen=True, slots=True)
class Later:
    """The encoder, asked later about what the other parts have read: what it finds, and what all
    of them find together.
    """

    encoder: Encoder
    together: Together

    @property
    def name(self) -> str:
        return self.encoder.name

    @property
    def state(self) -> State:
        return self.encoder.state

    def find(self, passages: Sequence[Passage], known: Sequence[Found]) -> list[Found]:
        """For each passage, in their order, after what is `known` of it. Raises Unscored."""
        read = self.encoder.read(passages)
        return [self._found(*one) for one in zip(passages, known, read, strict=True)]

    def _found(self, passage: Passage, known: Found, reading: Reading) -> Found:
        found = self.encoder.found(passage, reading)
        return *found, *self.together(passage, (*known, *found), reading)
