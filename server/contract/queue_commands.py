"""What staff may ask of the queue as a whole. One struct for each Socket.IO event."""

from server.contract.commands import Command
from server.contract.values import Id, PauseWords
from server.domain.intake import PauseReason


class PauseIntake(Command, frozen=True):
    """Let nobody new in; who waits keeps waiting. `words` are for the reason `own` alone."""

    event = "pause_intake"
    reason: PauseReason = PauseReason.BUSY
    words: PauseWords = ""


class OpenIntake(Command, frozen=True):
    """Let people in again."""

    event = "open_intake"


class TakeNext(Command, frozen=True):
    """Take the visitor who comes next for you, without waiting for an offer.

    `not_now`: nobody waits whom you could answer, or you are not free. `taken`: somebody else was
    quicker.
    """

    event = "take_next"


class GiveTo(Command, frozen=True):
    """Offer somebody who waits to this peer first; if they decline, the others are asked as always.

    Whoever is asked about them now is not any more. `unfit`: a rule is against it, and `why` says
    which; what a visitor or a peer keeps private is not told.
    """

    event = "give_to"
    conversation: Id
    whom: Id
