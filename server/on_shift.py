"""What staff do on their shift, put together."""

from server.foundation import Foundation, now
from server.services.ports import Hints
from server.services.talk.answering import Answering
from server.stores.talk.open_notes import SqlOpenNotes


def answering(base: Foundation, hints: Hints) -> Answering:
    call, away = base.everything.ladder.call.alarm_after(0), base.everything.service.away
    desks = (base.desks, base.endings, base.alerts, SqlOpenNotes(base.db, base.sealer))
    return Answering(*desks, hints, base.clocks, call, away, now)
