"""Who may ask what, and who is told what. The whole surface on one page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from server.contract import care_commands as care
from server.contract import commands as ask
from server.contract import duty_commands as duty
from server.contract import events as tell
from server.contract import hold_commands as hold
from server.contract import mentor_commands as mentor
from server.contract import queue_commands as queue
from server.contract import referral_commands as refer
from server.contract import room_commands as room
from server.contract import silence_commands as silence
from server.contract import staff_commands as work
from server.contract.lock_views import LockedView
from server.contract.referral_views import LaterCode
from server.contract.staff_views import DeskView, WallView
from server.contract.views import VisitView
from server.domain.session import Role


@dataclass(frozen=True, slots=True)
class Namespace:
    """`commands` maps each command to the type of its answer's body (None: no body)."""

    commands: Mapping[type[ask.Command], Any]
    events: tuple[type[tell.Event], ...]


_TALK: Final[Mapping[type[ask.Command], Any]] = {
    ask.Say: tell.Receipt,
    ask.Typing: None,
    ask.Received: None,
    ask.CatchUp: tell.Tail,
}
_HEAR: Final = (tell.Heard, tell.Retracted, tell.TypingSeen, tell.Delivered)
_LINK: Final = (tell.Displaced, tell.Moved)

# What a locked session may ask and is told; everything else would show or change what is not theirs
# to see before they have shown that it is them. An alarm names no more than a conversation.
WHILE_LOCKED: Final[tuple[type[ask.Command], ...]] = (duty.Knock, ask.Received)
TOLD_LOCKED: Final[tuple[type[tell.Event], ...]] = (tell.LockedRenewed, tell.Alarm, *_LINK)

NAMESPACES: Final[Mapping[Role, Namespace]] = {
    Role.VISITOR: Namespace(
        {
            ask.Sync: VisitView,
            ask.Begin: VisitView,
            **_TALK,
            ask.Unsay: None,
            silence.StillHere: None,
            ask.ChangePeer: None,
            ask.ReportPeer: None,
            ask.AnswerReferral: None,
            refer.TakeCode: LaterCode,
            hold.Appeal: None,
            care.WritePlan: tell.Receipt,
            mentor.AnswerLearner: None,
            ask.ChooseCountry: None,
            ask.Resume: None,
            ask.Leave: None,
            ask.Feedback: None,
            ask.Forget: None,
            room.EnterRoom: VisitView,
            room.RaiseHand: None,
            room.ReportInRoom: None,
            room.TalkAlone: None,
            room.GoBack: None,
        },
        (tell.VisitRenewed, tell.HelpOffered, *_HEAR, *_LINK),
    ),
    Role.PEER: Namespace(
        {
            ask.Sync: DeskView,
            duty.Knock: LockedView,
            duty.GoReady: None,
            duty.Rest: None,
            duty.GoOff: None,
            work.AcceptOffer: None,
            work.DeclineOffer: None,
            queue.TakeNext: None,
            **_TALK,
            work.AskModerator: None,
            care.Assess: None,
            care.WritePlan: tell.Receipt,
            care.TakePath: None,
            care.StepAside: None,
            care.NoteDown: None,
            care.EndAndReport: None,
            work.FindResources: tell.Found,
            work.FindFree: tell.Free,
            work.AskTransfer: None,
            work.AnswerTransfer: None,
            silence.StillHere: None,
            mentor.TakeBack: None,
            mentor.Mentor: None,
            mentor.LetGo: None,
            mentor.ProposeWords: None,
            mentor.StopWords: None,
            mentor.ReadAlong: None,
            mentor.AnswerLearner: None,
            mentor.ReadOn: tell.Tail,
            work.End: None,
            work.WrapUp: None,
            room.HostRoom: None,
            room.LeaveRoom: None,
            room.LockRoom: None,
            room.SlowRoom: None,
            room.LastRound: None,
            room.CloseRoom: None,
            room.TakeAside: None,
            room.BringBack: None,
            room.Mute: None,
            room.RemoveMember: None,
            room.LowerHand: None,
        },
        (tell.DeskRenewed, tell.LockedRenewed, *_HEAR, tell.Noticed, *_LINK),
    ),
    Role.MODERATOR: Namespace(
        {
            ask.Sync: WallView,
            duty.Knock: LockedView,
            duty.GoReady: None,
            duty.GoOff: None,
            work.ClaimFlag: None,
            hold.GiveBackFlag: None,
            hold.TakeOverFlag: None,
            work.ResolveFlag: None,
            work.Read: tell.Tail,
            work.Join: tell.Tail,
            work.StepBack: None,
            work.Whisper: tell.Receipt,
            mentor.Mentor: None,
            mentor.LetGo: None,
            mentor.ProposeWords: None,
            mentor.StopWords: None,
            mentor.AnswerLearner: None,
            **_TALK,
            work.FindFree: tell.Free,
            work.AskTransfer: None,
            work.AnswerTransfer: None,
            queue.GiveTo: None,
            queue.PauseIntake: None,
            queue.OpenIntake: None,
            work.SetLevel: None,
            care.Assess: None,
            care.TakePath: None,
            care.WritePlan: tell.Receipt,
            work.FindResources: tell.Found,
            work.OfferReferral: None,
            refer.ActWithoutConsent: None,
            refer.SendReferral: None,
            work.HandOver: None,
            work.ConfirmReferral: None,
            work.FailReferral: None,
            work.End: None,
            hold.Lead: tell.Tail,
            hold.GiveBack: None,
            hold.HoldPeer: None,
            hold.MuteVisitor: None,
            hold.PauseTalk: None,
            hold.Block: None,
            room.CloseRoom: None,
            room.Mute: None,
            room.RemoveMember: None,
        },
        (tell.WallRenewed, tell.LockedRenewed, tell.Alarm, *_HEAR, tell.Noticed, *_LINK),
    ),
}
