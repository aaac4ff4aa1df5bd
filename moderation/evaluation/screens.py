"""The screens as they are shipped: the rules alone, the event loop's, the encoder, all together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import numpy as np

from moderation.encoder.model import Encoder
from moderation.evaluation.levels import Levels, of_the_model, toxic
from moderation.evaluation.measures import Hits
from moderation.evaluation.parts import ALL, ENCODER, LEXICON, LOOP, MODEL, Parts
from moderation.inline.check import InlineCheck
from moderation.inline.weights import Thresholds
from moderation.models.port import State
from moderation.passage import Passage, Speaker
from moderation.ranking import CONDUCT, FILE, Ranking, Rankings, heard_inline
from moderation.review import Reviewer
from moderation.screen import screen_from
from moderation.together import Later, Together, concern_of, likeliest
from moderation.verdict import Finding, Severity, Verdict

Findings = Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Screens:
    loop: Reviewer
    inline: InlineCheck
    encoder: Encoder
    rankings: Rankings

    @classmethod
    def shipped(cls, config: Path) -> "Screens":
        loop = screen_from(config)
        (inline,) = (check for check in loop.checks if isinstance(check, InlineCheck))
        rankings = msgspec.json.decode(FILE.read_bytes(), type=Rankings)
        return cls(loop, inline, Encoder.load(excused=inline.excused), rankings)

    @property
    def lexicon(self) -> Reviewer:
        rules = [check for check in self.loop.checks if check is not self.inline]
        return replace(self.loop, checks=(*rules,))

    @property
    def encoding(self) -> bool:
        return self.encoder.state is State.READY

    @property
    def limits(self) -> Thresholds:
        return self.inline.thresholds

    @property
    def together(self) -> Together:
        return Together(Ranking(self.rankings, self.inline), self.loop.policy)

    def parts(self, passages: Sequence[Passage]) -> Parts:
        rules = [self.lexicon(passage).findings for passage in passages]
        heard = np.array([heard_inline(self.inline, one) for one in passages], np.float32)
        if not self.encoding:
            return Parts(rules, heard)
        return Parts(rules, heard, np.stack([one.logits for one in self.encoder.read(passages)]))

    def verdicts(self, passages: Sequence[Passage]) -> Mapping[str, Sequence[Verdict]]:
        """By screen, of those that are there."""
        loop = [self.loop(passage) for passage in passages]
        by = {LEXICON: [self.lexicon(passage) for passage in passages], LOOP: loop}
        if not self.encoding:
            return by
        before = [verdict.findings for verdict in loop]
        by[ENCODER] = [*self._drawn(passages, self.encoder.find(passages))]
        later = Later(self.encoder, self.together).find(passages, before)
        by[ALL] = [*self._drawn(passages, [(*a, *b) for a, b in zip(before, later, strict=True)])]
        return by

    def held_out(self, passages: Sequence[Passage], parts: Parts) -> Iterator["Said"]:
        """What each screen would say of rows, by the logits of models that never saw them."""
        rules = Said.of(LEXICON, [*self._drawn(passages, parts.rules)])
        model = of_the_model(parts.inline, self.limits), toxic(parts.inline, self.limits)
        loop = rules.and_also(Said(MODEL, *model), LOOP)
        yield from (rules, Said(MODEL, *model), loop)
        if parts.encoder is not None:
            pairs = zip(passages, parts.readings(), strict=True)
            found = [self.encoder.found(passage, read) for passage, read in pairs]
            alone = Said.of(ENCODER, [*self._drawn(passages, found)])
            yield from (alone, self._together(passages, loop.and_also(alone, ALL), parts))

    def _together(self, passages: Sequence[Passage], said: "Said", parts: Parts) -> "Said":
        """And what all signs together propose."""
        policy, near = self.loop.policy, parts.crisis(self.rankings)[ALL]
        chances = 1 / (1 + np.exp(-near))
        heard = np.array([one.speaker is Speaker.VISITOR for one in passages], bool)
        concerns = [concern_of(likeliest(reading)) for reading in parts.readings()]
        levels = said.levels
        for share, severity in (
            (policy.together.hint, Severity.LOW),
            (policy.together.flag, Severity.MODERATE),
        ):
            spoken = heard & (chances >= share) & ((said.levels > 0) | (severity is Severity.LOW))
            rows = [policy.table[one, severity, Speaker.VISITOR].level for one in concerns]
            levels = np.maximum(levels, np.where(spoken, np.array(rows, np.int64), 0))
        return replace(said, levels=levels)

    def _drawn(self, passages: Sequence[Passage], found: Sequence[Findings]) -> Iterator[Verdict]:
        """What follows from findings."""
        policy = self.loop.policy
        for passage, some in zip(passages, found, strict=True):
            actions = policy.actions(some, passage.speaker, complete=True)
            yield Verdict(tuple(some), actions, policy.level(some, passage.speaker))


@dataclass(frozen=True, slots=True)
class Said:
    """Of each message: which level a screen proposes, and whether it calls it an insult."""

    screen: str
    levels: Levels = field(repr=False)
    called: Hits = field(repr=False)

    @classmethod
    def of(cls, screen: str, verdicts: Sequence[Verdict]) -> "Said":
        return cls(screen, reached(verdicts), accused(verdicts))

    def and_also(self, other: "Said", screen: str) -> "Said":
        highest = np.maximum(self.levels, other.levels)
        return Said(screen, highest, self.called | other.called)


def reached(verdicts: Sequence[Verdict]) -> Levels:
    return np.array([int(verdict.level) for verdict in verdicts], np.int64)


def accused(verdicts: Sequence[Verdict]) -> Hits:
    """Which of them hold an insult, a threat or the like."""
    return np.array([any(f.concern in CONDUCT for f in v.findings) for v in verdicts], bool)
