"""What happened in an incident, from the rows that were written down about it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row

from moderation.verdict import Level
from server.domain.incident import Happening, IncidentKind
from server.domain.second_look import Matter, SecondLook
from server.stores.keys.sealed_words import Reading


def second(look: SecondLook) -> Iterator[Happening]:
    """What was asked of a second person, or done before they had answered; and what they said."""
    asked = {"matter": look.matter.value, "reason": look.reason}
    if look.matter is Matter.WITHOUT_CONSENT:
        asked["done_before_the_answer"] = "yes" if look.alone else "no"
    yield Happening(look.asked_at, IncidentKind.SECOND_ASKED, look.asked_by, asked, look.words)
    if look.answered_at:
        who, said = look.answered_by or "", {"said": look.state.value}
        yield Happening(look.answered_at, IncidentKind.SECOND_SAID, who, said, look.answer)


def talk(row: Row[Any]) -> Iterator[Happening]:
    yield Happening(row.opened_at, IncidentKind.OPENED)
    if row.closed_at:
        yield Happening(row.closed_at, IncidentKind.ENDED)


def flag(row: Row[Any], reading: Reading) -> Iterator[Happening]:
    facts = {"level": Level(row.level).name, "reasons": " ".join(row.reasons)}
    yield Happening(
        row.raised_at, IncidentKind.FLAG_RAISED, row.raised_by, facts, reading(row.sealed, row.id)
    )
    if row.claimed_at:
        late = {"alarms_before": str(row.lapses)}
        yield Happening(row.claimed_at, IncidentKind.FLAG_CLAIMED, row.claimed_by, late)
    if row.resolved_at:
        how = {"outcome": row.outcome or ""}
        words = reading(row.resolution, "resolution")
        yield Happening(
            row.resolved_at, IncidentKind.FLAG_RESOLVED, row.resolved_by or "", how, words
        )


def level(row: Row[Any], reading: Reading) -> Happening:
    facts = {"before": Level(row.before).name, "after": Level(row.after).name}
    return Happening(row.at, IncidentKind.LEVEL, row.by, facts, reading(row.reason, "level"))


def page(row: Row[Any]) -> Happening:
    facts = {
        "channel": row.channel,
        "attempt": str(row.attempt),
        "delivered": "yes" if row.delivered else "no",
        "status": row.status,
    }
    return Happening(row.at, IncidentKind.PAGE, "", facts)


def answered(row: Row[Any], reading: Reading) -> Iterator[Happening]:
    """What the visitor answered on the last page; when is not kept."""
    if row.ended_at is None or (row.feedback, row.helped, row.distress_after) == (None, None, None):
        return
    said = {"helped": row.helped, "distress": row.distress_after}
    facts = {name: "" if value is None else str(value) for name, value in said.items()}
    facts["words"] = "no" if row.feedback is None else "yes"
    words = reading(row.feedback, row.visit)
    yield Happening(row.ended_at, IncidentKind.ANSWERED, "visitor", facts, words)


def later(row: Row[Any]) -> Happening:
    """What the visitor told of their referral by its code."""
    said = {"reached": row.reached, "helped": row.helped, "safe": row.safe}
    facts = {name: str(value or "") for name, value in said.items()}
    return Happening(row.answered_at, IncidentKind.TOLD_LATER, "visitor", facts)


def audit(row: Row[Any]) -> Happening:
    """Without its reason where that may be somebody's own words."""
    return Happening(row.at, IncidentKind.AUDIT, row.who, {"did": row.did, "entry": str(row.id)})


def referral(row: Row[Any]) -> Iterator[Happening]:
    """As it was offered, or decided without a yes, and how it has ended."""
    where = {"service": row.resource}
    by = row.decided_by or row.offered_by
    yield Happening(row.offered_at, IncidentKind.REFERRAL, by, where)
    if row.ended_at:
        who = row.confirmed_by or ""
        yield Happening(row.ended_at, IncidentKind.REFERRAL, who, where | {"state": row.state})
