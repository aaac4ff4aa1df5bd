"""Inviting somebody to the team, by a link that works once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.contract.account_requests import AcceptInvitation
from server.contract.team_requests import InvitationLink, Invite
from server.domain.ids import PersonId, StaffId
from server.domain.proof import Stranger
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import (
    INVITATION_LIFE,
    Invitation,
    Newcomer,
    NewSession,
    StaffMember,
    check_name,
    check_password,
    check_roles,
)
from server.services.accounts.ports import Invitations, Passwords
from server.services.accounts.tokens import hash_of

COMMAND_LINE: Final = "command line"
FRAGMENT: Final = "#invitation="


@dataclass(frozen=True, slots=True)
class Inviting:
    """`console` is the console's address; the token goes into its fragment, never to a server."""

    invitations: Invitations
    passwords: Passwords
    console: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    new_token: Callable[[], str]

    async def invite(
        self, roles: tuple[Role, ...], by: StaffMember | None = None
    ) -> tuple[str, datetime]:
        """The link, and when it ends. `by` None is the command line. Raises BadField."""
        now, token = self.now(), self.new_token()
        inviter = by.name if by else COMMAND_LINE
        invitation = Invitation(check_roles(roles), inviter, now + INVITATION_LIFE)
        await self.invitations.invite(hash_of(token), invitation, by.id if by else None, now)
        return f"{self.console}{FRAGMENT}{token}", invitation.expires_at

    async def invite_by(self, by: StaffMember, asked: Invite) -> InvitationLink:
        link, expires_at = await self.invite(asked.roles, by)
        return InvitationLink(link=link, expires_at=expires_at)

    async def enrol(
        self, roles: tuple[Role, ...], name: str, password: str
    ) -> tuple[StaffMember, str]:
        """Invite and accept at once, for accounts that a command makes for itself."""
        link, _ = await self.invite(roles)
        token = link.partition(FRAGMENT)[2]
        asked = AcceptInvitation(token=token, name=name, password=password)
        return await self.accept(Stranger(address=""), asked)

    async def look(self, token: str) -> Invitation:
        """Raises Refusal NOT_FOUND: unknown, used and expired look the same."""
        found = await self.invitations.look(hash_of(token), self.now())
        if found is None:
            raise Refusal(Code.NOT_FOUND)
        return found

    async def accept(self, stranger: Stranger, asked: AcceptInvitation) -> tuple[StaffMember, str]:
        """Who it is now, and the token for their cookie. Raises BadField, Refusal."""
        chosen = check_name(asked.name)
        secret = check_password(asked.password, chosen)
        await self.look(asked.token)  # no stranger makes us hash
        hashed = await self.passwords.hash(secret)
        newcomer = Newcomer(StaffId(PersonId(self.new_id())), chosen, hashed)
        cookie = self.new_token()
        session = NewSession(hash_of(cookie), self.now(), stranger.device)
        return await self.invitations.accept(hash_of(asked.token), newcomer, session), cookie
