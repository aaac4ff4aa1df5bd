"""What peers and moderators may ask. One struct for each Socket.IO event."""

from moderation.verdict import Level
from server.contract.commands import Command
from server.contract.values import Id, Language, Ref, Region, Remark, Seq, Text, Topic
from server.contract.wrapping_up import HowItWent
from server.domain.ending import Farewell
from server.domain.flag import Outcome
from server.domain.session import Role


class AcceptOffer(Command, frozen=True):
    """Take the visitor of this offer."""

    event = "accept_offer"
    offer: Id


class DeclineOffer(Command, frozen=True):
    """Leave the visitor of this offer to the next peer. No reason is asked."""

    event = "decline_offer"
    offer: Id


class AskModerator(Command, frozen=True):
    """Raise a flag by hand: "I need help". `level` is how worried you are."""

    event = "ask_moderator"
    conversation: Id
    level: Level = Level.L1
    reason: Remark = ""


class End(Command, frozen=True):
    """End the conversation for everybody in it.

    A peer can't from L3 on: who has claimed it does. Where a flag is unclaimed or an accepted
    referral under way it takes a `farewell`, and a `reason` that moderators read.
    `words`: a moderator's last ones, if they speak in it: everybody hears them before it ends.
    """

    event = "end"
    conversation: Id
    farewell: Farewell | None = None
    reason: Remark = ""
    words: Remark = ""


class FindFree(Command, frozen=True):
    """Who could take this conversation over: peers and moderators who are there and free."""

    event = "find_free"
    conversation: Id


class AskTransfer(Command, frozen=True):
    """Ask a peer or a moderator (`role`) to go on with the visitor, who is told first."""

    event = "ask_transfer"
    conversation: Id
    whom: Id
    role: Role = Role.PEER
    reason: Remark = ""
    note: Remark = ""


class AnswerTransfer(Command, frozen=True):
    """Take the conversation over, or say no. To say no has no consequence."""

    event = "answer_transfer"
    transfer: Id
    accept: bool


class WrapUp(Command, frozen=True):
    """Write down how a conversation went, then be ready or rest. Without `how`: no time now."""

    event = "wrap_up"
    conversation: Id
    topics: tuple[Topic, ...] = ()
    note: Remark = ""
    debrief: bool = False
    rest: bool = False
    how: HowItWent | None = None


class ClaimFlag(Command, frozen=True):
    """Take a flag as yours. If somebody was faster the answer is `taken`. Where it is yours and
    calls you anew (`called`, or `overdue`) this is your answer: you have seen it.

    `seen`: the `graver` of its card on the screen. If it is more by now the answer is `graver`, and
    nothing is claimed or answered.
    """

    event = "claim_flag"
    flag: Id
    seen: Seq | None = None


class ResolveFlag(Command, frozen=True):
    """Close a flag that you claimed, with what it was; if it calls you anew answer first."""

    event = "resolve_flag"
    flag: Id
    outcome: Outcome
    reason: Remark


class Read(Command, frozen=True):
    """Read along. The pair is told in one plain sentence, and the look is audited."""

    event = "read"
    conversation: Id


class Join(Command, frozen=True):
    """Join a conversation visibly, with words of your own."""

    event = "join"
    conversation: Id


class StepBack(Command, frozen=True):
    """Stop reading along, or leave a conversation that you joined."""

    event = "step_back"
    conversation: Id


class Whisper(Command, frozen=True):
    """Say something that only the peer of this conversation sees."""

    event = "whisper"
    conversation: Id
    ref: Ref
    text: Text


class SetLevel(Command, frozen=True):
    """Raise or lower the risk level. To lower it needs a reason. Where you raise it to 2 or above
    and nothing is flagged, a flag that is yours is raised with it.
    """

    event = "set_level"
    conversation: Id
    level: Level
    reason: Remark = ""


class FindResources(Command, frozen=True):
    """Search the directory: a country's lines, then those for people anywhere; open ones first.

    Without a country: every country's, and no emergency number. `open_now`: only what is known to
    be open.
    """

    event = "find_resources"
    country: Region | None = None
    language: Language | None = None
    topic: Topic | None = None
    text: Remark = ""
    open_now: bool = False


class OfferReferral(Command, frozen=True):
    """Offer a service. `reason` is for the record; the visitor approves `summary`, or does not."""

    event = "offer_referral"
    conversation: Id
    resource: Id
    reason: Remark
    summary: Remark = ""


class HandOver(Command, frozen=True):
    """The other side has taken the visitor: note it. The conversation stays open."""

    event = "hand_over"
    referral: Id
    reference: Remark = ""


class ConfirmReferral(Command, frozen=True):
    """The other side has confirmed contact: the end. `not_now` where no reference is known."""

    event = "confirm_referral"
    referral: Id
    reference: Remark = ""


class FailReferral(Command, frozen=True):
    """It did not work: the referral comes back to who offered it, as a flag with a clock."""

    event = "fail_referral"
    referral: Id
    reason: Remark
