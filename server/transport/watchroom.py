"""Which request of a moderator is carried out by which service."""

from dataclasses import dataclass

from server.contract import alarm_requests as alarm
from server.contract import block_requests as block
from server.contract import board_requests as board
from server.contract import incident_requests as incident
from server.contract import own_phrase_requests as own
from server.contract import pager_requests as pager
from server.contract import peer_hold_requests as hold
from server.contract import review_requests as review
from server.contract import second_look_requests as second
from server.contract import system_requests as system
from server.contract import try_requests as rules
from server.services.referrals.deciding import Deciding
from server.services.risk.on_call import OnCall
from server.services.watch.alarm_records import Recording
from server.services.watch.auditing import Auditing
from server.services.watch.blocking import BlockKeeping
from server.services.watch.incidents import IncidentReview
from server.services.watch.legal_holding import LegalHolding
from server.services.watch.own_phrasing import OwnPhrasing
from server.services.watch.posting import Posting
from server.services.watch.putting_on_hold import PuttingOnHold
from server.services.watch.reviewing import Reviewing
from server.services.watch.sampling import Sampling
from server.services.watch.trying import Trying
from server.transport.api import Answers


@dataclass(frozen=True, slots=True)
class Watchroom:
    on_call: OnCall
    reviewing: Reviewing
    posting: Posting
    recording: Recording
    incidents: IncidentReview
    blocks: BlockKeeping
    holds: PuttingOnHold
    trying: Trying
    own: OwnPhrasing
    auditing: Auditing
    sampling: Sampling
    deciding: Deciding
    legal_holds: LegalHolding

    def answers(self) -> Answers:
        return {
            pager.PageThisBrowser: self.on_call.page_here,
            pager.LeaveThisBrowser: self.on_call.leave_here,
            pager.ShowBrowsers: self.on_call.show_browsers,
            pager.ForgetBrowser: self.on_call.forget,
            pager.TryPush: self.on_call.test,
            board.ShowBoard: self.posting.show,
            board.PutUp: self.posting.put_up,
            board.LeaveShiftNote: self.posting.leave_shift_note,
            board.TakeDown: self.posting.take_down,
            board.ShowNotes: self.posting.show_notes,
            board.WriteNote: self.posting.write_note,
            block.ShowBlocks: self.blocks.show,
            block.LiftBlock: self.blocks.lift,
            block.UpholdBlock: self.blocks.uphold,
            hold.ShowPeerHolds: self.holds.show,
            hold.PutOnHold: self.holds.put,
            hold.LiftHold: self.holds.lift,
            **self._second_persons(),
            rules.TryRules: self.trying.try_rules,
            system.ShowFindings: self.auditing.findings,
            system.ShowAudit: self.auditing.show,
            system.VerifyAudit: self.auditing.verify,
            own.ShowOwnPhrases: self.own.show,
            own.TryOwnPhrase: self.own.try_it,
            own.AddOwnPhrase: self.own.add,
            own.TakeOutOwnPhrase: self.own.take_out,
            alarm.MarkMissed: self.recording.mark_missed,
            alarm.MarkWrong: self.recording.mark_wrong,
            alarm.ShowAlarmRecords: self.recording.show,
            incident.ShowIncident: self.incidents.show,
            incident.ShowHistory: self.incidents.history,
            incident.SignOffIncident: self.incidents.sign_off,
            review.ShowReview: self.reviewing.show,
            review.AskToOpen: self.reviewing.ask,
            review.AnswerOpening: self.reviewing.answer,
            review.EndOpening: self.reviewing.end,
            review.DrawSample: self.sampling.draw,
            review.LabelSample: self.sampling.label,
            review.ShowMisses: self.sampling.misses,
            review.ReadOpened: self.reviewing.read,
        }

    def _second_persons(self) -> Answers:
        return {
            second.ShowSecondLooks: self.deciding.show,
            second.AnswerSecondLook: self.deciding.answer,
            second.AskLegalHold: self.legal_holds.ask,
            second.LiftLegalHold: self.legal_holds.lift,
        }
