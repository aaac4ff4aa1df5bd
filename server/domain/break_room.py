"""The break room: where those on shift talk among themselves."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from server.domain.ids import StaffId

KEPT: Final = timedelta(hours=12)  # about a shift and the one before it
SHOWN: Final = 200  # lines at once, the newest


@dataclass(frozen=True, slots=True)
class Remark:
    """Its key is that of a day, so it is forgotten with that day at the latest."""

    id: str
    by: StaffId
    name: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime
