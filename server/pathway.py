"""What is asked of visitors after a referral, put together."""

from server.foundation import Foundation, new_id, now
from server.services.accounts.tokens import new_code
from server.services.ports import Hints
from server.services.referrals.hearing_back import HearingBack
from server.services.referrals.pathway import worries_of
from server.stores.referrals.later_answers import SqlLaterAnswers
from server.stores.risk.calling import Calling
from server.stores.valkey.limits import Limits


def hearing_back(base: Foundation, hints: Hints, limits: Limits) -> HearingBack:
    table = base.everything.referral
    return HearingBack(
        answers=SqlLaterAnswers(base.db, base.sealer, Calling(base.db, base.sealer, new_id)),
        admit=limits.admit_code,
        worries=worries_of(table),
        life=table.later.life,
        clocks=base.clocks,
        hints=hints,
        now=now,
        new_code=new_code,
    )
