"""Phrases for whoever is about to write: their team's, in the visitor's language."""

from dataclasses import dataclass

from config.phrases import PhraseBooks
from server.contract.phrase_requests import PhraseBook, PhraseGroup, ShowPhrases
from server.domain.staff import StaffMember


@dataclass(frozen=True, slots=True)
class Phrasing:
    books: PhraseBooks

    async def show(self, _: StaffMember, asked: ShowPhrases) -> PhraseBook:
        book = self.books.in_language(asked.language)
        return PhraseBook(
            language=book.language,
            groups=tuple(
                PhraseGroup(title=one.title, topics=one.topics, phrases=one.phrases)
                for one in book.groups
                if asked.team in one.teams
            ),
        )
