"""What a phrase says, by how it was meant."""

from dataclasses import replace
from typing import Final

from moderation.lexicon.contexts import Reading
from moderation.lexicon.file import Entry, Pattern
from moderation.verdict import Concern, Finding, Severity

Rule = Entry | Pattern

NOW: Final = (Reading.MEANT, Reading.OF_ANOTHER)


def imminent(finding: Finding) -> Finding:
    reason = f"{finding.reason} It may be within a day or two."
    return replace(finding, severity=Severity.IMMEDIATE, reason=reason)


def as_meant(rule: Rule, reading: Reading, start: int, end: int, check: str) -> Finding:
    finding = Finding(rule.concern, rule.severity, start, end, rule.reason, check, rule=_name(rule))
    if reading is Reading.LONG_AGO:
        lower = max(Severity.LOW, min(finding.severity - 1, Severity.MODERATE))
        return replace(
            finding, severity=Severity(lower), reason=f"{finding.reason} It seems long ago."
        )
    if reading is Reading.OF_ANOTHER:
        reason = "Worried about somebody else, who may be in danger."
        return replace(finding, concern=Concern.THIRD_PARTY, reason=reason)
    if reading is Reading.OF_THE_LISTENER:
        return replace(finding, severity=Severity.LOW, reason="Speaks of such thoughts in general.")
    return finding


def _name(rule: Rule) -> str:
    """As its file has it, where it can be looked for."""
    return rule.phrases[0] if isinstance(rule, Entry) else rule.expression
