"""Which command is carried out by which service: one page for each role."""

from dataclasses import dataclass

from server.contract import care_commands as care
from server.contract import commands as ask
from server.contract import duty_commands as duty
from server.contract import hold_commands as hold
from server.contract import mentor_commands as mentor
from server.contract import queue_commands as queue
from server.contract import referral_commands as refer
from server.contract import room_commands as room
from server.contract import silence_commands as silence
from server.contract import staff_commands as work
from server.domain.session import Role
from server.services.queue.doorkeeping import Doorkeeping
from server.services.queue.taking import Taking
from server.services.referrals.hearing_back import HearingBack
from server.services.referrals.referring import Referring
from server.services.risk.assessing import Assessing
from server.services.risk.path_taking import PathTaking
from server.services.rooms.entering import Entering
from server.services.rooms.facilitating import Facilitating
from server.services.rooms.hosting import Hosting
from server.services.talk.answering import Answering
from server.services.talk.changing import Changing
from server.services.talk.conversing import Conversing
from server.services.talk.relieving import Relieving
from server.services.talk.safety_planning import SafetyPlanning
from server.services.talk.staying import Staying
from server.services.talk.thanking import Thanking
from server.services.talk.transferring import Transferring
from server.services.talk.visiting import Visiting
from server.services.watch.holding import Holding
from server.services.watch.mentoring import Mentoring
from server.services.watch.putting_on_hold import PuttingOnHold
from server.services.watch.shadowing import Shadowing
from server.services.watch.supervising import Supervising
from server.transport.gateway import Handlers
from server.transport.hearing import Hearing
from server.transport.renewing import Renewing


@dataclass(frozen=True, slots=True)
class Doors:
    renewing: Renewing
    hearing: Hearing
    visiting: Visiting
    changing: Changing
    conversing: Conversing
    answering: Answering
    assessing: Assessing
    path_taking: PathTaking
    relieving: Relieving
    safety_planning: SafetyPlanning
    transferring: Transferring
    staying: Staying
    taking: Taking
    supervising: Supervising
    holding: Holding
    putting_on_hold: PuttingOnHold
    mentoring: Mentoring
    shadowing: Shadowing
    referring: Referring
    doorkeeping: Doorkeeping
    entering: Entering
    hosting: Hosting
    facilitating: Facilitating
    thanking: Thanking
    hearing_back: HearingBack

    def of(self, role: Role) -> Handlers:
        visitor, peer, moderator = self._visitor, self._peer, self._moderator
        return {Role.VISITOR: visitor, Role.PEER: peer, Role.MODERATOR: moderator}[role]()

    def _talk(self) -> Handlers:
        return {
            ask.Sync: self.renewing.sync,
            ask.Say: self.conversing.say,
            ask.Typing: self.conversing.typing,
            ask.Received: self.conversing.received,
            ask.CatchUp: self.conversing.catch_up,
        }

    def _work(self) -> Handlers:
        return {
            **self._talk(),
            duty.Knock: self.renewing.knock,
            duty.GoReady: self.answering.go_ready,
            duty.GoOff: self.answering.go_off,
            care.Assess: self.assessing.assess,
            care.TakePath: self.path_taking.take_path,
            work.FindResources: self.referring.find_resources,
            work.FindFree: self.transferring.find_free,
        }

    def _mentors(self) -> Handlers:
        return {
            mentor.Mentor: self.mentoring.mentor,
            mentor.LetGo: self.mentoring.let_go,
            mentor.ProposeWords: self.mentoring.propose_words,
            mentor.StopWords: self.mentoring.stop_words,
            mentor.AnswerLearner: self.shadowing.answer_learner,
        }

    def _visitor(self) -> Handlers:
        return {
            **self._talk(),
            ask.Begin: self.visiting.begin,
            ask.Unsay: self.conversing.unsay,
            silence.StillHere: self.staying.still_here,
            ask.ChangePeer: self.changing.change_peer,
            ask.ReportPeer: self.changing.report_peer,
            ask.AnswerReferral: self.referring.answer,
            refer.TakeCode: self.hearing_back.take_code,
            hold.Appeal: self.holding.appeal,
            care.WritePlan: self.safety_planning.write_plan,
            mentor.AnswerLearner: self.shadowing.answer_learner,
            ask.ChooseCountry: self.visiting.choose_country,
            ask.Resume: self.visiting.resume,
            ask.Leave: self.visiting.leave,
            ask.Feedback: self.thanking.feedback,
            ask.Forget: self.visiting.forget,
            room.EnterRoom: self.entering.enter_room,
            room.ReportInRoom: self.changing.report_in_room,
            room.RaiseHand: self.entering.raise_hand,
            room.TalkAlone: self.entering.talk_alone,
            room.GoBack: self.entering.go_back,
        }

    def _peer(self) -> Handlers:
        return {
            **self._work(),
            duty.Rest: self.answering.rest,
            work.AcceptOffer: self.answering.accept_offer,
            work.DeclineOffer: self.answering.decline_offer,
            queue.TakeNext: self.taking.take_next,
            work.AskModerator: self.answering.ask_moderator,
            care.WritePlan: self.safety_planning.write_plan,
            care.StepAside: self.relieving.step_aside,
            care.NoteDown: self.answering.note_down,
            care.EndAndReport: self.relieving.end_and_report,
            work.AskTransfer: self.transferring.ask_transfer,
            work.AnswerTransfer: self.transferring.answer_transfer,
            silence.StillHere: self.staying.still_here,
            mentor.TakeBack: self.mentoring.take_back,
            **self._mentors(),
            mentor.ReadAlong: self.shadowing.read_along,
            mentor.ReadOn: self.shadowing.read_on,
            work.End: self.answering.end,
            work.WrapUp: self.answering.wrap_up,
            room.HostRoom: self.hosting.host_room,
            room.LeaveRoom: self.hosting.leave_room,
            room.LockRoom: self.hosting.lock_room,
            room.SlowRoom: self.hosting.slow_room,
            room.LastRound: self.hosting.last_round,
            room.CloseRoom: self.hosting.close_room,
            room.TakeAside: self.facilitating.take_aside,
            room.BringBack: self.facilitating.bring_back,
            room.Mute: self.facilitating.mute,
            room.RemoveMember: self.facilitating.remove_member,
            room.LowerHand: self.facilitating.lower_hand,
        }

    def _moderator(self) -> Handlers:
        return {
            **self._work(),
            work.ClaimFlag: self.supervising.claim_flag,
            hold.GiveBackFlag: self.supervising.give_back_flag,
            hold.TakeOverFlag: self.supervising.take_over_flag,
            work.ResolveFlag: self.supervising.resolve_flag,
            work.Read: self.hearing.after(self.supervising.read),
            work.Join: self.hearing.after(self.supervising.join),
            work.StepBack: self.hearing.after(self.supervising.step_back),
            work.Whisper: self.supervising.whisper,
            **self._mentors(),
            work.AskTransfer: self.transferring.ask_transfer,
            work.AnswerTransfer: self.hearing.after(self.transferring.answer_transfer),
            queue.GiveTo: self.taking.give_to,
            queue.PauseIntake: self.doorkeeping.pause_intake,
            queue.OpenIntake: self.doorkeeping.open_intake,
            work.SetLevel: self.supervising.set_level,
            care.WritePlan: self.safety_planning.write_plan,
            work.OfferReferral: self.referring.offer_referral,
            refer.ActWithoutConsent: self.referring.deciding.act_without_consent,
            refer.SendReferral: self.referring.send_referral,
            work.HandOver: self.referring.hand_over,
            work.ConfirmReferral: self.referring.confirm_referral,
            work.FailReferral: self.referring.fail_referral,
            work.End: self.holding.end,
            hold.Lead: self.hearing.after(self.supervising.lead),
            hold.GiveBack: self.supervising.give_back,
            hold.HoldPeer: self.hearing.after(self.putting_on_hold.hold_peer),
            hold.MuteVisitor: self.holding.mute_visitor,
            hold.PauseTalk: self.holding.pause_talk,
            hold.Block: self.holding.block,
            room.CloseRoom: self.hosting.close_room,
            room.Mute: self.facilitating.mute,
            room.RemoveMember: self.facilitating.remove_member,
        }
