"""Which request is carried out by which service, and who is let in."""

from dataclasses import dataclass

from server.contract import account_requests as account
from server.contract import exposure_requests as carry
from server.contract import passkey_requests as passkey
from server.contract import report_requests as report
from server.contract import room_requests as room
from server.contract import security_requests as secure
from server.contract import shift_requests as shift
from server.contract import team_requests as team
from server.contract import training_requests as training
from server.domain.proof import Stranger
from server.domain.staff import StaffMember
from server.services.accounts.administering import Administering
from server.services.accounts.inviting import Inviting
from server.services.accounts.locking import Locking
from server.services.accounts.proving import Proving
from server.services.accounts.recognising import Recognising
from server.services.accounts.securing import Securing
from server.services.accounts.signing_in import Accounts
from server.services.reporting import Reporting
from server.services.rooms.planning import Planning
from server.services.shifts.looking_after import LookingAfter
from server.services.shifts.rostering import Rostering
from server.services.shifts.subscribing import Subscribing
from server.services.team.training import Training
from server.transport.api import Answers, LetIn, LetOut


@dataclass(frozen=True, slots=True)
class Reception:
    accounts: Accounts
    inviting: Inviting
    administering: Administering
    rostering: Rostering
    subscribing: Subscribing
    proving: Proving
    locking: Locking
    securing: Securing
    planning: Planning
    recognising: Recognising
    looking_after: LookingAfter
    training: Training
    reporting: Reporting

    def answers(self) -> Answers:
        return {
            account.SignIn: self.sign_in,
            account.SignOut: self.sign_out,
            account.LookAtInvitation: self.look,
            account.AcceptInvitation: self.accept,
            account.WhoAmI: self.who_am_i,
            **self._own_account(),
            **self._passkeys(),
            **self._training(),
            team.ShowTeam: self.administering.show,
            team.Invite: self.inviting.invite_by,
            team.GiveRoles: self.administering.give_roles,
            team.Disable: self.administering.disable,
            **self._shifts(),
            **self._carrying(),
            room.ShowRooms: self.planning.show,
            room.PlanRoom: self.planning.plan,
            room.EndRoom: self.planning.end,
        }

    def _carrying(self) -> Answers:
        return {
            report.ShowReport: self.reporting.show_report,
            report.ShowForecast: self.reporting.show_forecast,
            carry.ShowMeter: self.looking_after.meter,
            carry.ShowTeamMeters: self.looking_after.team_meters,
            carry.AskDebrief: self.looking_after.ask_debrief,
            carry.BookDebrief: self.looking_after.book,
            carry.FinishDebrief: self.looking_after.finish,
            carry.WithdrawDebrief: self.looking_after.withdraw,
        }

    def _shifts(self) -> Answers:
        return {
            shift.ShowWeek: self.rostering.week,
            shift.TakeShift: self.rostering.take,
            shift.ReleaseShift: self.rostering.release,
            shift.AskSwap: self.rostering.ask_swap,
            shift.AnswerSwap: self.rostering.answer_swap,
            shift.TakeSwapBack: self.rostering.take_swap_back,
            shift.ShowMyShifts: self.rostering.mine,
            shift.ShowAttendance: self.rostering.attendance,
            shift.MakeCalendar: self.subscribing.make,
            shift.EndCalendar: self.subscribing.end,
        }

    def _own_account(self) -> Answers:
        return {
            secure.Lock: self.locking.lock,
            secure.Prove: self.proving.prove,
            secure.ShowAccount: self.securing.show,
            secure.StartAuthenticator: self.securing.start,
            secure.ConfirmAuthenticator: self.securing.confirm,
            secure.DropAuthenticator: self.securing.drop,
            secure.RenewCodes: self.securing.renew_codes,
            secure.EndSession: self.securing.end_session,
            secure.ChangePassword: self.securing.change_password,
        }

    def _training(self) -> Answers:
        return {
            training.ShowTraining: self.training.show,
            training.ReadModule: self.training.read,
            training.AnswerQuiz: self.training.answer,
            training.ShowCertificates: self.training.holders,
        }

    def _passkeys(self) -> Answers:
        return {
            passkey.OfferPasskey: self.recognising.offer,
            passkey.AddPasskey: self.recognising.add,
            passkey.DropPasskey: self.recognising.drop,
            passkey.AskForPasskey: self.recognising.ask,
            passkey.SignInWithPasskey: self.sign_in_with_passkey,
            passkey.AskForProof: self.recognising.ask_for_proof,
            passkey.ProveWithPasskey: self.recognising.prove,
        }

    async def sign_in(self, stranger: Stranger, asked: account.SignIn) -> LetIn:
        who, token = await self.accounts.sign_in(stranger, asked)
        return LetIn(_me(who), who.name, token)

    async def sign_in_with_passkey(
        self, stranger: Stranger, asked: passkey.SignInWithPasskey
    ) -> LetIn:
        who, token = await self.recognising.sign_in(stranger, asked)
        return LetIn(_me(who), who.name, token)

    async def sign_out(self, stranger: Stranger, _: account.SignOut) -> LetOut:
        if stranger.token:
            await self.accounts.sign_out(stranger.token)
        return LetOut()

    async def look(self, _: Stranger, asked: account.LookAtInvitation) -> account.LookedAt:
        found = await self.inviting.look(asked.token)
        return account.LookedAt(roles=found.roles, expires_at=found.expires_at)

    async def accept(self, stranger: Stranger, asked: account.AcceptInvitation) -> LetIn:
        who, token = await self.inviting.accept(stranger, asked)
        return LetIn(_me(who), who.name, token)

    async def who_am_i(self, who: StaffMember, _: account.WhoAmI) -> account.Me:
        return _me(who)


def _me(who: StaffMember) -> account.Me:
    return account.Me(
        id=who.id,
        name=who.name,
        roles=who.roles,
        must_secure=who.must_secure,
        locked=who.locked,
    )
