"""What moderators ask over HTTP, put together."""

import asyncio
from functools import partial
from random import SystemRandom

from config.settings import Settings
from server.contract.system_requests import FindingCard
from server.doctor.examine import findings
from server.foundation import Foundation, new_id, now
from server.overseeing import closing_of, putting_on_hold
from server.pathway import deciding
from server.pushing import quiet_push
from server.services.ports import Hints, Screen
from server.services.risk.on_call import OnCall
from server.services.watch.alarm_records import Recording
from server.services.watch.auditing import Auditing
from server.services.watch.blocking import BlockKeeping
from server.services.watch.incidents import IncidentReview
from server.services.watch.legal_holding import LegalHolding
from server.services.watch.own_phrasing import OwnPhrasing
from server.services.watch.own_rules import OwnRules
from server.services.watch.posting import Posting
from server.services.watch.reviewing import Reviewing
from server.services.watch.sampling import Sampling
from server.services.watch.trying import Trying
from server.stores.keys.push_key import push_key
from server.stores.risk.push import SqlPush
from server.stores.talk.closed_talks import SqlClosedTalks
from server.stores.watch.alarm_records import SqlAlarmRecords
from server.stores.watch.audit_pages import SqlAuditPages
from server.stores.watch.blocks import SqlBlocks
from server.stores.watch.board import SqlBoard
from server.stores.watch.case_notes import SqlCaseNotes
from server.stores.watch.glasses import SqlGlasses
from server.stores.watch.histories import SqlHistories
from server.stores.watch.incidents import SqlIncidents
from server.stores.watch.labels import SqlLabels
from server.stores.watch.legal_holds import SqlLegalHolds
from server.stores.watch.own_phrases import SqlOwnPhrases
from server.stores.watch.samples import SqlSamples
from server.stores.watch.sign_offs import SqlSignOffs
from server.transport.paging.push_sealing import point, text
from server.transport.watchroom import Watchroom


def watchroom(
    settings: Settings, base: Foundation, hints: Hints, screen: Screen, own: OwnRules
) -> Watchroom:
    key = text(point(push_key(settings.keys_dir)))
    retention = base.everything.retention
    samples = SqlSamples(base.db, base.sealer, new_id, SystemRandom().random)
    return Watchroom(
        OnCall(SqlPush(base.db), quiet_push(settings, base.db), key, settings.push_services, now),
        Reviewing(
            SqlGlasses(base.db, base.sealer, new_id, base.everything.service.staff.apart),
            SqlClosedTalks(base.db),
            samples,
            base.everything.break_glass,
            hints,
            now,
        ),
        Posting(
            SqlBoard(base.db, base.sealer, new_id), SqlCaseNotes(base.db, base.sealer, new_id), now
        ),
        Recording(SqlAlarmRecords(base.db), SqlLabels(base.db, base.sealer), now),
        IncidentReview(
            SqlIncidents(base.db, base.sealer),
            SqlHistories(base.db, base.sealer),
            SqlSignOffs(base.db, base.sealer),
            SqlClosedTalks(base.db),
            base.cards,
            now,
        ),
        BlockKeeping(
            SqlBlocks(base.db, base.sealer, closing_of(base), new_id),
            SqlClosedTalks(base.db),
            hints,
            now,
        ),
        putting_on_hold(base, hints),
        Trying(screen),
        OwnPhrasing(SqlOwnPhrases(base.db, base.sealer), own, SqlClosedTalks(base.db), now, new_id),
        Auditing(
            SqlAuditPages(base.db), SqlClosedTalks(base.db), partial(_examined, settings), now
        ),
        Sampling(samples, base.everything.break_glass, hints, now),
        deciding(base, hints),
        LegalHolding(SqlLegalHolds(base.db, base.sealer), retention.legal_hold, hints, now, new_id),
    )


async def _examined(settings: Settings) -> list[FindingCard]:
    """In a thread with a loop of its own: the doctor reads files and waits for neighbours."""
    found = await asyncio.to_thread(lambda: asyncio.run(findings(settings)))
    return [
        FindingCard(state=str(one.state), part=one.part, words=one.words, advice=one.advice)
        for one in found
    ]
