"""What the visitor's script reads. `web/src/visitor/data.ts` and `texts.ts` are its other end."""

from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct, to_builtins

from config.everything import Everything
from config.service import Topic
from config.texts import Texts
from server.contract.views import ResourceCard
from server.transport.pages.shown import Shown, countries, emergency_in

WORDS: Final = (
    "labels",
    "confidentiality",
    "keeping",
    "consent",
    "questions",
    "emergency",
    "help",
    "closed",
    "pauses",
    "waiting",
    "referral",
    "plan",
    "room",
    "notices",
    "quiet",
    "learner",
    "troubles",
    "blocked",
    "stopped",
    "goodbye",
    "left_line",
    "lost_line",
    "forgotten",
    "lines",
    "chat",
)
NOT_SHOWN: Final = frozenset({"languages", "website"})
ABOUT_THE_TEXT: Final = frozenset({"source", "reviewed", "signed_off", "signed_by"})


def page_data(shown: Shown, words: str) -> dict[str, Any]:
    """The block in the page. It is small: the words of the chat come while the page is read.

    `words` is their address.
    """
    service, texts = shown.everything.service, shown.texts
    return {
        "service": service.name,
        "language": texts.language,
        "home": shown.at_page("/"),
        "region": shown.country,  # never a guess: staff read it as chosen
        "own": shown.everything.service.region,
        "leave_to": shown.leave_to,
        "leaving": to_builtins(texts.chat.leaving),
        "words": words,
        "not_here": _not_here(texts),
        "chat_in": shown.chat_in,
        "languages": [{"id": one.code, "label": one.name} for one in service.languages],
        "topics": choices(shown, service.topics),
        "experiences": choices(shown, service.experiences),
        "resources": [line(card) for card in shown.cards(None)],
        "longest": service.messages.longest,
        "note_from": service.messages.note_from,
        "distress": _distress(shown),
    }


def _not_here(texts: Texts) -> dict[str, str]:
    """For who waits for a chat whose own words did not come."""
    trouble, out_of_date = texts.chat.trouble, texts.chat.refusals.unknown_event
    return {
        "no_answer": trouble.no_answer,
        "again": texts.chat.log.again,
        "out_of_date": out_of_date,
        "reload": trouble.reload,
    }


class Country(Struct, frozen=True):
    """One that a visitor may choose, and what is dialled there."""

    id: str
    label: str
    emergency: tuple[str, ...]


def chat_words(everything: Everything, texts: Texts) -> dict[str, Any]:
    """For who opens the chat: the first page is small without them."""
    named = countries(everything, texts.language)
    choosable = [Country(code, name, emergency_in(everything, code)) for code, name in named]
    words = {name: without_source(getattr(texts, name)) for name in WORDS}
    return {**words, "countries": to_builtins(choosable)}


def plan_words(shown: Shown) -> dict[str, Any]:
    return without_source(shown.texts.plan)


def choices(shown: Shown, some: Iterable[Topic]) -> list[dict[str, str]]:
    """Topics or experiences, in the language of this page."""
    language, otherwise = shown.texts.language, shown.everything.service.language
    return [{"id": one.id, "label": one.called(language, otherwise)} for one in some]


def line(card: ResourceCard) -> dict[str, Any]:
    """A line as the pages show it: the first page is small without the rest."""
    told = to_builtins(card)
    return {name: value for name, value in told.items() if name not in NOT_SHOWN}


def _distress(shown: Shown) -> dict[str, Any]:
    service = shown.everything.service
    scale = service.distress
    ends = scale.ends.get(shown.texts.language) or scale.ends[service.language]
    return {"least": scale.least, "most": scale.most, "ends": to_builtins(ends)}


def without_source(section: Any) -> dict[str, Any]:
    """Without who wrote it and when: that is for the people who run the service."""
    told = to_builtins(section)
    return {name: value for name, value in told.items() if name not in ABOUT_THE_TEXT}
