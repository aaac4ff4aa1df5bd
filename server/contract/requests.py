"""Who may ask what over HTTP, and what is answered. The console's whole API on one page."""

from collections.abc import Mapping
from typing import Final

from server.contract import account_requests as account
from server.contract import alarm_requests as alarm
from server.contract import block_requests as block
from server.contract import board_requests as board
from server.contract import break_room_requests as rest
from server.contract import coaching_requests as coach
from server.contract import exposure_requests as carry
from server.contract import feedback_requests as feedback
from server.contract import incident_requests as incident
from server.contract import joining_requests as join
from server.contract import own_phrase_requests as own
from server.contract import pager_requests as pager
from server.contract import passkey_requests as passkey
from server.contract import peer_hold_requests as hold
from server.contract import phrase_requests as phrase
from server.contract import practice_requests as practice
from server.contract import report_requests as report
from server.contract import review_requests as review
from server.contract import room_requests as room
from server.contract import second_look_requests as second
from server.contract import security_requests as secure
from server.contract import shift_requests as shift
from server.contract import system_requests as system
from server.contract import team_requests as team
from server.contract import training_requests as training
from server.contract import try_requests as rules
from server.contract import way_back_requests as back
from server.contract import welcoming_requests as welcome
from server.contract.asking import SIGNED_IN, Asking
from server.contract.events import Receipt, Tail
from server.contract.values import Request
from server.domain.refusal import Code
from server.domain.session import Role
from server.domain.staff import STAFF_ROLES

_ADMINISTRATOR: Final = (Role.ADMINISTRATOR,)
_ON_SHIFT: Final = (Role.PEER, Role.MODERATOR)
_WATCHING: Final = (Role.MODERATOR, Role.ADMINISTRATOR)
_GONE: Final = (Code.NOT_FOUND, Code.NOT_NOW)
_MODERATOR: Final = (Role.MODERATOR,)
_PEER: Final = (Role.PEER,)
_COACH: Final = (Role.COACH,)
_LOOKING_BACK: Final = (Role.COACH, Role.MODERATOR)

REQUESTS: Final[Mapping[type[Request], Asking]] = {
    account.SignIn: Asking(None, account.Me, (Code.PROVE,)),
    account.SignOut: Asking(None),
    account.LookAtInvitation: Asking(None, account.LookedAt, (Code.NOT_FOUND,)),
    account.AcceptInvitation: Asking(None, account.Me, (Code.NOT_FOUND, Code.TAKEN)),
    account.WhoAmI: Asking(SIGNED_IN, account.Me, while_locked=True),
    secure.Lock: Asking(SIGNED_IN, while_locked=True),
    secure.Prove: Asking(SIGNED_IN, None, (Code.PROVE,), while_locked=True),
    secure.ShowAccount: Asking(SIGNED_IN, secure.Account),
    secure.StartAuthenticator: Asking(
        SIGNED_IN, secure.NewAuthenticator, (Code.NOT_NOW,), proof=True
    ),
    secure.ConfirmAuthenticator: Asking(
        SIGNED_IN, secure.RecoveryCodes, (Code.NOT_NOW, Code.PROVE)
    ),
    secure.DropAuthenticator: Asking(SIGNED_IN, proof=True),
    secure.RenewCodes: Asking(SIGNED_IN, secure.RecoveryCodes, (Code.NOT_NOW,), proof=True),
    secure.EndSession: Asking(SIGNED_IN, None, (Code.NOT_FOUND,)),
    secure.ChangePassword: Asking(SIGNED_IN, proof=True),
    passkey.OfferPasskey: Asking(SIGNED_IN, passkey.PasskeyOptions, proof=True),
    passkey.AddPasskey: Asking(SIGNED_IN, None, (Code.PROVE, Code.TAKEN), proof=True),
    passkey.DropPasskey: Asking(SIGNED_IN, None, (Code.NOT_FOUND,), proof=True),
    passkey.AskForPasskey: Asking(None, passkey.PasskeyOptions),
    passkey.SignInWithPasskey: Asking(None, account.Me),
    passkey.AskForProof: Asking(SIGNED_IN, passkey.PasskeyOptions, while_locked=True),
    passkey.ProveWithPasskey: Asking(SIGNED_IN, None, (Code.PROVE,), while_locked=True),
    training.ShowTraining: Asking(STAFF_ROLES, training.TrainingView),
    training.ReadModule: Asking(STAFF_ROLES, training.ModuleView, (Code.NOT_FOUND,)),
    training.AnswerQuiz: Asking(STAFF_ROLES, training.QuizResult, (Code.NOT_FOUND,)),
    training.ShowCertificates: Asking(_WATCHING, training.Holders),
    training.WithdrawCertificate: Asking(_ADMINISTRATOR, None, (Code.NOT_FOUND,), proof=True),
    training.ReturnCertificate: Asking(_ADMINISTRATOR, None, (Code.NOT_FOUND,), proof=True),
    practice.ShowPractice: Asking(_PEER, practice.PracticeView),
    practice.BeginPractice: Asking(_PEER, practice.PracticeView, (Code.NOT_FOUND,)),
    practice.SayInPractice: Asking(_PEER, Receipt, _GONE),
    practice.ReadPractice: Asking(_PEER, Tail, (Code.NOT_FOUND,)),
    practice.CallInPractice: Asking(_PEER, practice.PracticeView, (Code.NOT_FOUND,)),
    practice.AssessInPractice: Asking(_PEER, practice.PracticeView, (Code.NOT_FOUND,)),
    practice.TakePathInPractice: Asking(_PEER, practice.PracticeView, (Code.NOT_FOUND,)),
    practice.EndPractice: Asking(_PEER, practice.PracticeView, (Code.NOT_FOUND,)),
    join.ShowJoining: Asking(None, join.JoiningView),
    join.Apply: Asking(None, join.OwnLink, (Code.CLOSED, Code.FULL)),
    join.ShowApplication: Asking(None, join.ApplicationView, (Code.NOT_FOUND,)),
    join.Agree: Asking(None, None, _GONE),
    join.TakeInvitation: Asking(None, join.OwnLink, _GONE),
    join.WithdrawApplication: Asking(None, None, _GONE),
    join.LookAtReference: Asking(None, join.ReferenceAsked, (Code.NOT_FOUND,)),
    join.GiveReference: Asking(None, None, (Code.NOT_FOUND,)),
    welcome.ShowApplications: Asking(_ADMINISTRATOR, welcome.Applications),
    welcome.ReadApplication: Asking(_ADMINISTRATOR, welcome.ApplicationRecord, (Code.NOT_FOUND,)),
    welcome.AskReference: Asking(_ADMINISTRATOR, join.OwnLink, (Code.NOT_FOUND,)),
    welcome.DecideApplication: Asking(_ADMINISTRATOR, None, _GONE, proof=True),
    welcome.NotePaper: Asking(_ADMINISTRATOR, None, (Code.NOT_FOUND,)),
    welcome.ShowPapers: Asking(_ADMINISTRATOR, welcome.Papers, (Code.NOT_FOUND,)),
    welcome.ShowDues: Asking(SIGNED_IN, welcome.Dues),
    welcome.ShowAgreement: Asking(SIGNED_IN, join.Agreement, (Code.NOT_FOUND,)),
    welcome.AgreeAgain: Asking(SIGNED_IN, None, _GONE),
    back.AskWayBack: Asking(_ADMINISTRATOR, None, (Code.NOT_FOUND, Code.TAKEN), proof=True),
    back.ShowWaysBack: Asking(SIGNED_IN, back.WaysBack),
    back.ConfirmWayBack: Asking(_WATCHING, back.WayBackLink, _GONE, proof=True),
    back.StopWayBack: Asking(SIGNED_IN, None, (Code.NOT_FOUND,)),
    back.LookAtWayBack: Asking(None, back.WayBackLookedAt, (Code.NOT_FOUND,)),
    back.UseWayBack: Asking(None, None, (Code.NOT_FOUND,)),
    team.ShowTeam: Asking(_ADMINISTRATOR, team.Team),
    team.Invite: Asking(_ADMINISTRATOR, team.InvitationLink, proof=True),
    team.GiveRoles: Asking(_ADMINISTRATOR, None, _GONE, proof=True),
    team.Disable: Asking(_ADMINISTRATOR, None, _GONE, proof=True),
    report.ShowReport: Asking(_WATCHING, report.Report),
    report.ShowForecast: Asking(STAFF_ROLES, report.Forecast),
    carry.ShowMeter: Asking(_ON_SHIFT, carry.Meter),
    carry.ShowTeamMeters: Asking(_WATCHING, carry.TeamMeters),
    carry.AskDebrief: Asking(_ON_SHIFT),
    carry.BookDebrief: Asking(_WATCHING, None, _GONE),
    carry.FinishDebrief: Asking(_WATCHING, None, _GONE),
    carry.WithdrawDebrief: Asking(_ON_SHIFT, None, _GONE),
    shift.ShowWeek: Asking(STAFF_ROLES, shift.Week),
    shift.TakeShift: Asking(_ON_SHIFT, None, (*_GONE, Code.TAKEN)),
    shift.ReleaseShift: Asking(_ON_SHIFT, None, _GONE),
    shift.AskSwap: Asking(_ON_SHIFT, None, (*_GONE, Code.TAKEN)),
    shift.AnswerSwap: Asking(_ON_SHIFT, None, (*_GONE, Code.TAKEN)),
    shift.TakeSwapBack: Asking(_ON_SHIFT, None, _GONE),
    shift.ShowMyShifts: Asking(_ON_SHIFT, shift.MyShifts),
    shift.ShowAttendance: Asking(_WATCHING, shift.Attendance),
    shift.MakeCalendar: Asking(_ON_SHIFT, shift.CalendarLink),
    shift.EndCalendar: Asking(_ON_SHIFT),
    pager.PageThisBrowser: Asking(_ON_SHIFT),
    pager.LeaveThisBrowser: Asking(_ON_SHIFT),
    pager.ShowBrowsers: Asking(_ON_SHIFT, pager.Browsers),
    pager.ForgetBrowser: Asking(_ON_SHIFT, None, (Code.NOT_FOUND,)),
    pager.TryPush: Asking(_ON_SHIFT, pager.PushTried),
    room.ShowRooms: Asking(_WATCHING, room.Rooms),
    room.PlanRoom: Asking(_WATCHING),
    room.EndRoom: Asking(_WATCHING, None, (Code.NOT_FOUND,)),
    board.ShowBoard: Asking(_ON_SHIFT, board.BoardView),
    board.PutUp: Asking(_MODERATOR),
    board.LeaveShiftNote: Asking(_PEER),
    board.TakeDown: Asking(_MODERATOR, None, (Code.NOT_FOUND,)),
    board.ShowNotes: Asking(_MODERATOR, board.Notes, (Code.NOT_FOUND,)),
    board.WriteNote: Asking(_MODERATOR, None, _GONE),
    rest.ShowBreakRoom: Asking(_ON_SHIFT, rest.BreakRoomView, (Code.NOT_NOW,)),
    rest.SayInBreakRoom: Asking(_ON_SHIFT, rest.Remarked, (Code.NOT_NOW,)),
    feedback.ShowFeedback: Asking(_PEER, feedback.FeedbackView),
    coach.ShowCoaching: Asking(_COACH, coach.CoachingView),
    coach.WriteCoaching: Asking(_COACH, None, _GONE),
    coach.ShowMyCoaching: Asking(_PEER, coach.CoachingView),
    coach.CountCoaching: Asking(_PEER, coach.NewCoaching),
    coach.MarkCoachingRead: Asking(_PEER, None, (Code.NOT_FOUND,)),
    coach.AnswerCoaching: Asking(_PEER, None, _GONE),
    phrase.ShowPhrases: Asking(_ON_SHIFT, phrase.PhraseBook),
    block.ShowBlocks: Asking(_MODERATOR, block.Blocks),
    block.LiftBlock: Asking(_MODERATOR, None, _GONE),
    block.UpholdBlock: Asking(_MODERATOR, None, _GONE),
    hold.ShowPeerHolds: Asking(_WATCHING, hold.PeerHolds),
    hold.PutOnHold: Asking(_WATCHING, None, (Code.NOT_FOUND,)),
    hold.LiftHold: Asking(_WATCHING, None, _GONE, proof=True),
    rules.TryRules: Asking(_WATCHING, rules.Tried),
    system.ShowFindings: Asking(_ADMINISTRATOR, system.Findings),
    system.ShowAudit: Asking(_ADMINISTRATOR, system.AuditPage),
    system.VerifyAudit: Asking(_ADMINISTRATOR, system.AuditVerified),
    own.ShowOwnPhrases: Asking(_ADMINISTRATOR, own.OwnPhrases),
    own.TryOwnPhrase: Asking(_ADMINISTRATOR, own.OwnPhraseTried),
    own.AddOwnPhrase: Asking(_ADMINISTRATOR, None, (Code.TAKEN, Code.FULL), proof=True),
    own.TakeOutOwnPhrase: Asking(_ADMINISTRATOR, None, (Code.NOT_FOUND,), proof=True),
    second.ShowSecondLooks: Asking(_WATCHING, second.SecondLooks),
    second.AskLegalHold: Asking(_WATCHING, None, (*_GONE, Code.TAKEN), proof=True),
    second.LiftLegalHold: Asking(_ADMINISTRATOR, None, _GONE, proof=True),
    second.AnswerSecondLook: Asking(_WATCHING, None, _GONE),
    alarm.MarkMissed: Asking(_MODERATOR, None, (Code.NOT_FOUND,)),
    alarm.MarkWrong: Asking(_ON_SHIFT, None, (Code.NOT_FOUND,)),
    alarm.ShowAlarmRecords: Asking(_MODERATOR, alarm.AlarmRecords),
    incident.ShowIncident: Asking(_MODERATOR, incident.IncidentPack, (Code.NOT_FOUND,)),
    incident.ShowHistory: Asking(_MODERATOR, incident.History, (Code.NOT_FOUND,)),
    incident.SignOffIncident: Asking(_MODERATOR, None, _GONE),
    review.ShowReview: Asking(_LOOKING_BACK, review.Review),
    review.AskToOpen: Asking(_LOOKING_BACK, None, (*_GONE, Code.TAKEN), proof=True),
    review.AnswerOpening: Asking(_MODERATOR, None, _GONE, proof=True),
    review.EndOpening: Asking(_LOOKING_BACK, None, _GONE),
    review.DrawSample: Asking(_LOOKING_BACK, None, (Code.NOT_FOUND, Code.TAKEN), proof=True),
    review.LabelSample: Asking(_LOOKING_BACK, None, _GONE),
    review.ShowMisses: Asking(_MODERATOR, review.Misses),
    review.ReadOpened: Asking(_LOOKING_BACK, Tail, _GONE),
}
