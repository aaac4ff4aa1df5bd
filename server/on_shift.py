"""What staff do on their shift, put together."""

from server.foundation import Foundation, new_id, now
from server.services.ports import Hints
from server.services.queue.taking import Offered, Taking
from server.services.talk.answering import Answering
from server.stores.queue.giving import SqlGiving
from server.stores.talk.open_notes import SqlOpenNotes


def answering(base: Foundation, hints: Hints) -> Answering:
    call = base.everything.ladder.call.alarm_after(0)
    desks = (base.desks, base.endings, base.alerts, SqlOpenNotes(base.db, base.sealer))
    return Answering(*desks, hints, base.clocks, call, now)


def taking(base: Foundation, hints: Hints, offered: Offered) -> Taking:
    service, ready = base.everything.service, base.matchmaking
    gives = SqlGiving(base.db, new_id, ready.qualified, service.away)
    times = (service.offer, service.away)
    return Taking(ready, gives, base.desks, hints, now, *times, offered)
