"""The outside responder, put together: only where its address, its secret and its name are set."""

from config.settings import Settings
from server.foundation import Foundation, now
from server.services.ports import Hints
from server.services.referrals.pathway import pathway_of
from server.services.referrals.responding import Responding
from server.stores.referrals.responding import SqlResponding
from server.transport.responder import WebResponder


def responding(settings: Settings, base: Foundation, hints: Hints) -> Responding | None:
    table = base.everything.referral
    url, secret, known = settings.responder_url, settings.responder_secret, table.responder
    if url is None or secret is None or known is None:
        return None
    return Responding(
        SqlResponding(base.db, base.sealer),
        base.referrals,
        WebResponder(url.get_secret_value(), secret.get_secret_value().encode(), now),
        known.name,
        known.every,
        hints,
        pathway_of(table),
        base.clocks,
        now,
    )
