"""The team, as an administrator sees and changes it over HTTP."""

from datetime import datetime

from server.contract.values import Body, Id, Request, Roles
from server.domain.session import Role


class ShowTeam(Request, frozen=True):
    """Everybody who works here, and who is invited."""

    path = "/api/staff"


class Invite(Request, frozen=True):
    """Make an invitation link for one person. It is shown once."""

    path = "/api/staff/invite"
    roles: Roles


class GiveRoles(Request, frozen=True):
    """All roles of this person from now on."""

    path = "/api/staff/roles"
    id: Id
    roles: Roles


class Disable(Request, frozen=True):
    """Shut this person out, or let them sign in again. Their sockets close within seconds."""

    path = "/api/staff/disable"
    id: Id
    disabled: bool


class Member(Body, frozen=True):
    """Somebody of the team."""

    id: str
    name: str
    roles: tuple[Role, ...]
    disabled: bool
    created_at: datetime
    second_step: bool = False


class Invited(Body, frozen=True):
    """An invitation that nobody has used yet."""

    roles: tuple[Role, ...]
    expires_at: datetime
    created_by: str


class Team(Body, frozen=True):
    """The team by name, and the open invitations."""

    staff: tuple[Member, ...]
    invitations: tuple[Invited, ...]


class InvitationLink(Body, frozen=True):
    """A link that works once, until then."""

    link: str
    expires_at: datetime
