"""What this process looks for of the house's own: always as the database has it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from moderation.lexicon.file import ABOUT_ONESELF, Entry
from moderation.lexicon.languages import Lexicons
from moderation.lexicon.own import Own, OwnCheck, OwnPhrases, in_order
from moderation.review import Reviewer
from moderation.screen import lexicons_of
from server.domain.own_phrase import OwnPhrase

log = structlog.get_logger(__name__)


class Standing(Protocol):
    async def all(self) -> tuple[OwnPhrase, ...]: ...


@dataclass(slots=True)
class OwnRules:
    """`check` stands in the screen; `screen` may be another one when a lexicon changes."""

    phrases: Standing
    screen: Callable[[], Reviewer]
    check: OwnCheck
    wrong: Mapping[str, str] = field(default_factory=dict)
    _seen: tuple[tuple[OwnPhrase, ...], Lexicons] | None = None

    async def renew(self) -> None:
        """Compiled in a thread, so that nobody who is writing waits for it."""
        phrases, lexicons = await self.phrases.all(), lexicons_of(self.screen())
        if self._seen and self._seen[0] == phrases and self._seen[1] is lexicons:
            return
        made, wrong = await asyncio.to_thread(_made, lexicons, phrases)
        self.check.now, self.wrong, self._seen = made, wrong, (phrases, lexicons)
        log.info("own phrases are live", count=len(phrases) - len(wrong))
        if wrong:  # a lexicon was changed under them; the others go on
            log.error("own phrases left out", count=len(wrong))


def owned(one: OwnPhrase) -> Own:
    return one.language, Entry(
        phrases=(one.phrase,),
        concern=one.concern,
        severity=one.severity,
        reason=one.reason,
        source=one.source,
        reviewed=one.at.date(),
        note=one.note,
        heeds=() if one.wherever else ABOUT_ONESELF,
    )


def _made(lexicons: Lexicons, phrases: Sequence[OwnPhrase]) -> tuple[OwnPhrases, Mapping[str, str]]:
    good, bad = in_order(lexicons, [owned(one) for one in phrases])
    return OwnPhrases.of(lexicons, good), {phrases[at].id: why for at, why in bad.items()}
