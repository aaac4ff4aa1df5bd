"""What it takes to become and to stay a peer, put together."""

from server.foundation import Foundation, new_id, now
from server.services.assessing import rules_of
from server.services.certifying import Certifying
from server.services.ports import Hints, Screen
from server.services.practice_cards import PracticeCards
from server.services.practising import Practising
from server.stores.certifying import SqlCertifying
from server.stores.practices import SqlPractices
from server.stores.trainings import SqlTrainings
from server.transport.joining import Joining


def joining(base: Foundation, hints: Hints, screen: Screen) -> Joining:
    return Joining(
        practising=_practising(base, screen),
        certifying=Certifying(SqlCertifying(base.db), hints, now),
    )


def _practising(base: Foundation, screen: Screen) -> Practising:
    everything = base.everything
    training, ladder = everything.training, everything.ladder
    cards = PracticeCards(training.practice, ladder, rules_of(ladder), everything.service.language)
    stores = (SqlPractices(base.db, base.sealer), SqlTrainings(base.db))
    return Practising(training, *stores, cards, screen, now, new_id)
