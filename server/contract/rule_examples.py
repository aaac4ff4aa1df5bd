"""Examples of trying the rules, of the house's own phrases, and of how the house is."""

from collections.abc import Mapping
from typing import Final

from moderation.verdict import Concern, Level
from server.contract import own_phrase_requests as own
from server.contract import system_requests as system
from server.contract import try_requests as rules
from server.contract.example_views import AT
from server.contract.values import Body, Request

TRIED: Final = rules.Tried(
    level=Level.L1,
    findings=(
        rules.TriedFinding(
            concern="suicide",
            severity=1,
            start=7,
            end=15,
            reason="It sounds like low mood.",
            check="lexicon",
            rule="felt low",
            share=None,
        ),
    ),
    actions=("hint",),
    complete=True,
)
DRAFT: Final = own.PhraseDraft(
    language="en",
    phrase="(the|that) old bridge",
    concern=Concern.SUICIDE,
    severity=2,
    reason="Names a place that people here speak of in danger.",
    source="Our own line, reviewed by the clinical lead.",
    note="Look again in a year.",
)
REQUESTS: Final[Mapping[Request, Body | None]] = {
    rules.TryRules(text="I have felt low for weeks."): TRIED,
    system.ShowFindings(): system.Findings(
        findings=(
            system.FindingCard(
                state="look",
                part="backup",
                words="none was ever made",
                advice="`warmline backup TO`, every night: see docs/operating.md.",
            ),
        )
    ),
    system.ShowAudit(did="claim_flag"): system.AuditPage(
        entries=(
            system.AuditEntry(
                id=912,
                at=AT,
                who="s2",
                name="Mona",
                did="claim_flag",
                about="f7",
                reason="",
            ),
        ),
        more=False,
    ),
    system.VerifyAudit(): system.AuditVerified(entries=912, last="5f2c0d9e", broken=None),
    own.ShowOwnPhrases(): own.OwnPhrases(
        languages=("en", "es"),
        phrases=(own.OwnPhraseCard(id="p1", draft=DRAFT, by="Ada", at=AT, wrong=""),),
    ),
    own.TryOwnPhrase(draft=DRAFT, text="I have felt low for weeks."): own.OwnPhraseTried(
        wrong="",
        level=Level.L2,
        actions=("hint", "help_card", "flag"),
        now=TRIED,
        then=TRIED,
        suite=own.TriedOnSuite(of=1058, found=0, too_high=0, examples=()),
        lately=own.TriedLately(of=312, found=14, newly=None),
    ),
    own.AddOwnPhrase(draft=DRAFT): None,
    own.TakeOutOwnPhrase(phrase="p1"): None,
}
