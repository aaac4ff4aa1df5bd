"""Small groups that are open or come next, beside the way into a chat."""

from datetime import UTC

from config.label_texts import Labels
from server.contract.room_views import RoomCard
from server.domain.room import RoomState
from server.transport.pages.markup import Markup, element, said
from server.transport.pages.shown import Shown


def rooms(shown: Shown) -> Markup:
    """Nothing where there is none today. The buttons show themselves when their script has come."""
    mine = [one for one in shown.rooms if one.language == shown.texts.language]
    if not mine:
        return Markup()
    return element(
        "section",
        element("h2", shown.texts.room.title),
        element("p", shown.texts.room.about),
        element("ul", *(_room(shown, one) for one in mine), class_="rooms"),
        class_="sheet",
    )


def _room(shown: Shown, room: RoomCard) -> Markup:
    return element(
        "li",
        element("strong", _topic(shown, room.topic)),
        " ",
        _when(room, shown.texts.labels),
        " ",
        element(
            "button",
            shown.texts.labels.room_enter,
            type="button",
            hidden="hidden",
            data_room=room.id,
        ),
    )


def _when(room: RoomCard, labels: Labels) -> Markup:
    """In UTC; a script writes it in the visitor's own zone."""
    if room.state is not RoomState.SCHEDULED:
        return element("span", labels.room_open)
    words = f"{room.opens_at.astimezone(UTC):%Y-%m-%d %H:%M} (UTC)"
    moment = element("time", words, datetime=room.opens_at.isoformat(), data_moment="yes")
    return element("span", said(labels.room_starts, time=moment))


def _topic(shown: Shown, topic: str) -> str:
    service = shown.everything.service
    known = {one.id: one.called(shown.texts.language, service.language) for one in service.topics}
    return known.get(topic, topic)
