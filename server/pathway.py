"""The referral pathway and what is asked of visitors afterwards, put together."""

from server.foundation import Foundation, new_id, now
from server.services.accounts.tokens import new_code
from server.services.ports import Hints
from server.services.referrals.deciding import Deciding
from server.services.referrals.hearing_back import HearingBack
from server.services.referrals.pathway import pressing_of, worries_of
from server.services.referrals.referring import Referring
from server.stores.referrals.deciding import SqlDeciding
from server.stores.referrals.later_answers import SqlLaterAnswers
from server.stores.talk.closed_talks import SqlClosedTalks
from server.stores.valkey.limits import Limits
from server.stores.watch.second_looks import SqlSecondLooks


def hearing_back(base: Foundation, hints: Hints, limits: Limits) -> HearingBack:
    table = base.everything.referral
    return HearingBack(
        answers=SqlLaterAnswers(base.db, base.sealer, base.calling),
        admit=limits.admit_code,
        worries=worries_of(table),
        life=table.later.life,
        clocks=base.clocks,
        hints=hints,
        now=now,
        new_code=new_code,
    )


def referring(base: Foundation, hints: Hints) -> Referring:
    decides = deciding(base, hints)
    return Referring(base.referrals, decides, base.cards, hints, now, new_id, base.clocks)


def deciding(base: Foundation, hints: Hints) -> Deciding:
    pressing = pressing_of(base.everything.referral.without_consent)
    decisions = SqlDeciding(base.db, base.sealer, new_id, base.calling.policy, pressing)
    looks = SqlSecondLooks(base.db, base.sealer, decisions, base.everything.service.staff.apart)
    away, staff = base.everything.service.away, SqlClosedTalks(base.db)
    return Deciding(decisions, looks, staff, base.cards, hints, now, new_id, base.clocks, away)
