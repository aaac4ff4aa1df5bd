"""Which refusals to expect, for the protocol page. The Gateway may answer COMMON to anything."""

from collections.abc import Mapping
from typing import Final

from server.contract import care_commands as care
from server.contract import commands as ask
from server.contract import duty_commands as duty
from server.contract import flag_commands as hands
from server.contract import hold_commands as hold
from server.contract import mentor_commands as mentor
from server.contract import queue_commands as queue
from server.contract import referral_commands as refer
from server.contract import room_commands as room
from server.contract import silence_commands as silence
from server.contract import staff_commands as work
from server.domain.refusal import Code

MEANINGS: Final[Mapping[Code, str]] = {
    Code.UNKNOWN_EVENT: "There is no such command in this namespace. Don't send it again.",
    Code.BAD_PAYLOAD: "A field is missing, unknown or outside its limits; `why` names it.",
    Code.NOT_FOUND: "There is no such thing, or you are not part of it: the two look the same.",
    Code.NOT_NOW: "Understood, but this step does not exist from the present state. `sync`.",
    Code.TOO_FAST: "Wait `retry_after` seconds, then send the same again.",
    Code.CLOSED: "The line is closed; the view's `closed` says why. Show the helplines.",
    Code.FULL: "The queue is full. Show the helplines; try again later.",
    Code.TAKEN: "Somebody was faster.",
    Code.RESTING: "You rest after much, and others are on duty; `retry_after` says how long.",
    Code.IN_DANGER: "Somebody may still be in danger: it is not ended like this.",
    Code.SIGN_IN: "The session is over: sign in again.",
    Code.PROVE: "Show again that it is you, then send the same again.",
    Code.LOCKED: "The session is locked, as the console is: `prove`, then send the same again.",
    Code.INTERNAL: "Our fault, and nothing was kept. Send it again with the same `ref`.",
}
COMMON: Final = (
    Code.UNKNOWN_EVENT,
    Code.BAD_PAYLOAD,
    Code.TOO_FAST,
    Code.SIGN_IN,
    Code.LOCKED,
    Code.INTERNAL,
)
_TALK: Final = (Code.NOT_FOUND, Code.NOT_NOW)
REFUSALS: Final[Mapping[type[ask.Command], tuple[Code, ...]]] = {
    ask.Sync: (),
    ask.Begin: (Code.CLOSED, Code.FULL),
    ask.Say: _TALK,
    ask.Typing: (),
    ask.Received: (),
    ask.CatchUp: (Code.NOT_FOUND,),
    ask.ChangePeer: _TALK,
    ask.ReportPeer: _TALK,
    ask.AnswerReferral: _TALK,
    refer.TakeCode: _TALK,
    ask.ChooseCountry: (Code.NOT_FOUND,),
    ask.Resume: (*_TALK, Code.CLOSED),
    ask.Leave: (Code.NOT_FOUND,),
    ask.Feedback: (Code.NOT_FOUND,),
    ask.Forget: (),
    duty.GoReady: (Code.NOT_NOW, Code.RESTING),
    duty.Rest: (Code.NOT_NOW,),
    duty.Knock: (Code.NOT_NOW,),
    duty.GoOff: (Code.NOT_NOW, Code.IN_DANGER),
    work.AcceptOffer: _TALK,
    work.DeclineOffer: _TALK,
    work.AskModerator: (Code.NOT_FOUND,),
    care.Assess: _TALK,
    care.TakePath: _TALK,
    care.WritePlan: _TALK,
    care.StepAside: _TALK,
    work.FindResources: (),
    work.FindFree: (Code.NOT_FOUND,),
    work.AskTransfer: (*_TALK, Code.TAKEN),
    work.AnswerTransfer: _TALK,
    silence.StillHere: _TALK,
    work.End: (*_TALK, Code.IN_DANGER),
    hold.Lead: (*_TALK, Code.TAKEN),
    hold.GiveBack: _TALK,
    hold.HoldPeer: _TALK,
    hold.MuteVisitor: _TALK,
    hold.Block: _TALK,
    hold.Appeal: _TALK,
    work.WrapUp: (Code.NOT_NOW,),
    work.ClaimFlag: (Code.NOT_FOUND, Code.TAKEN, Code.NOT_NOW),
    hands.GiveBackFlag: _TALK,
    hands.TakeOverFlag: _TALK,
    work.ResolveFlag: _TALK,
    work.Read: _TALK,
    work.Join: _TALK,
    work.StepBack: _TALK,
    work.Whisper: _TALK,
    mentor.Mentor: (*_TALK, Code.TAKEN),
    mentor.LetGo: _TALK,
    mentor.ProposeWords: _TALK,
    mentor.StopWords: _TALK,
    mentor.TakeBack: _TALK,
    mentor.ReadAlong: (Code.NOT_NOW,),
    mentor.AnswerLearner: _TALK,
    mentor.ReadOn: (Code.NOT_FOUND,),
    queue.TakeNext: (Code.NOT_NOW, Code.CLOSED, Code.TAKEN),
    queue.PauseIntake: (),
    queue.OpenIntake: (),
    work.SetLevel: (Code.NOT_FOUND,),
    work.OfferReferral: _TALK,
    refer.ActWithoutConsent: _TALK,
    refer.SendReferral: _TALK,
    work.HandOver: _TALK,
    work.ConfirmReferral: _TALK,
    work.FailReferral: _TALK,
    room.EnterRoom: (*_TALK, Code.CLOSED, Code.FULL),
    room.RaiseHand: _TALK,
    room.ReportInRoom: _TALK,
    room.TalkAlone: (*_TALK, Code.CLOSED, Code.FULL),
    room.HostRoom: (*_TALK, Code.CLOSED),
    room.LeaveRoom: _TALK,
    room.LockRoom: _TALK,
    room.SlowRoom: (Code.NOT_FOUND,),
    room.LastRound: _TALK,
    room.CloseRoom: (Code.NOT_FOUND,),
    room.GoBack: _TALK,
    room.TakeAside: _TALK,
    room.BringBack: _TALK,
    room.Mute: (Code.NOT_FOUND,),
    room.RemoveMember: _TALK,
    room.LowerHand: (Code.NOT_FOUND,),
}
