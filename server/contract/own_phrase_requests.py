"""The house's own phrases: tried first, then put live beside the lexicons, and taken out again."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from moderation.verdict import Concern, Level
from server.contract.try_requests import Before, Tried
from server.contract.values import Body, Id, Language, Request

Phrase = Annotated[str, Meta(min_length=3, max_length=200, pattern=r"\S")]
Sentence = Annotated[str, Meta(min_length=3, max_length=300, pattern=r"\S")]
Note = Annotated[str, Meta(max_length=500)]
Rung = Annotated[int, Meta(ge=1, le=4)]


class PhraseDraft(Body, frozen=True):
    """Written as in a lexicon: `(one|two|)` is a choice. `wherever`: also where it is denied, long
    ago, of somebody else, or asked of the listener. `reason` is read by peers and moderators
    beside the words; `source` and `note` by who reviews it.
    """

    language: Language
    phrase: Phrase
    concern: Concern
    severity: Rung
    reason: Sentence
    source: Sentence
    note: Note = ""
    wherever: bool = False


class ShowOwnPhrases(Request, frozen=True):
    """Those that stand, and in which languages there can be some."""

    path = "/api/rules/own"


class TryOwnPhrase(Request, frozen=True):
    """What it would find: in these words, in the functional suite, in what visitors wrote lately.

    Nothing is kept but that somebody tried. No words of anybody are in the answer.
    """

    path = "/api/rules/own/try"
    draft: PhraseDraft
    text: Before = ""


class AddOwnPhrase(Request, frozen=True):
    """Live within seconds, in every process. It adds to what is found and takes nothing away.

    `bad_payload` says what is wrong with it, `taken` that it stands already.
    """

    path = "/api/rules/own/add"
    draft: PhraseDraft


class TakeOutOwnPhrase(Request, frozen=True):
    """It is not looked for any more."""

    path = "/api/rules/own/take-out"
    phrase: Id


class OwnPhraseCard(Body, frozen=True):
    """`wrong` says why it is not looked for, where a lexicon was changed since."""

    id: str
    draft: PhraseDraft
    by: str
    at: datetime
    wrong: str


class OwnPhrases(Body, frozen=True):
    languages: tuple[str, ...]
    phrases: tuple[OwnPhraseCard, ...]


class TriedOnSuite(Body, frozen=True):
    """In how many of our own sentences it is found, and those that it raises too high: a few."""

    of: int
    found: int
    too_high: int
    examples: tuple[str, ...]


class TriedLately(Body, frozen=True):
    """Conversations of the last 30 days, as far as they can be read. `newly`: found where no flag
    was raised. None: too few to be told.
    """

    of: int
    found: int | None
    newly: int | None


class OwnPhraseTried(Body, frozen=True):
    """`wrong` says what is wrong with it; then nothing else is there.

    `level` and `actions` follow when a visitor says it; `now` and `then` are of the text.
    """

    wrong: str
    level: Level = Level.L0
    actions: tuple[str, ...] = ()
    now: Tried | None = None
    then: Tried | None = None
    suite: TriedOnSuite | None = None
    lately: TriedLately | None = None
