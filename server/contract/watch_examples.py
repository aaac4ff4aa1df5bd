"""One example of each request of moderators: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from moderation.verdict import Concern, Level
from server.contract import alarm_requests as alarm
from server.contract import board_requests as board
from server.contract import pager_requests as pager
from server.contract import review_requests as review
from server.contract.events import Tail
from server.contract.example_views import AT
from server.contract.incident_examples import INCIDENT
from server.contract.rule_examples import REQUESTS as RULES
from server.contract.second_look_examples import SECOND_LOOKS
from server.contract.values import Body, Request
from server.contract.views import Line
from server.domain.board import PostKind
from server.domain.break_glass import GlassState
from server.domain.proof import Device
from server.domain.session import Role

POINT: Final = f"B{'x5KcV0Jq3mT8wZ1rB7nL4hD9yQ2sG6uE0aXfPiRtWvo' * 2}"
PUSH_TO: Final = "https://push.example.org/send/1"

WATCHING: Final[Mapping[Request, Body | None]] = {
    pager.PageThisBrowser(endpoint=PUSH_TO, p256dh=POINT, auth=POINT[:22]): None,
    pager.LeaveThisBrowser(endpoint=PUSH_TO): None,
    pager.ShowBrowsers(): pager.Browsers(
        key=POINT,
        browsers=(pager.BrowserCard(id="a7" * 32, device=Device.PHONE, since=AT),),
    ),
    pager.ForgetBrowser(browser="a7" * 32): None,
    pager.TryPush(): pager.PushTried(of=1, taken=1),
    board.ShowBoard(): board.BoardView(
        posts=(
            board.PostCard(
                id="p1", kind=PostKind.BROADCAST, by="Mona", text="Take a break.", at=AT
            ),
        )
    ),
    board.LeaveShiftNote(text="It was quiet; the resource for students is back."): None,
    board.PutUp(kind=PostKind.HANDOVER, text="Calm Reed waits for a call back."): None,
    board.TakeDown(post="p1"): None,
    board.ShowNotes(conversation="c1"): board.Notes(
        notes=(board.NoteCard(id="n1", by="Mona", text="Asked for a call back.", at=AT),)
    ),
    board.WriteNote(conversation="c1", text="Asked for a call back."): None,
    alarm.MarkMissed(conversation="c1", seq=7, concern=Concern.SUICIDE): None,
    alarm.MarkWrong(conversation="c1", seq=7, concern=Concern.SUICIDE): None,
    alarm.ShowAlarmRecords(): alarm.AlarmRecords(
        records=(
            alarm.AlarmRecordCard(
                reason="Says they want to die.", right=12, false=3, low=0.54, high=0.93
            ),
        ),
        missed=(alarm.MissedCard(concern=Concern.SELF_HARM, count=2),),
    ),
    **RULES,
    **INCIDENT,
    **SECOND_LOOKS,
    review.ShowReview(): review.Review(
        closed=(
            review.ClosedCard(
                id="c1",
                pseudonym="Calm Reed",
                language="en",
                topic="loss",
                top_level=Level.L3,
                flags=1,
                opened_at=AT,
                closed_at=AT,
                forget_at=AT,
                look=False,
                answered=True,
                readable=True,
            ),
        ),
        openings=(
            review.OpeningCard(
                id="g1",
                conversation="c1",
                pseudonym="Calm Reed",
                asked_by="Mona",
                mine=False,
                reason="A hospital asks what was said before.",
                state=GlassState.ASKED,
                asked_at=AT,
                until=AT,
                answered_by=None,
            ),
        ),
    ),
    review.AskToOpen(conversation="c1", reason="A hospital asks what was said before."): None,
    review.AnswerOpening(opening="g1", approve=True): None,
    review.EndOpening(opening="g1"): None,
    review.DrawSample(): None,
    review.LabelSample(opening="g1", level=Level.L2): None,
    review.ShowMisses(): review.Misses(
        missed=review.RateCard(labels=40, needed=1, share=0.03, low=0.01, high=0.14),
        right=review.RateCard(labels=15, needed=12, share=0.8, low=0.53, high=0.94),
    ),
    review.ReadOpened(opening="g1"): Tail(
        conversation="c1",
        lines=(
            Line(
                seq=1,
                at=AT,
                role=Role.VISITOR,
                name="Calm Reed",
                text="hello",
                mine=False,
            ),
        ),
        more=False,
    ),
}
