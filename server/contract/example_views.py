"""The views and their parts as examples: one evening of one conversation."""

from datetime import timedelta
from typing import Final

from moderation.verdict import Level
from server.contract import example_care as care
from server.contract import health_views as health
from server.contract import staff_views as staff
from server.contract import views
from server.contract.flag_views import FlagBefore, FlagCard, FlagCause
from server.contract.transfer_views import FreeColleague
from server.domain.conversation import Phase, Standing
from server.domain.duty import DutyState
from server.domain.flag import FlagKind, FlagState
from server.domain.message import Notice
from server.domain.referral import ReferralState
from server.domain.session import Role
from server.domain.visit import VisitState

AT: Final = care.AT
LATER: Final = AT + timedelta(minutes=10)
TALK: Final = "c_7tQ2mR4xWb"
BACKSTAGE: Final = "c_1nV9kd0sLe"
OFFER: Final = "o_5fYp3Zc8Ua"
FLAG: Final = "f_2hJr6TqGx0"
REFERRAL: Final = "r_9wDs4BmKe1"
REF: Final = "3f0c6a52-9"

RESOURCE = views.ResourceCard(
    id="gb-example-line",
    name="Example Line",
    country="GB",
    languages=("en",),
    topics=("anxiety",),
    contacts=(views.Contact(method="phone", dial="+441632960123", hours="24/7", open_now=True),),
    website="https://line.example",
    checked_on="2026-02-01",
    stale=False,
)
HELP = views.HelpCard(
    level=Level.L2,
    emergency=("999",),
    resources=(RESOURCE,),
)
REFERRAL_CARD = views.ReferralCard(
    id=REFERRAL,
    state=ReferralState.OFFERED,
    resource=RESOURCE,
    offered_at=AT,
    expires_at=LATER,
)
LINE = views.Line(seq=4, at=AT, role=Role.PEER, name="Robin", text="I am here. Take your time.")
OWN = views.Line(
    seq=5, at=AT, role=Role.VISITOR, name="Quiet Fern", text="Thank you.", mine=True, ref=REF
)
NOTICE = views.Line(seq=3, at=AT, role=Role.SERVICE, name="", text="", notice=Notice.PEER_JOINED)
NOTE = views.Note(
    concern="suicide", severity=2, start=0, end=21, reason="Says they think about not living."
)
PEER = views.Company(role=Role.PEER, name="Robin", standing=Standing.SPEAKER, present=True)
VISITOR = views.Company(
    role=Role.VISITOR, name="Quiet Fern", standing=Standing.SPEAKER, present=True
)
WAITING = views.VisitView(
    closed=None,
    state=VisitState.WAITING,
    pseudonym="Quiet Fern",
    conversation=TALK,
    phase=Phase.OPEN,
    last_seq=1,
    wait=views.Wait(place=2, minutes=4),
)
TALKING = views.VisitView(
    closed=None,
    state=VisitState.TALKING,
    pseudonym="Quiet Fern",
    conversation=TALK,
    phase=Phase.OPEN,
    last_seq=5,
    company=(PEER,),
    help=HELP,
    referral=REFERRAL_CARD,
)
DESK = staff.DeskView(
    duty=DutyState.OFFERED,
    since=AT,
    waiting=1,
    offers=(
        staff.OfferCard(
            id=OFFER,
            pseudonym="Quiet Fern",
            language="en",
            topic="anxiety",
            distress=6,
            level=Level.L1,
            waiting_since=AT,
            expires_at=AT + timedelta(seconds=20),
        ),
    ),
)
DESK_TALKING = staff.DeskView(
    duty=DutyState.TALKING,
    since=AT,
    conversations=(
        staff.DeskConversation(
            id=TALK,
            backstage=BACKSTAGE,
            pseudonym="Quiet Fern",
            language="en",
            topic="anxiety",
            distress=6,
            phase=Phase.OPEN,
            level=Level.L2,
            last_seq=5,
            backstage_seq=1,
            company=(VISITOR,),
            flag=FlagState.CLAIMED,
            claimed_by="Sam",
            hint="Ask directly about thoughts, plan, means and time.",
            script=("Are you thinking about ending your life?",),
            assessment=care.ASSESSMENT,
            plan=care.PLAN,
        ),
    ),
)
TRANSFER: Final = "t_8kLm2VxQp7"
FREE = FreeColleague(id="s_3uBn6YtHw1", role=Role.PEER, name="Alex", topics=("anxiety",))
FLAG_CARD = FlagCard(
    id=FLAG,
    kind=FlagKind.WORRY,
    conversation=TALK,
    pseudonym="Quiet Fern",
    state=FlagState.RAISED,
    level=Level.L2,
    seq=5,
    concerns=("suicide",),
    reasons=("Says they think about not living.",),
    words="I do not want to live like this",
    raised_by="screen",
    raised_at=AT,
    clock_from=AT,
    due_at=AT + timedelta(minutes=2),
    lapses=0,
    alerting="Sam",
    claimed_by=None,
    mine=False,
    outcome=None,
    complete=True,
    before=(FlagBefore(role=Role.PEER, text="Are you thinking of suicide?"),),
    causes=(FlagCause(concern="suicide", check="inline", rule="", share=0.91),),
)
ON_WALL = staff.WallConversation(
    id=TALK,
    pseudonym="Quiet Fern",
    state=VisitState.TALKING,
    phase=Phase.OPEN,
    level=Level.L2,
    language="en",
    topic="anxiety",
    distress=6,
    since=AT,
    last_seq=5,
    company=(VISITOR, PEER),
    backstage=BACKSTAGE,
    backstage_seq=1,
    reading=False,
    joined=False,
)
HEALTH = health.Health(
    closed=None,
    waiting=1,
    longest_wait_seconds=95,
    peers_ready=0,
    peers_busy=1,
    peers_held=0,
    unanswerable=0,
    moderators=("Sam",),
    worker_seen=True,
    models={"lexicon": "on"},
)
WALL = staff.WallView(
    duty=DutyState.READY, flags=(FLAG_CARD,), conversations=(ON_WALL,), health=HEALTH
)
