"""An administrator adds a phrase to what the screen looks for: tried first, then put live."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from moderation.evaluation.suite import sentences
from moderation.lexicon.own import OwnPhrases, wrong
from moderation.passage import Passage, Speaker
from moderation.policy import Policy
from moderation.screen import lexicons_of, with_own
from moderation.verdict import Finding, Severity
from server.contract import own_phrase_requests as own
from server.domain.ids import StaffId
from server.domain.own_phrase import OwnPhrase, told
from server.domain.staff import BadField, StaffMember
from server.services.ports import NewId, Now
from server.services.watch.own_rules import OwnRules, owned
from server.services.watch.ports import Names
from server.services.watch.trying import names, tried

LATELY: Final = timedelta(days=30)
TALKS: Final = 1000
EXAMPLES: Final = 5


class Phrases(Protocol):
    async def all(self) -> tuple[OwnPhrase, ...]: ...
    async def add(self, one: OwnPhrase) -> None: ...
    async def take_out(self, id: str, by: StaffId, at: datetime) -> None: ...
    async def tried(self, by: StaffId, rung: str, at: datetime) -> None: ...
    def said_since(self, since: datetime, most: int) -> AsyncIterator[tuple[str, list[str]]]: ...
    async def flagged_since(self, since: datetime) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class OwnPhrasing:
    phrases: Phrases
    rules: OwnRules
    staff: Names
    now: Now
    new_id: NewId

    async def show(self, _: StaffMember, __: own.ShowOwnPhrases) -> own.OwnPhrases:
        standing, called = await self.phrases.all(), await self.staff.names()
        every = lexicons_of(self.rules.screen()).each
        return own.OwnPhrases(
            languages=tuple(one.language for one in every),
            phrases=tuple(
                own.OwnPhraseCard(
                    id=one.id,
                    draft=_draft(one),
                    by=called.get(one.by, ""),
                    at=one.at,
                    wrong=self.rules.wrong.get(one.id, ""),
                )
                for one in standing
            ),
        )

    async def try_it(self, who: StaffMember, asked: own.TryOwnPhrase) -> own.OwnPhraseTried:
        one, screen = self._one(who, asked.draft), self.rules.screen()
        if why := wrong(lexicons_of(screen), owned(one)):
            return own.OwnPhraseTried(wrong=why)
        await self.phrases.tried(who.id, f"{one.concern} {int(one.severity)}", self.now())
        alone = OwnPhrases.of(lexicons_of(screen), [owned(one)])
        found = (Finding(one.concern, one.severity, 0, 0, one.reason, ""),)
        said = Passage(asked.text) if asked.text.strip() else None
        standing = [owned(other) for other in await self.phrases.all()]
        after = with_own(screen, OwnPhrases.of(lexicons_of(screen), [*standing, owned(one)]))
        return own.OwnPhraseTried(
            wrong="",
            level=screen.policy.level(found, Speaker.VISITOR),
            actions=names(screen.policy.actions(found, Speaker.VISITOR, complete=True)),
            now=tried(screen(said)) if said else None,
            then=tried(after(said)) if said else None,
            suite=await asyncio.to_thread(_on_suite, alone, screen.policy),
            lately=await self._lately(alone),
        )

    async def add(self, who: StaffMember, asked: own.AddOwnPhrase) -> None:
        """Raises BadField, which says what is wrong with it."""
        one = self._one(who, asked.draft)
        if why := wrong(lexicons_of(self.rules.screen()), owned(one)):
            raise BadField("phrase", why)
        await self.phrases.add(one)
        await self.rules.renew()

    async def take_out(self, who: StaffMember, asked: own.TakeOutOwnPhrase) -> None:
        await self.phrases.take_out(asked.phrase, who.id, self.now())
        await self.rules.renew()

    async def _lately(self, alone: OwnPhrases) -> own.TriedLately:
        since = self.now() - LATELY
        flagged, of, found, newly = await self.phrases.flagged_since(since), 0, 0, 0
        async for talk, texts in self.phrases.said_since(since, TALKS):
            here = any(True for text in texts for _ in alone.find(Passage(text)))
            of, found = of + 1, found + here
            newly += here and talk not in flagged
            await asyncio.sleep(0)  # whoever is writing now comes first
        return own.TriedLately(of=of, found=told(found, of), newly=told(newly, found))

    def _one(self, who: StaffMember, draft: own.PhraseDraft) -> OwnPhrase:
        return OwnPhrase(
            id=self.new_id(),
            language=draft.language,
            phrase=" ".join(draft.phrase.split()),
            concern=draft.concern,
            severity=Severity(draft.severity),
            wherever=draft.wherever,
            reason=draft.reason.strip(),
            source=draft.source.strip(),
            note=draft.note.strip(),
            by=who.id,
            at=self.now(),
        )


def _on_suite(alone: OwnPhrases, policy: Policy) -> own.TriedOnSuite:
    suite = sentences()
    hits = [(one, list(alone.find(one.passage))) for one in suite]
    found = [(one, findings) for one, findings in hits if findings]
    high = [s for s, found in found if policy.level(found, s.passage.speaker) > s.most]
    return own.TriedOnSuite(
        of=len(suite),
        found=len(found),
        too_high=len(high),
        examples=_texts([one.passage for one in high]),
    )


def _texts(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(one.text for one in passages[:EXAMPLES])


def _draft(one: OwnPhrase) -> own.PhraseDraft:
    return own.PhraseDraft(
        language=one.language,
        phrase=one.phrase,
        concern=one.concern,
        severity=int(one.severity),
        wherever=one.wherever,
        reason=one.reason,
        source=one.source,
        note=one.note,
    )
