"""What was raised, as cards for one moderator's wall."""

from server.contract.flag_views import EarlierReports, FlagBefore, FlagCard, FlagCause
from server.domain.flag import Flag
from server.domain.flag_context import Cause
from server.domain.ids import PersonId, StaffId
from server.domain.pictures import RaisedPicture
from server.services.risk.page_cards import page_cards


def flag_cards(raised: RaisedPicture, moderator: PersonId) -> tuple[FlagCard, ...]:
    """Worst first, then the oldest; none about themselves, nor what they ask of others."""
    shown = (flag for flag in raised.flags if flag.barred != moderator)
    flags = sorted(shown, key=lambda f: (-f.level, f.raised_at))
    return tuple(_card(flag, raised, moderator) for flag in flags)


def _earlier(flag: Flag, raised: RaisedPicture) -> EarlierReports | None:
    found = raised.earlier.get(flag.reported) if flag.reported else None
    return EarlierReports(reports=found.reports, confirmed=found.confirmed) if found else None


def _card(flag: Flag, raised: RaisedPicture, moderator: PersonId) -> FlagCard:
    def named(who: StaffId | None) -> str | None:
        return raised.names.get(who) if who else None

    return FlagCard(
        id=flag.id,
        kind=flag.kind,
        conversation=flag.conversation,
        pseudonym=raised.pseudonyms.get(flag.conversation, ""),
        state=flag.state,
        level=flag.level,
        seq=flag.seq,
        concerns=flag.concerns,
        reasons=flag.reasons,
        words=flag.words,
        raised_by=flag.raised_by,
        raised_at=flag.raised_at,
        clock_from=flag.runs_from,
        due_at=flag.due_at,
        lapses=flag.lapses,
        alerting=named(flag.alerting),
        claimed_by=named(flag.claimed_by),
        mine=flag.claimed_by == moderator,
        outcome=flag.outcome,
        complete=flag.complete,
        reported=named(flag.reported),
        asked_by=named(flag.asked_by),
        earlier=_earlier(flag, raised),
        calls_you=flag.calls(moderator),
        calls_everyone=flag.calls_everyone,
        paged=page_cards(raised.paged.get(flag.id, ())),
        before=tuple(FlagBefore(role=one.role, text=one.text) for one in flag.before),
        causes=tuple(map(_cause, flag.causes)),
        was_yours=(was_yours := flag.taken_from == moderator),
        taken_because=flag.taken_because if was_yours else None,
        unsaid=flag.unsaid,
        graver=flag.graver,
    )


def _cause(cause: Cause) -> FlagCause:
    return FlagCause(concern=cause.concern, check=cause.check, rule=cause.rule, share=cause.share)
