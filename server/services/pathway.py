"""The rules of a referral, as the configuration has them."""

from config.referral import Referral
from server.domain.coming_back import Pathway
from server.domain.referral import ReferralState


def pathway_of(table: Referral) -> Pathway:
    steps = {ReferralState(name): step for name, step in table.steps.items()}
    nowhere = {state: step.says for state, step in steps.items()}
    return Pathway(
        patience={state: step.patience for state, step in steps.items()},
        nowhere={**nowhere, ReferralState.FAILED: table.failed.says},
    )
