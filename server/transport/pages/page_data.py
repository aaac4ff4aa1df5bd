"""The JSON block that the visitor's script reads. `web/src/visitor/data.ts` is its other end."""

from collections.abc import Iterable
from typing import Any

from msgspec import to_builtins

from config.service import Topic
from server.contract.views import ResourceCard
from server.transport.pages.shown import Shown

WORDS = (
    "confidentiality",
    "keeping",
    "consent",
    "emergency",
    "questions",
    "closed",
    "pauses",
    "waiting",
    "referral",
    "notices",
    "quiet",
    "troubles",
    "goodbye",
    "forgotten",
)
LEADING = ("moderator_leads", "moderator_gave_back", "peer_relieved", "peer_stepped_aside")
RARE = (*LEADING, "transfer", "muted", "unmuted", "blocked", "opened", "sampled", "learner_")
LATER = ("room_", "alone", *RARE)
NOT_SHOWN = frozenset({"languages", "website"})
ABOUT_THE_TEXT = frozenset({"source", "reviewed", "signed_off", "signed_by"})


def page_data(shown: Shown) -> dict[str, Any]:
    service = shown.everything.service
    return {
        "service": service.name,
        "language": shown.texts.language,
        "region": shown.region,
        "leave_to": shown.leave_to,
        "languages": [{"id": one.code, "label": one.name} for one in service.languages],
        "topics": choices(shown, shown.everything.service.topics),
        "experiences": choices(shown, shown.everything.service.experiences),
        "countries": _countries(shown),
        "resources": [_line(card) for card in shown.cards(None)],
        "longest": service.messages.longest,
        "note_from": service.messages.note_from,
        "distress": _distress(shown),
        "words": {name: _now(without_source(getattr(shown.texts, name))) for name in WORDS},
    }


def room_words(shown: Shown) -> dict[str, Any]:
    """What a room needs, for who comes to one: the first page is small without it."""
    notices = without_source(shown.texts.notices)
    later = {name: said for name, said in notices.items() if name.startswith(LATER)}
    learner = without_source(shown.texts.learner)
    return {**without_source(shown.texts.room), "notices": later, "learner": learner}


def plan_words(shown: Shown) -> dict[str, Any]:
    """For who opens a safety plan, in their own order."""
    return without_source(shown.texts.plan)


def choices(shown: Shown, some: Iterable[Topic]) -> list[dict[str, str]]:
    """Topics or experiences, in the language of this page."""
    language, otherwise = shown.texts.language, shown.everything.service.language
    return [{"id": one.id, "label": one.called(language, otherwise)} for one in some]


def _countries(shown: Shown) -> list[dict[str, Any]]:
    """Those with a helpline, and the service's own, by name."""
    directory = shown.everything.directory
    codes = {shown.region, *(one.country for one in directory.resources)} & set(directory.regions)
    countries = [
        {
            "id": code,
            "label": directory.regions[code].name,
            "emergency": shown.emergency(code),
        }
        for code in codes
    ]
    return sorted(countries, key=lambda one: str(one["label"]))


def _line(card: ResourceCard) -> dict[str, Any]:
    """A line as the visitor's page shows it: the first page is small without the rest."""
    told = to_builtins(card)
    return {name: value for name, value in told.items() if name not in NOT_SHOWN}


def _distress(shown: Shown) -> dict[str, Any]:
    service = shown.everything.service
    scale = service.distress
    ends = scale.ends.get(shown.texts.language) or scale.ends[service.language]
    return {"least": scale.least, "most": scale.most, "ends": to_builtins(ends)}


def _now(words: dict[str, Any]) -> dict[str, Any]:
    return {name: said for name, said in words.items() if not name.startswith(LATER)}


def without_source(section: Any) -> dict[str, Any]:
    """Without who wrote it and when: that is for the people who run the service."""
    told = to_builtins(section)
    return {name: value for name, value in told.items() if name not in ABOUT_THE_TEXT}
