"""Somebody who has not written for a while is still here."""

from dataclasses import dataclass
from datetime import datetime

from server.contract.silence_commands import StillHere
from server.contract.views import SilenceCard
from server.domain.session import Role, Session
from server.domain.silence import Silence, SilenceState
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


def ends_at(silence: Silence | None) -> datetime | None:
    """For the wall: when the clock's last step is due. None while nobody was warned."""
    return silence.until if silence and silence.state is SilenceState.WARNED else None
