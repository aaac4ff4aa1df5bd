"""Who is on the other end of a socket."""

from dataclasses import dataclass, field
from enum import StrEnum

from server.domain.ids import PersonId


class Role(StrEnum):
    VISITOR = "visitor"
    PEER = "peer"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
    FACILITATOR = "facilitator"  # a peer who may look after rooms; it opens no door of its own
    MENTOR = "mentor"  # a peer who may read along with new peers, and read their words first
    COACH = "coach"  # a peer or moderator who may read what has ended, to coach its peer
    SERVICE = "service"  # speaks the notices in a conversation; never signs in


@dataclass(frozen=True, slots=True)
class Session:
    """One person in one role. `name` is what others in a conversation may see.

    `address` is where the socket came from; it lives in this process's memory only. `signed_in`
    is the hash of the token with which staff came: the socket goes with that session.
    """

    id: PersonId
    role: Role
    name: str = field(default="", repr=False)
    address: str = field(default="", repr=False, compare=False)
    signed_in: str = field(default="", repr=False, compare=False)
