"""The part of docs/ladder.md that says what becomes of a referral, and by when."""

from collections.abc import Iterator
from typing import Final

from config.referral import Referral, Step, WithoutConsent

STEPS: Final = {
    "offered": "offered: the visitor has not answered",
    "accepted": "accepted: nobody has handed them over",
    "decided": "decided without their yes: nobody has handed them over",
    "sent": "sent to the outside responder: they have not taken them over",
    "handed_over": "handed over: the other side has not confirmed",
}


def referral_part(table: Referral) -> str:
    return "\n".join((*_clocks(table), "", *_without(table), "", *_later(table)))


def _clocks(table: Referral) -> Iterator[str]:
    yield from ("## A referral's clocks", "")
    yield "From `config/referral.toml`. It comes back to who offered it as a flag, again and again."
    yield from ("", "| where it stands | at most | its owner reads then |", "|---|---|---|")
    for name, step in table.steps.items():
        yield f"| {STEPS[name]} | {_time(step)} | {step.says} |"
    yield f"| failed | at once | {table.failed.says} |"


def _time(step: Step) -> str:
    sooner = (f"from L{one.from_level} on {one.minutes} min" for one in step.sooner)
    return ", ".join((f"{step.minutes} min", *sooner))


def _without(table: Referral) -> Iterator[str]:
    rules = table.without_consent
    told = "is told in the chat, at once" if rules.tell_visitor else "is not told"
    yield from ("## Without the visitor's yes", "")
    yield f"From L{rules.from_level} on a moderator may go ahead. The visitor {told}."
    yield "The reason goes into the audit with the moderator's name; their own words are sealed."
    yield ""
    yield from (f"- {reason.label}" for reason in rules.reasons)
    yield from _second(rules)


def _second(rules: WithoutConsent) -> Iterator[str]:
    second = rules.second
    yield ""
    yield "A second person, another moderator or an administrator, says yes or no with a word."
    yield f"From L{second.at_once_from_level} on nobody waits for them: they look at it afterwards,"
    yield f"called by the clock of L{second.afterwards_level}. Below it they are asked first; who"
    yield f"is alone on duty, or hears nothing for {second.seconds} s, may go ahead all the same."
    yield "Beside the decision stands:"
    yield ""
    yield from (f"- {sentence}" for sentence in second.policy)


def _later(table: Referral) -> Iterator[str]:
    later = table.later
    yield from ("## How it went, told later", "")
    yield f"Who was referred may take a code that works once, for {later.days} days, at `/later`."
    yield f"Not safe: a flag of L{later.unsafe_level}; not sure: of L{later.unsure_level}."
