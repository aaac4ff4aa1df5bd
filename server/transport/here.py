"""What a hint does to the sockets of this process."""

from collections.abc import Callable
from dataclasses import dataclass

from server.contract.events import Alarm, Delivered, HelpOffered, Noticed, Retracted, TypingSeen
from server.domain.ids import ConversationId, PersonId
from server.domain.session import Role, Session
from server.transport import channels
from server.transport import hints as h
from server.transport.audience import Audience, Person, who
from server.transport.delivery import Delivery
from server.transport.locks import Locks
from server.transport.renewing import Renewing
from server.transport.telling import Telling


@dataclass(frozen=True, slots=True)
class Here:
    """`displace` and `put_out` close a socket; `mark` notes how far somebody has received.

    `found_later`: what is known of this conversation's words is old now.
    """

    audience: Audience
    telling: Telling
    delivery: Delivery
    renewing: Renewing
    locks: Locks
    displace: Callable[[str], None]
    put_out: Callable[[str], None]
    mark: Callable[[str, PersonId, int], None]
    found_later: Callable[[str], None]

    def attends(self, session: Session, conversation: str) -> bool:
        return self.audience.attends(who(session), conversation)

    def has_received(self, session: Session, conversation: str, seq: int) -> int:
        """Nobody can confirm more than they were told; what they caught up with counts later."""
        talk, sid = self.audience.talk(conversation), self.audience.sid(who(session))
        if talk is None or sid is None:
            return 0
        noted = min(seq, talk.cursors.get(sid, 0))
        if noted:
            self.mark(conversation, session.id, noted)
        return noted

    def perform(self, channel: str, hint: h.AnyHint) -> None:
        if channel == channels.HOUSE:
            self.renewing.look_everywhere()
        elif channel == channels.WALL:
            self._on_wall(hint)
        elif channel.startswith("c:"):
            self._in_talk(channels.talk_in(channel), hint)
        elif channel.startswith("p:"):
            self._to_person(channels.person_in(channel), hint)

    def _on_wall(self, hint: h.AnyHint) -> None:
        match hint:
            case h.Look():
                self.renewing.look_at_wall()
            case h.AlarmHint(conversation, level):
                alarm = Alarm(conversation=conversation, level=level)
                self.telling.role(Role.MODERATOR, alarm)

    def _to_person(self, person: Person, hint: h.AnyHint) -> None:
        if isinstance(hint, h.LockedHint):
            self._locked(person, hint)
        elif (sid := self.audience.sid(person)) is not None:
            self._at(sid, person, hint)

    def _locked(self, person: Person, hint: h.LockedHint) -> None:
        """Also where no page is: one may be on its way in. One that is here is told what waits."""
        self.locks.note(hint.session, locked=hint.locked)
        if hint.locked:
            self.renewing.look(person)

    def _at(self, sid: str, person: Person, hint: h.AnyHint) -> None:
        match hint:
            case h.Look():
                self.renewing.look(person)
            case h.HelpHint(card):
                self.telling.sid(sid, HelpOffered(card=card))
            case h.DisplacedHint(newest) if newest != sid:
                self.displace(sid)
            case h.Revoked():
                self.put_out(sid)

    def _in_talk(self, talk: ConversationId, hint: h.AnyHint) -> None:
        match hint:
            case h.Said(message):
                self.delivery.deliver(message)
            case h.Look():
                self.renewing.look_in(talk)
            case h.TypingHint(person, role, name, on):
                typing = TypingSeen(conversation=talk, role=role, name=name, on=on)
                self.telling.talk(talk, typing, to=lambda one: one != (role, person))
            case h.ReceivedHint(person, role, seq):
                delivered = Delivered(conversation=talk, role=role, seq=seq)
                self.telling.talk(talk, delivered, to=lambda one: one != (role, person))
            case h.NoticedHint(seq, notes):
                self.found_later(talk)
                noticed = Noticed(conversation=talk, seq=seq, notes=notes)
                self.telling.talk(talk, noticed, to=lambda one: one[0] is not Role.VISITOR)
            case h.RetractedHint(seq):
                self.telling.talk(talk, Retracted(conversation=talk, seq=seq))
