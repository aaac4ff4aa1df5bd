"""Who is connected to this process, and how far each socket has heard each conversation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from server.domain.ids import ConversationId, PersonId
from server.domain.session import Role, Session

Person = tuple[Role, PersonId]


@dataclass(slots=True)
class Talk:
    """`cursors` holds, by socket, the newest seq it has been told; `newest` what there is.

    `heard` is the newest of the words that this process has seen pass. `upto`: in a pause, the
    last number that a socket is told.
    """

    id: ConversationId
    newest: int = 0
    heard: int = 0
    cursors: dict[str, int] = field(default_factory=dict)
    upto: dict[str, int] = field(default_factory=dict)

    def is_next(self, sid: str, seq: int) -> bool:
        """Whether this socket is told this number now."""
        return self.cursors[sid] == seq - 1 and seq <= self.upto.get(sid, seq)

    @property
    def oldest_cursor(self) -> int:
        return min(self.cursors.values(), default=self.newest)


@dataclass(slots=True)
class Audience:
    """One live socket for each person in each role."""

    sessions: dict[str, Session] = field(default_factory=dict)
    _sids: dict[Person, str] = field(default_factory=dict)
    _talks: dict[ConversationId, Talk] = field(default_factory=dict)
    _attending: dict[str, set[ConversationId]] = field(default_factory=dict)

    def enter(self, session: Session, sid: str) -> str | None:
        """Returns the socket of the same person that this one displaces."""
        before = self._sids.get(who(session))
        self.sessions[sid] = session
        self._sids[who(session)] = sid
        return before if before != sid else None

    def leave(self, sid: str) -> set[ConversationId]:
        """Returns the conversations which nobody here hears any more."""
        session = self.sessions.pop(sid, None)
        if session is None:
            return set()
        if self._sids.get(who(session)) == sid:
            del self._sids[who(session)]
        return {c for c in self._attending.pop(sid, set()) if self._detach(c, sid)}

    def sid(self, person: Person) -> str | None:
        return self._sids.get(person)

    def people(self) -> list[Person]:
        return list(self._sids)

    def of_role(self, role: Role) -> Iterator[tuple[str, Session]]:
        return ((sid, one) for sid, one in self.sessions.items() if one.role is role)

    def attend(
        self, sid: str, newest: dict[ConversationId, int]
    ) -> tuple[set[ConversationId], set[ConversationId]]:
        """From now on this socket hears exactly these; a new one from its newest seq on.

        Returns the conversations which somebody here hears now, and those which nobody does.
        """
        before = self._attending.get(sid, set())
        self._attending[sid] = set(newest)
        silent = {gone for gone in before - newest.keys() if self._detach(gone, sid)}
        heard = {c for c in newest.keys() - before if self._attach(c, sid, newest[c])}
        return heard, silent

    def talk(self, conversation: str) -> Talk | None:
        return self._talks.get(ConversationId(conversation))

    def talks(self) -> Iterable[Talk]:
        return self._talks.values()

    def cursors(self, sid: str) -> dict[ConversationId, int]:
        """How far this socket has heard each conversation that it hears."""
        heard = self._attending.get(sid, set())
        return {talk: self._talks[talk].cursors[sid] for talk in heard}

    def pass_over(self, sid: str, conversation: ConversationId, upto: int) -> None:
        """Nothing up to there is told to this socket any more."""
        talk = self._talks[conversation]
        talk.newest = max(talk.newest, upto)
        talk.cursors[sid] = max(talk.cursors[sid], upto)

    def limit(self, sid: str, conversation: ConversationId, upto: int | None) -> None:
        """Nothing after it is told to this socket for now."""
        talk = self._talks[conversation]
        if upto is None:
            talk.upto.pop(sid, None)
        else:
            talk.upto[sid] = upto

    def attends(self, person: Person, conversation: str) -> bool:
        sid, talk = self._sids.get(person), self.talk(conversation)
        return sid is not None and talk is not None and sid in talk.cursors

    def _attach(self, conversation: ConversationId, sid: str, newest: int) -> bool:
        """True for the first socket in it."""
        is_first = conversation not in self._talks
        talk = self._talks.setdefault(conversation, Talk(conversation))
        talk.newest = max(talk.newest, newest)
        talk.cursors[sid] = newest
        return is_first

    def _detach(self, conversation: ConversationId, sid: str) -> bool:
        """True for the last socket in it."""
        talk = self._talks[conversation]
        del talk.cursors[sid]
        talk.upto.pop(sid, None)
        if talk.cursors:
            return False
        del self._talks[conversation]
        return True


def who(session: Session) -> Person:
    return session.role, session.id
