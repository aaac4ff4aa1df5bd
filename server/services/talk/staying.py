"""Somebody who has not written for a while is still here."""

from dataclasses import dataclass

from server.contract.silence_commands import StillHere
from server.contract.views import SilenceCard
from server.domain.session import Role, Session
from server.domain.silence import Silence
from server.services.ports import Hints, Now, Silences


@dataclass(frozen=True, slots=True)
class Staying:
    silences: Silences
    hints: Hints
    now: Now

    async def still_here(self, by: Session, command: StillHere) -> None:
        self.hints.spread(await self.silences.still_here(by, command.conversation, self.now()))


def silence_card(silence: Silence | None, role: Role) -> SilenceCard | None:
    """For the page of whoever has this role in the conversation."""
    if silence is None:
        return None
    return SilenceCard(state=silence.state, mine=silence.whose is role, until=silence.until)
