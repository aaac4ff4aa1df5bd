"""How far messages have come: they tell it themselves, so no page is told anew for it."""

from typing import Any

from msgspec.structs import replace

from server.contract.staff_views import DeskView
from server.contract.views import VisitView


def without_marks(view: Any) -> Any:
    """The same page, wherever its conversations are; walls are told as they are."""
    match view:
        case VisitView():
            return replace(view, last_seq=0, received=0)
        case DeskView():
            bare = (
                replace(talk, last_seq=0, backstage_seq=0, received=0)
                for talk in view.conversations
            )
            rooms = tuple(replace(room, last_seq=0) for room in view.rooms)
            return replace(view, conversations=tuple(bare), rooms=rooms)
    return view
