"""The phrases that staff may start from."""

from enum import StrEnum

from server.contract.values import Body, Language, Request


class PhraseTeam(StrEnum):
    """Whose phrases: of those who talk one to one, who look after a room, who watch.

    `endings`: a moderator's last words, where they end a conversation.
    """

    PEERS = "peers"
    ROOMS = "rooms"
    MODERATORS = "moderators"
    ENDINGS = "endings"


class ShowPhrases(Request, frozen=True):
    """What a team may start from in a language; else in the service's first one."""

    path = "/api/phrases"
    team: PhraseTeam
    language: Language


class PhraseGroup(Body, frozen=True):
    """Some phrases for one moment. With one of `topics` it comes first."""

    title: str
    topics: tuple[str, ...]
    phrases: tuple[str, ...]


class PhraseBook(Body, frozen=True):
    """`language` is the one that they are in."""

    language: str
    groups: tuple[PhraseGroup, ...]
