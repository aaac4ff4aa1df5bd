"""Advertising and floods, as far as one message shows them."""

import re
from collections.abc import Iterator
from typing import Final

from moderation.passage import Passage
from moderation.verdict import Concern, Finding, Severity

LINK: Final = re.compile(r"https?://|www\.", re.IGNORECASE)
MANY_LINKS: Final = {3: Severity.MODERATE, 6: Severity.HIGH, 15: Severity.IMMEDIATE}
FLOOD: Final = 40
"""So many words with hardly a different one. Fewer are what distress looks like: help help help."""


def spam(passage: Passage) -> Iterator[Finding]:
    links = len(LINK.findall(passage.text))
    reached = [severity for count, severity in MANY_LINKS.items() if links >= count]
    if reached:
        yield _finding(passage, max(reached), "Holds many links.")
    words = passage.text.lower().split() if len(passage.text) >= FLOOD else ()
    if len(words) >= FLOOD and len(set(words)) * 10 <= len(words):
        yield _finding(passage, Severity.LOW, "Says the same thing many times.")


def _finding(passage: Passage, severity: Severity, reason: str) -> Finding:
    return Finding(Concern.SPAM, severity, 0, len(passage.text), reason, "spam")
