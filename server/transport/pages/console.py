"""The shell of the staff console: everything in it comes from its script."""

from typing import Any, Final

from msgspec import to_builtins

from server.domain.intake import PauseReason
from server.domain.path import Path
from server.transport.pages.built import Entry
from server.transport.pages.document import document
from server.transport.pages.markup import data_block, element, join
from server.transport.pages.page_data import choices, line, plan_words, without_source
from server.transport.pages.shown import Shown

NO_SCRIPT: Final = "The console needs JavaScript."


def console_page(shown: Shown, entry: Entry) -> str:
    silent = element("noscript", element("p", NO_SCRIPT, class_="trouble"))
    body = join((element("div", id="console"), silent, data_block("service", _service(shown))))
    return document(
        entry, body, title=shown.everything.service.name, language="en", direction="ltr"
    )


def _service(shown: Shown) -> dict[str, Any]:
    """What `web/src/console/service.ts` reads."""
    service = shown.everything.service
    return {
        "name": service.name,
        "languages": [{"code": one.code, "name": one.name} for one in service.languages],
        "topics": choices(shown, service.topics),
        "directory_topics": _topics(shown),
        "countries": [{"id": code, "label": name} for code, name in shown.countries],
        "resources": [line(card) for card in shown.cards(None)],
        "experiences": choices(shown, service.experiences),
        "lock_minutes": service.staff.lock_minutes,
        "away_seconds": service.shift.away_seconds,
        "wrap_up": [service.shift.wrap_up_minutes, service.shift.wrap_up_longest_minutes],
        "plan": plan_words(shown),
        "checklists": [rung.checklist for rung in shown.everything.ladder.rungs],
        "paths": {path.value: to_builtins(shown.everything.paths.of(path)) for path in Path},
        "without_consent": without_source(shown.everything.referral.without_consent),
        "legal_hold": without_source(shown.everything.retention.legal_hold),
        "questions": to_builtins(shown.everything.ladder.assessment.questions),
        "pauses": {
            reason.value: to_builtins(getattr(shown.texts.pauses, reason.value))
            for reason in PauseReason
            if reason is not PauseReason.OWN
        },
    }


def _topics(shown: Shown) -> list[dict[str, str]]:
    """Those of the directory, by name."""
    named = sorted(shown.everything.directory.topics.items(), key=lambda one: one[1])
    return [{"id": id_, "label": said} for id_, said in named]
