"""The rules of a referral, as the configuration has them."""

from config.referral import Referral, WithoutConsent
from moderation.verdict import Level
from server.domain.coming_back import Pathway
from server.domain.later import Worries
from server.domain.referral import ReferralState
from server.domain.second_look import Pressing


def pathway_of(table: Referral) -> Pathway:
    steps = {ReferralState(name): step for name, step in table.steps.items()}
    nowhere = {state: step.says for state, step in steps.items()}
    return Pathway(
        patience={state: step.patience for state, step in steps.items()},
        nowhere={**nowhere, ReferralState.FAILED: table.failed.says},
        sooner={
            (state, level): step.at(level)
            for state, step in steps.items()
            for level in Level
            if step.at(level) < step.patience
        },
    )


def pressing_of(rules: WithoutConsent) -> Pressing:
    second = rules.second
    return Pressing(
        least=Level(rules.from_level),
        at_once_from=Level(second.at_once_from_level),
        patience=second.patience,
        afterwards=Level(second.afterwards_level),
    )


def worries_of(table: Referral) -> Worries:
    later = table.later
    return Worries(Level(later.unsure_level), Level(later.unsafe_level), later.says)
