"""A message as one person may see it."""

from collections.abc import Iterable

from moderation.verdict import Finding
from server.contract.events import Tail
from server.contract.views import Line, Note
from server.domain.message import Message
from server.domain.session import Role, Session

PAGE = 100  # messages in one answer to `catch_up`


def line(message: Message, role: Role, *, mine: bool) -> Line:
    """What this role sees; what was withheld is read by its writer and by moderators only.

    What somebody says who is muted is read by peers too: they look after the room.
    """
    kept_from = message.withheld or (message.hushed and role is Role.VISITOR)
    seen = not kept_from or mine or role is Role.MODERATOR
    return Line(
        seq=message.seq,
        at=message.at,
        role=message.role,
        name=message.name,
        text=message.text if seen else "",
        mine=mine,
        ref=message.ref if mine else None,
        notice=message.notice,
        withheld=message.withheld,
        unsaid=message.unsaid,
        unsays=message.unsays,
        careful=message.careful,
        hushed=message.hushed,
        notes=notes(message.findings) if role is not Role.VISITOR and seen else (),
    )


def line_for(message: Message, reader: Session) -> Line:
    own = message.speaker == reader.id and message.role is reader.role
    return line(message, reader.role, mine=own)


def tail(conversation: str, messages: Iterable[Message], reader: Session) -> Tail:
    """One page; `more` says that there may be another."""
    lines = tuple(line_for(message, reader) for message in messages)
    return Tail(conversation=conversation, lines=lines, more=len(lines) == PAGE)


def notes(findings: Iterable[Finding]) -> tuple[Note, ...]:
    return tuple(
        Note(
            concern=f.concern.value,
            severity=int(f.severity),
            start=f.start,
            end=f.end,
            reason=f.reason,
        )
        for f in findings
    )
