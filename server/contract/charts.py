"""Every lifecycle of the domain, with words for docs/lifecycles.md."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from server.domain.application import APPLICATION, ApplicationState
from server.domain.block import BLOCK, BlockState
from server.domain.break_glass import BREAK_GLASS, GlassState
from server.domain.conversation import CONVERSATION, Phase
from server.domain.debrief import DEBRIEF, DebriefState
from server.domain.duty import DUTY, Availability
from server.domain.flag import FLAG, FlagState
from server.domain.lifecycle import Lifecycle
from server.domain.mentoring import WORDS, WordsState
from server.domain.offer import OFFER, OfferState
from server.domain.referral import REFERRAL, ReferralState
from server.domain.room import ROOM, RoomState
from server.domain.second_look import SECOND_LOOK, LookState
from server.domain.shadowing import OVER, SHADOW, ShadowState
from server.domain.sign_up import SIGN_UP, SignUpState
from server.domain.silence import SILENCE, SilenceState
from server.domain.swap import SWAP, SwapState
from server.domain.transfer import TRANSFER, TransferState
from server.domain.visit import VISIT, VisitState
from server.domain.way_back import WAY_BACK, WayBackState


@dataclass(frozen=True, slots=True)
class Chart:
    """One lifecycle, where it begins and where it may come to rest."""

    title: str
    about: str
    lifecycle: Lifecycle[Any, Any]
    start: StrEnum
    ends: tuple[StrEnum, ...]

    @property
    def states(self) -> list[StrEnum]:
        return list(type(self.start))


CHARTS: Final = (
    Chart(
        "Visit",
        "One visitor's way from arriving to leaving. A declined or lapsed offer, and a peer who is "
        "gone, bring the visitor back to the head of the queue.",
        VISIT,
        VisitState.ARRIVED,
        (VisitState.ENDED, VisitState.LEFT),
    ),
    Chart(
        "Conversation",
        "Open from `begin` on. Words are accepted while it is open or referred.",
        CONVERSATION,
        Phase.OPEN,
        (Phase.CLOSED,),
    ),
    Chart(
        "Room",
        "A small group with two peers who look after it. It opens when its facilitator is there "
        "and a moderator is on duty; locked, nobody new comes in.",
        ROOM,
        RoomState.SCHEDULED,
        (RoomState.CLOSED,),
    ),
    Chart(
        "Offer",
        "A waiting visitor shown to one peer. It is withdrawn when either of them is gone.",
        OFFER,
        OfferState.OPEN,
        tuple(state for state in OfferState if state is not OfferState.OPEN),
    ),
    Chart(
        "Transfer",
        "A conversation that is to go on with somebody else. Until that one says yes all stays.",
        TRANSFER,
        TransferState.ASKED,
        tuple(state for state in TransferState if state is not TransferState.ASKED),
    ),
    Chart(
        "Silence",
        "Nobody writes. Any word, and \"I'm still here\", breaks it. Where it was the peer's turn, "
        "the visitor goes on with somebody else when it is over.",
        SILENCE,
        SilenceState.NONE,
        (SilenceState.NONE, SilenceState.OVER),
    ),
    Chart(
        "Words of a new peer",
        "A mentor reads them first. They are said when their time is over, or danger arises.",
        WORDS,
        WordsState.WAITING,
        (WordsState.SAID, WordsState.TAKEN_BACK),
    ),
    Chart(
        "Reading along",
        "A new peer asks. The peer is asked first, then the visitor; either may say no at any "
        "time, and nobody is asked twice in one conversation.",
        SHADOW,
        ShadowState.ASKED,
        OVER,
    ),
    Chart(
        "Flag",
        "Something moderators must look at. Only a named person resolves it. Called: somebody has "
        "it, and must say that they have seen what is new; an overdue one may have such an owner.",
        FLAG,
        FlagState.RAISED,
        (FlagState.RESOLVED,),
    ),
    Chart(
        "Break-glass",
        "What is sealed, opened for one moderator by the yes of another. A question or an opening "
        "whose time is over has ended, without anybody's doing.",
        BREAK_GLASS,
        GlassState.ASKED,
        (GlassState.REFUSED, GlassState.ENDED),
    ),
    Chart(
        "Second person",
        "What somebody asks before they act without a visitor's yes, or has done because it could "
        "not wait; a legal hold. Another one says yes or no; until then it is shown as open.",
        SECOND_LOOK,
        LookState.ASKED,
        (LookState.APPROVED, LookState.DECLINED, LookState.LIFTED),
    ),
    Chart(
        "Block",
        "A visitor cannot come back for a while, and may appeal to another moderator. It ends by "
        "itself with its time, and at once where words of the visitor show danger.",
        BLOCK,
        BlockState.STANDS,
        (BlockState.UPHELD, BlockState.LIFTED),
    ),
    Chart(
        "Referral",
        "The pathway to another service. What failed can be offered again.",
        REFERRAL,
        ReferralState.OFFERED,
        (ReferralState.DECLINED, ReferralState.EXPIRED, ReferralState.CONFIRMED),
    ),
    Chart(
        "Duty",
        "One member of staff on shift: whether somebody new may be brought to them. How many they "
        "are asked about, talk with and have to write up is counted beside it.",
        DUTY,
        Availability.OFF,
        (Availability.OFF,),
    ),
    Chart(
        "Sign-up",
        "One person for one planned shift. Whoever does not come stays at `taken`.",
        SIGN_UP,
        SignUpState.TAKEN,
        (SignUpState.ENDED, SignUpState.RELEASED),
    ),
    Chart(
        "Debrief",
        "A hard conversation is talked over with a named supervisor.",
        DEBRIEF,
        DebriefState.ASKED,
        (DebriefState.DONE, DebriefState.WITHDRAWN),
    ),
    Chart(
        "Swap",
        "A colleague is asked to take a shift over.",
        SWAP,
        SwapState.ASKED,
        tuple(state for state in SwapState if state is not SwapState.ASKED),
    ),
    Chart(
        "Way back",
        "Back into an account whose owner lost password and second step. Somebody else than who "
        "asked confirms it; the owner may stop it. Who uses the link has a new password, and "
        "nothing of before counts. It lapses by itself after two days, the link after one.",
        WAY_BACK,
        WayBackState.ASKED,
        (WayBackState.USED, WayBackState.STOPPED),
    ),
    Chart(
        "Application",
        "Of somebody who wants to become a peer: they follow it, agree and join by their own link.",
        APPLICATION,
        ApplicationState.APPLIED,
        (ApplicationState.JOINED, ApplicationState.DECLINED, ApplicationState.WITHDRAWN),
    ),
)
