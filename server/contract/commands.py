"""What everybody in a conversation, and what visitors may ask. One struct for each event."""

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from server.contract.values import (
    Distress,
    Id,
    Language,
    Ref,
    Region,
    Remark,
    ReportRemark,
    Seq,
    Text,
    Topic,
    VisitToken,
)


class Command(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    event: ClassVar[str]

    def __repr__(self) -> str:
        """Without its fields: what people write never reaches a log."""
        return f"{type(self).__name__}()"


class Sync(Command, frozen=True):
    """Ask for everything this page shows. Send it after each connect, before anything else."""

    event = "sync"


class Begin(Command, frozen=True):
    """Agree to the limits of confidentiality and take a place in the queue.

    `wish` is an experience that a peer should have, `veto` one that they rather should not. With
    a wish it may take longer, but never longer than the service's cap.
    `follows` is the token of the visit before it in the same tab: who was not to meet again there
    does not here. Nothing else is known of it.
    """

    event = "begin"
    consent: bool
    language: Language
    topic: Topic | None = None
    distress: Distress | None = None
    region: Region | None = None
    wish: Topic | None = None
    veto: Topic | None = None
    follows: VisitToken | None = None


class Say(Command, frozen=True):
    """Say something. Sending the same `ref` twice says it once.

    `careful`: it may be hard to read; others open it when they want to.
    """

    event = "say"
    conversation: Id
    ref: Ref
    text: Text
    careful: bool = False


class Typing(Command, frozen=True):
    """Tell the others that you are writing, or have stopped. May be lost."""

    event = "typing"
    conversation: Id
    on: bool


class Received(Command, frozen=True):
    """Confirm that everything up to and with `seq` has arrived."""

    event = "received"
    conversation: Id
    seq: Seq


class CatchUp(Command, frozen=True):
    """Ask for what was said after `after`, oldest first, at most 100 messages at a time."""

    event = "catch_up"
    conversation: Id
    after: Seq


class Unsay(Command, frozen=True):
    """Take back something that you said: nobody reads it any more. What was found in it stays."""

    event = "unsay"
    conversation: Id
    seq: Seq


class ChooseCountry(Command, frozen=True):
    """Say in which country you are, for numbers and lines; None: you would rather not."""

    event = "choose_country"
    region: Region | None = None


class Resume(Command, frozen=True):
    """Your place in the queue lapsed while you were away: go on waiting where you were."""

    event = "resume"


class Leave(Command, frozen=True):
    """Leave the queue or end the conversation."""

    event = "leave"


class ChangePeer(Command, frozen=True):
    """Someone else, please: back to the head of the queue, never to this peer again."""

    event = "change_peer"


class ReportPeer(Command, frozen=True):
    """I don't feel safe with this person: the same, and moderators look into it."""

    event = "report_peer"
    remark: ReportRemark = ""


class AnswerReferral(Command, frozen=True):
    """Accept or decline a referral. To decline has no consequence.

    `summary` is all that may be passed on; without it nothing is.
    """

    event = "answer_referral"
    referral: Id
    accept: bool
    summary: Remark = ""


class Feedback(Command, frozen=True):
    """Say afterwards how it was. Everything is optional. `helped`: 1 no, 2 a little, 3 yes.

    `share`: the peer may read your words, some days later and without your name.
    """

    event = "feedback"
    helped: Annotated[int, Meta(ge=1, le=3)] | None = None
    distress: Distress | None = None
    text: Remark = ""
    share: bool = False


class Forget(Command, frozen=True):
    """Delete this chat now: its key, its words and this visit."""

    event = "forget"
