"""Which request about becoming and staying a peer is carried out by which service."""

from dataclasses import dataclass

from server.contract import joining_requests as join
from server.contract import practice_requests as practice
from server.contract import training_requests as training
from server.contract import way_back_requests as back
from server.contract import welcoming_requests as welcome
from server.services.accounts.finding_back import FindingBack
from server.services.team.applying import Applying
from server.services.team.certifying import Certifying
from server.services.team.practising import Practising
from server.services.team.reminding import Reminding
from server.services.team.welcoming import Welcoming
from server.transport.api import Answers


@dataclass(frozen=True, slots=True)
class Joining:
    practising: Practising
    certifying: Certifying
    finding_back: FindingBack
    applying: Applying
    welcoming: Welcoming
    reminding: Reminding

    def answers(self) -> Answers:
        return {
            **self._applying(),
            **self._welcoming(),
            back.AskWayBack: self.finding_back.ask,
            back.ShowWaysBack: self.finding_back.show,
            back.ConfirmWayBack: self.finding_back.confirm,
            back.StopWayBack: self.finding_back.stop,
            back.LookAtWayBack: self.finding_back.look,
            back.UseWayBack: self.finding_back.use,
            training.WithdrawCertificate: self.certifying.withdraw,
            training.ReturnCertificate: self.certifying.give_back,
            practice.ShowPractice: self.practising.show,
            practice.BeginPractice: self.practising.begin,
            practice.SayInPractice: self.practising.say,
            practice.ReadPractice: self.practising.read,
            practice.CallInPractice: self.practising.call,
            practice.AssessInPractice: self.practising.assess,
            practice.TakePathInPractice: self.practising.take_path,
            practice.EndPractice: self.practising.end,
        }

    def _applying(self) -> Answers:
        return {
            join.ShowJoining: self.applying.show,
            join.Apply: self.applying.apply,
            join.ShowApplication: self.applying.follow,
            join.Agree: self.applying.agree,
            join.TakeInvitation: self.applying.take_invitation,
            join.WithdrawApplication: self.applying.withdraw,
            join.LookAtReference: self.applying.look_at_reference,
            join.GiveReference: self.applying.give_reference,
        }

    def _welcoming(self) -> Answers:
        return {
            welcome.ShowApplications: self.welcoming.show,
            welcome.ReadApplication: self.welcoming.read,
            welcome.AskReference: self.welcoming.ask_reference,
            welcome.DecideApplication: self.welcoming.decide,
            welcome.NotePaper: self.welcoming.note,
            welcome.ShowPapers: self.welcoming.show_papers,
            welcome.ShowAgreement: self.welcoming.show_agreement,
            welcome.AgreeAgain: self.welcoming.agree,
            welcome.ShowDues: self.reminding.show,
        }
