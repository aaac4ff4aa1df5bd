"""Staff that a command invents: through the front door, with every certificate, never tired."""

import secrets
from dataclasses import dataclass

from config.everything import load
from config.settings import Settings
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.foundation import calling_of, now
from server.services.accounts.inviting import Inviting
from server.services.accounts.passwords import Argon2Passwords
from server.services.accounts.ports import Passwords
from server.services.accounts.tokens import new_token
from server.services.team.training import Training
from server.stores.accounts.invitations import SqlInvitations
from server.stores.accounts.rights import SqlRights
from server.stores.accounts.staff import SqlTeam
from server.stores.database import Database
from server.stores.keys.house_key import HouseKey
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Vault
from server.stores.team.trainings import SqlTrainings


@dataclass(frozen=True, slots=True)
class Hiring:
    inviting: Inviting
    training: Training
    team: SqlTeam
    rights: SqlRights

    async def hire(
        self, roles: tuple[Role, ...], name: str, password: str
    ) -> tuple[StaffMember, str]:
        """Who it is, and the token for their cookie. Raises BadField, Refusal."""
        entered = await self.inviting.enrol(roles, name, password)
        await self.team.invented(entered[0].id)
        if Role.PEER in roles:
            await self.training.pass_everything(entered[0])
        return entered


def hiring(db: Database, settings: Settings, passwords: Passwords | None = None) -> Hiring:
    """For whoever accepts the invitation at once, without a console."""
    inviting = Inviting(
        invitations=SqlInvitations(db),
        passwords=passwords or Argon2Passwords(),
        console="/console",
        now=now,
        new_id=lambda: secrets.token_hex(16),
        new_token=new_token,
    )
    everything, team = load(settings.config_dir), SqlTeam(db)
    training = Training(
        everything.training, SqlTrainings(db, HouseKey(settings.keys_dir)), team, now
    )
    calling = calling_of(everything, db, Sealer(Vault(settings.keys_dir, now)))
    return Hiring(inviting, training, team, SqlRights(db, calling))
