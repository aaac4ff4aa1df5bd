"""A peer on shift, as moderators see them on the wall."""

from datetime import datetime

from server.contract.values import Body
from server.domain.duty import DutyState


class ShiftPeer(Body, frozen=True):
    """`free`: so many more may be brought to them now. `here`: their line is up.

    `resting` and `on_hold`: nobody new comes; of yourself a hold is not told here.
    """

    id: str
    name: str
    state: DutyState
    since: datetime
    here: bool
    talking: int
    places: int
    free: int
    languages: tuple[str, ...]
    going: bool = False  # ends what they have, and takes nobody new
    rests_until: datetime | None = None
    on_hold: bool = False
    certified: bool = True
