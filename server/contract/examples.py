"""One example of every command, event and answer: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from moderation.verdict import Level
from server.contract import care_commands as care
from server.contract import commands as ask
from server.contract import duty_commands as duty
from server.contract import events as tell
from server.contract import example_views as shown
from server.contract import hold_commands as hold
from server.contract import hold_examples, mentor_examples, room_examples
from server.contract import queue_commands as queue
from server.contract import referral_commands as refer
from server.contract import room_commands as room
from server.contract import silence_commands as silence
from server.contract import staff_commands as work
from server.contract.lock_views import LockedView
from server.contract.referral_views import LaterCode
from server.contract.wrapping_up import HowItWent
from server.domain.assessment import Told
from server.domain.duty import DutyState
from server.domain.flag import Outcome, TakenBecause
from server.domain.intake import PauseReason
from server.domain.path import Path
from server.domain.protection import Hurt
from server.domain.safety_plan import PlanStep
from server.domain.session import Role
from server.domain.wrapping_up import FollowUp, Went

TALK: Final = shown.TALK
RECEIPT = tell.Receipt(seq=5, at=shown.AT, withheld=False)
LOCKED = LockedView(asks=1, words=2)
TAIL = tell.Tail(conversation=TALK, lines=(shown.NOTICE, shown.LINE, shown.OWN), more=False)

COMMANDS: Final[tuple[ask.Command, ...]] = (
    ask.Sync(),
    ask.Begin(consent=True, language="en", topic="anxiety", distress=6, region="GB"),
    ask.Say(conversation=TALK, ref=shown.REF, text="Thank you."),
    ask.Typing(conversation=TALK, on=True),
    ask.Received(conversation=TALK, seq=4),
    ask.CatchUp(conversation=TALK, after=2),
    ask.ChangePeer(),
    ask.ReportPeer(remark="They asked me for my phone number."),
    ask.AnswerReferral(referral=shown.REFERRAL, accept=True, summary="Sleeps badly."),
    refer.TakeCode(referral=shown.REFERRAL),
    ask.ChooseCountry(region="IE"),
    ask.Resume(),
    ask.Leave(),
    ask.Feedback(helped=3, distress=3, text="It helped to be listened to."),
    ask.Forget(),
    duty.GoReady(languages=("en",), topics=("anxiety", "grief")),
    duty.Rest(),
    duty.Knock(),
    duty.GoOff(mood=4, talk=False),
    work.AcceptOffer(offer=shown.OFFER),
    work.DeclineOffer(offer=shown.OFFER),
    queue.TakeNext(),
    work.AskModerator(conversation=TALK, level=Level.L2, reason="I would like company here."),
    care.Assess(conversation=TALK, thoughts=Told.YES, plan=Told.NO, protects="Their sister."),
    care.TakePath(conversation=TALK, path=Path.CHILDREN),
    care.StepAside(conversation=TALK),
    care.NoteDown(conversation=TALK, text="Has a sister nearby. Likes short sentences."),
    care.EndAndReport(conversation=TALK, kind=Hurt.INSULTS, words="They went on and on."),
    care.WritePlan(
        conversation=TALK, ref="p-1", step=PlanStep.MYSELF, text="Make tea. Go out with the dog."
    ),
    work.FindResources(country="GB", language="en", text="anxiety"),
    work.FindFree(conversation=TALK),
    work.AskTransfer(
        conversation=TALK,
        whom=shown.FREE.id,
        reason="My shift is over.",
        note="Cannot sleep since the exam. Wants to talk about telling the family.",
    ),
    work.AnswerTransfer(transfer=shown.TRANSFER, accept=True),
    silence.StillHere(conversation=TALK),
    ask.Unsay(conversation=TALK, seq=4),
    work.End(conversation=TALK),
    work.WrapUp(
        conversation=TALK,
        topics=("anxiety",),
        note="Calmer at the end.",
        debrief=True,
        how=HowItWent(went=Went.CALMER, follow_ups=(FollowUp.SERVICE,)),
    ),
    work.ClaimFlag(flag=shown.FLAG),
    hold.GiveBackFlag(flag=shown.FLAG),
    hold.TakeOverFlag(flag=shown.FLAG, because=TakenBecause.LEAVING),
    work.ResolveFlag(flag=shown.FLAG, outcome=Outcome.CONFIRMED, reason="Spoke with both."),
    work.Read(conversation=TALK),
    work.Join(conversation=TALK),
    work.StepBack(conversation=TALK),
    work.Whisper(conversation=TALK, ref="w-1", text="You are doing well. I am with you."),
    queue.GiveTo(conversation=TALK, whom=shown.FREE.id),
    queue.PauseIntake(reason=PauseReason.OWN, words="We are back at eight."),
    queue.OpenIntake(),
    work.SetLevel(conversation=TALK, level=Level.L1, reason="Safe tonight, with company."),
    work.OfferReferral(
        conversation=TALK,
        resource=shown.RESOURCE.id,
        reason="Asked for it.",
        summary="Sleeps badly and would like somebody to talk to at night.",
    ),
    refer.ActWithoutConsent(
        conversation=TALK,
        resource="emergency",
        reason="life_in_danger",
        words="Says that it has begun, and no longer answers.",
        summary="An adult in danger at the address that they gave.",
    ),
    refer.SendReferral(referral=shown.REFERRAL),
    work.HandOver(referral=shown.REFERRAL, reference="A-1042"),
    work.ConfirmReferral(referral=shown.REFERRAL, reference="A-1042"),
    work.FailReferral(referral=shown.REFERRAL, reason="Nobody answered."),
    *hold_examples.COMMANDS,
    *mentor_examples.COMMANDS,
    *room_examples.COMMANDS,
)
EVENTS: Final[tuple[tell.Event, ...]] = (
    tell.VisitRenewed(view=shown.WAITING),
    tell.HelpOffered(card=shown.HELP),
    tell.Heard(conversation=TALK, line=shown.LINE),
    tell.Retracted(conversation=TALK, seq=4),
    tell.TypingSeen(conversation=TALK, role=Role.PEER, name="Robin", on=True),
    tell.Delivered(conversation=TALK, role=Role.PEER, seq=5),
    tell.Displaced(),
    tell.Moved(after=3.5),
    tell.DeskRenewed(view=shown.DESK_TALKING),
    tell.Noticed(conversation=TALK, seq=5, notes=(shown.NOTE,)),
    tell.WallRenewed(
        duty=DutyState.READY,
        flags=(shown.FLAG_CARD,),
        conversations=(shown.ON_WALL,),
        health=shown.HEALTH,
    ),
    tell.LockedRenewed(view=LOCKED),
    tell.Alarm(conversation=TALK, level=Level.L3),
)
ANSWERS: Final[tuple[tell.Answer, ...]] = (
    RECEIPT,
    TAIL,
    tell.Free(colleagues=(shown.FREE,)),
    LaterCode(code="7K3Q-M8TR-0PX2", until=shown.LATER),
    tell.Found(resources=(shown.RESOURCE,), emergency=("999",)),
    shown.TALKING,
    shown.DESK,
    shown.WALL,
    LOCKED,
)
OWN_ANSWERS: Final[Mapping[type[ask.Command], tell.Answer]] = {
    ask.Begin: shown.WAITING,
    room.EnterRoom: room_examples.AT_DOOR,
}
