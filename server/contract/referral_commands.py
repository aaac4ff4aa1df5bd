"""What may be asked of a referral beside its ordinary way."""

from typing import Annotated

from msgspec import Meta

from server.contract.commands import Command
from server.contract.values import Id, Remark, Topic

Why = Annotated[str, Meta(min_length=10, max_length=1000, pattern=r"\S")]


class ActWithoutConsent(Command, frozen=True):
    """Go ahead without the visitor's yes, where a life is in danger; `not_now` below the level.

    `resource` is one of the directory, or `emergency`: the emergency number of where they are.
    `reason` is one of the service's; `words` are for the record. `summary` is all that is passed
    on. The visitor is told, where policy says so. A second person looks at it afterwards; with
    `ask_first` nothing is done before their yes. `not_now` too where they have to be asked first;
    `taken` where somebody else has asked already: answer theirs.
    """

    event = "act_without_consent"
    conversation: Id
    resource: Id
    reason: Topic
    words: Why
    summary: Remark = ""
    ask_first: bool = False


class TakeCode(Command, frozen=True):
    """Take a code by which you can tell later how this referral went. Nothing is kept without it.

    It takes the place of one that was taken before.
    """

    event = "take_code"
    referral: Id


class SendReferral(Command, frozen=True):
    """Send what may be passed on to the outside responder. The conversation stays open.

    What they answer is carried on by itself; silence comes back to who offered it.
    """

    event = "send_referral"
    referral: Id
