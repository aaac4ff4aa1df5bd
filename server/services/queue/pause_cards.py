"""Why nobody new is let in, as pages show it."""

from server.contract.views import PauseCard
from server.domain.intake import Pause


def pause_card(pause: Pause | None) -> PauseCard | None:
    return PauseCard(reason=pause.reason, words=pause.words) if pause else None
