"""What is filled into each sentence where it is shown: that stands in it, and nothing else does."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from config.likeness import PLACEHOLDER
from config.lines import Place
from config.plurals import Plural
from config.section import sentences
from config.shapes import Wrong
from config.texts import Texts

EVERYWHERE: Final = frozenset(
    {"{service}", "{kept_shortest}", "{kept_longest}", "{wish_time}", "{place_kept}"}
)
OF_A_SENTENCE: Final[Mapping[str, tuple[str, ...]]] = {
    "units.minutes": ("n",),
    "units.hours": ("n",),
    "units.days": ("n",),
    "labels.room_starts": ("time",),
    "closed.next_hours": ("time",),
    "notices.moderator_leads": ("name",),
    "notices.moderator_gave_back": ("name",),
    "notices.learner_reading": ("name",),
    "notices.learner_stopped_reading": ("name",),
    "notices.mentor_reading": ("name",),
    "notices.mentor_stopped_reading": ("name",),
    "notices.room_entered": ("name",),
    "notices.room_left": ("name",),
    "notices.room_host": ("name",),
    "notices.room_host_left": ("name",),
    "notices.alone": ("name",),
    "quiet.ends": ("time",),
    "learner.asked": ("name",),
    "learner.mentor_asked": ("name",),
    "learner.reading": ("name",),
    "learner.mentor_reading": ("name",),
    "blocked.until": ("time",),
    "lines.call": ("number",),
    "lines.text": ("number",),
    "lines.text_word": ("word", "number"),
    "lines.visit": ("site",),
    "lines.number_of": ("country",),
    "languages.chat_in": ("languages",),
    "chat.name.called": ("name",),
    "chat.queue.place": ("n",),
    "chat.queue.within": ("n",),
    "chat.queue.between": ("least", "n"),
    "chat.queue.longer": ("n",),
    "chat.writing.left": ("n",),
    "chat.writing.too_long": ("n",),
    "chat.writing.typing": ("name",),
    "chat.log.fresh": ("n",),
    "chat.cards.checked_on": ("day",),
    "chat.cards.code_where": ("place",),
    "chat.cards.code_until": ("day",),
    "chat.plan.by": ("name",),
    "chat.room.about": ("topic",),
    "chat.room.starts": ("time",),
    "chat.room.ends": ("time",),
    "chat.room.places": ("n",),
    "chat.room.place": ("n",),
    "chat.room.people": ("names",),
    "chat.room.slow": ("n",),
}
FORMS: Final = frozenset(one.name for one in msgspec.structs.fields(Plural))


def misplaced(texts: Texts) -> Iterator[Wrong]:
    """A number that is missing here is one that nobody can call."""
    for at, said in sentences(texts):
        filled = {f"{{{name}}}" for name in OF_A_SENTENCE.get(_sentence(at), ())}
        there = set(PLACEHOLDER.findall(said))
        yield from (
            Wrong(at, f"{one} is missing here.") for one in sorted(_due(at, filled - there))
        )
        for one in sorted(there - filled - EVERYWHERE):
            known = ", ".join(sorted(filled | EVERYWHERE))
            yield Wrong(at, f"{one} stands for nothing here; there is {known}.")


def _due(at: Place, missing: set[str]) -> set[str]:
    """A form may leave out the number where its word says it: "one new message"."""
    return missing - {"{n}"} if at[-1] in FORMS - {"other"} else missing


def _sentence(at: Place) -> str:
    """One, whichever of its forms stands here."""
    names = at[:-1] if at[-1] in FORMS else at
    return ".".join(map(str, names))
