"""Which finding has which consequence. Reviewed by people, in config/policy.toml."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import or_
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from config.files import load_toml
from config.shapes import Wrong
from moderation.passage import Speaker
from moderation.verdict import Action, Concern, Finding, Level, Severity

ActionName = Literal["hint", "help_card", "flag", "withhold", "second_opinion", "end"]
Case = tuple[Concern, Severity, Speaker]
Share = Annotated[float, Meta(ge=0, le=1)]
CASES: Final = frozenset(product(Concern, Severity, Speaker))


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    concerns: tuple[Concern, ...]
    severities: tuple[Severity, ...]
    speakers: tuple[Speaker, ...]
    level: Level
    actions: tuple[ActionName, ...]

    def cases(self) -> Iterator[Case]:
        return product(self.concerns, self.severities, self.speakers)


class Threshold(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A model's score for `label` at or above `at` is a finding."""

    model: str
    label: str
    at: Share
    concern: Concern
    severity: Severity
    reason: str


class Contact(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """In which countries' ways of writing a telephone number is looked for."""

    regions: tuple[Annotated[str, Meta(pattern="^[A-Z]{2}$")], ...]


class Shares(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """From which probability on all signs together are a hint, and a flag."""

    hint: Share
    flag: Share


class PolicyFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    contact: Contact
    together: Shares
    rule: tuple[Rule, ...]
    threshold: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequence:
    level: Level
    actions: Action


@dataclass(frozen=True, slots=True)
class Policy:
    table: Mapping[Case, Consequence]
    thresholds: tuple[Threshold, ...]
    regions: tuple[str, ...]
    together: Shares

    def level(self, findings: Iterable[Finding], speaker: Speaker) -> Level:
        return max((one.level for one in self._rows(findings, speaker)), default=Level.L0)

    def actions(
        self,
        findings: Iterable[Finding],
        speaker: Speaker,
        *,
        complete: bool,
        after_danger: bool = False,
    ) -> Action:
        """All that follows. An incomplete review always reaches a person, and ends nothing.

        Crisis is decided first: whoever is at L1 or above, or spoke of danger lately, is never
        silenced by a machine.
        """
        rows = list(self._rows(findings, speaker))
        actions = reduce(or_, (row.actions for row in rows), Action.NONE)
        if after_danger or any(row.level > Level.L0 for row in rows):
            actions &= ~(Action.WITHHOLD | Action.END)
        return actions if complete else actions & ~Action.END | Action.FLAG

    def _rows(self, findings: Iterable[Finding], speaker: Speaker) -> Iterator[Consequence]:
        return (self.table[one.concern, one.severity, speaker] for one in findings)


def read_policy(path: Path) -> Policy:
    """Raises BadConfig, which names every wrong line."""
    file = load_toml(path, PolicyFile, _wrongs)
    table = {case: _consequence(rule) for rule in file.rule for case in rule.cases()}
    return Policy(table, file.threshold, file.contact.regions, file.together)


def _consequence(rule: Rule) -> Consequence:
    named = (Action[name.upper()] for name in rule.actions)
    return Consequence(rule.level, reduce(or_, named, Action.NONE))


def _wrongs(file: PolicyFile) -> Iterator[Wrong]:
    seen: dict[Case, int] = {}
    for at, rule in enumerate(file.rule):
        for case in rule.cases():
            if (first := seen.setdefault(case, at)) != at:
                yield Wrong(("rule", at), f"{_said(case)} is decided by rule {first + 1} too.")
    for case in sorted(CASES - seen.keys(), key=str):
        yield Wrong(("rule",), f"no rule decides {_said(case)}; add one.")
    yield from _milder(file.rule, seen)
    if file.together.flag < file.together.hint:
        yield Wrong(("together", "flag"), "a flag asks for more than a hint: make it the greater.")


def _milder(rules: tuple[Rule, ...], seen: Mapping[Case, int]) -> Iterator[Wrong]:
    """What is more severe never has less of a consequence."""
    for (concern, severity, speaker), at in seen.items():
        below = seen.get((concern, Severity(max(severity - 1, 1)), speaker), at)
        lost = set(rules[below].actions) - set(rules[at].actions)
        if lost or rules[at].level < rules[below].level:
            case = _said((concern, severity, speaker))
            yield Wrong(("rule", at), f"{case} has milder consequences than the severity below.")


def _said(case: Case) -> str:
    concern, severity, speaker = case
    return f"{concern.value} at severity {severity.value} from a {speaker.value}"
