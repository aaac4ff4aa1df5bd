"""What it takes to become and to stay a peer, put together."""

from config.settings import Settings
from server.foundation import Foundation, new_id, now
from server.services.accounts.finding_back import FindingBack
from server.services.accounts.passwords import Argon2Passwords
from server.services.accounts.tokens import new_token
from server.services.ports import Screen
from server.services.risk.assessing import rules_of
from server.services.team.applying import Applying
from server.services.team.certifying import Certifying
from server.services.team.practice_cards import PracticeCards
from server.services.team.practising import Practising
from server.services.team.reminding import Reminding
from server.services.team.welcoming import Welcoming
from server.stores.accounts.staff import SqlTeam
from server.stores.accounts.ways_back import SqlWaysBack
from server.stores.keys.house_key import HouseKey
from server.stores.team.applications import SqlApplications
from server.stores.team.certifying import SqlCertifying
from server.stores.team.papers import SqlPapers
from server.stores.team.practices import SqlPractices
from server.stores.team.references import SqlReferences
from server.stores.team.trainings import SqlTrainings
from server.stores.valkey.limits import Limits
from server.transport.joining import Joining
from server.transport.messenger import Messenger


def joining(
    settings: Settings, base: Foundation, messenger: Messenger, limits: Limits, screen: Screen
) -> Joining:
    table, key, origin = base.everything.joining, HouseKey(settings.keys_dir), settings.origins[0]
    forms = (SqlApplications(base.db, key, new_id), SqlReferences(base.db, key))
    papers, trainings = SqlPapers(base.db), SqlTrainings(base.db, key)
    return Joining(
        practising=_practising(base, screen, trainings),
        certifying=Certifying(SqlCertifying(base.db, key), messenger, now),
        finding_back=_finding_back(settings, base, messenger),
        applying=Applying(
            table, *forms, limits.admit_visit, limits.admit_application, origin, now, new_token
        ),
        welcoming=Welcoming(table, *forms, papers, SqlTeam(base.db), origin, now, new_token),
        reminding=Reminding(table, base.everything.training, trainings, papers, now),
    )


def _practising(base: Foundation, screen: Screen, trainings: SqlTrainings) -> Practising:
    everything = base.everything
    training, ladder = everything.training, everything.ladder
    cards = PracticeCards(training.practice, ladder, rules_of(ladder), everything.service.language)
    stores = (SqlPractices(base.db, base.sealer), trainings)
    return Practising(training, *stores, cards, screen, now, new_id)


def _finding_back(settings: Settings, base: Foundation, messenger: Messenger) -> FindingBack:
    passwords = Argon2Passwords()
    console = f"{settings.origins[0]}/console"
    key, apart = HouseKey(settings.keys_dir), base.everything.service.staff.apart
    ways = SqlWaysBack(base.db, key, new_id, base.calling, apart)
    return FindingBack(
        ways, passwords, messenger.revoked, messenger.spread, console, now, new_token
    )
