"""One example of each request of those who answer: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from server.contract import phrase_requests as phrase
from server.contract.values import Body, Request

STAFFROOM: Final[Mapping[Request, Body | None]] = {
    phrase.ShowPhrases(team=phrase.PhraseTeam.PEERS, language="en"): phrase.PhraseBook(
        language="en",
        groups=(
            phrase.PhraseGroup(title="To listen", topics=(), phrases=("That sounds really hard.",)),
        ),
    ),
}
