"""One message, and the notices that the service itself puts into a conversation."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from moderation.verdict import Finding
from server.domain.ids import ConversationId, PersonId
from server.domain.session import Role


class Notice(StrEnum):
    """Said by the service, in one plain sentence that the page holds for each."""

    PEER_JOINED = "peer_joined"
    PEER_LEFT = "peer_left"
    PEER_LOST = "peer_lost"
    PEER_CHANGED = "peer_changed"  # the visitor asked for somebody else; why is told to nobody here
    PEER_STEPPED_ASIDE = "peer_stepped_aside"  # somebody else is looked for
    PEER_RELIEVED = "peer_relieved"  # the moderator who leads stays
    TRANSFER_ASKED = "transfer_asked"
    TRANSFER_OFF = "transfer_off"
    TRANSFERRED = "transferred"
    MODERATOR_READING = "moderator_reading"
    MODERATOR_STOPPED_READING = "moderator_stopped_reading"
    MODERATOR_JOINED = "moderator_joined"
    MODERATOR_LEFT = "moderator_left"
    MODERATOR_LEADS = "moderator_leads"
    MODERATOR_GAVE_BACK = "moderator_gave_back"
    LEARNER_READING = "learner_reading"  # a new peer, by a yes of both
    LEARNER_STOPPED_READING = "learner_stopped_reading"
    MENTOR_READING = "mentor_reading"  # a peer who is a mentor, by a yes of both
    MENTOR_STOPPED_READING = "mentor_stopped_reading"
    REFERRAL_OFFERED = "referral_offered"
    REFERRAL_ACCEPTED = "referral_accepted"
    REFERRAL_DECLINED = "referral_declined"
    REFERRAL_SENT = "referral_sent"  # to an outside responder, who has not answered
    REFERRAL_SILENT = "referral_silent"  # has not answered in the time they have
    REFERRAL_DECIDED = "referral_decided"  # a moderator goes ahead without the visitor's yes
    REFERRAL_HANDED_OVER = "referral_handed_over"
    REFERRAL_CONFIRMED = "referral_confirmed"
    REFERRAL_FAILED = "referral_failed"
    QUIET_ASKED = "quiet_asked"
    QUIET_WARNED = "quiet_warned"
    QUIET_ENDED = "quiet_ended"
    PEER_QUIET = "peer_quiet"  # the peer is asked whether they are still there
    PEER_SILENT = "peer_silent"  # and did not answer that
    OPENED = "opened"  # after the end, by two moderators: break-glass
    SAMPLED = "sampled"  # opened for blind review, because chance drew it
    VISITOR_LEFT = "visitor_left"
    UNSAID = "unsaid"  # a visitor has taken a message back: `unsays` says which
    ROOM_ENTERED = "room_entered"
    ROOM_LEFT = "room_left"  # of their own wish; also who talks alone for a while
    ROOM_HOST = "room_host"
    ROOM_HOST_LEFT = "room_host_left"
    ROOM_UNHOSTED = "room_unhosted"
    ROOM_LOCKED = "room_locked"
    ROOM_UNLOCKED = "room_unlocked"
    ROOM_SLOW = "room_slow"
    ROOM_ROUND = "room_round"
    ROOM_CLOSED = "room_closed"
    ROOM_REMOVED = "room_removed"  # in the visitor's own conversation
    ALONE = "alone"  # in the visitor's own conversation: who looks after the room is here for them
    MUTED = "muted"
    UNMUTED = "unmuted"
    BLOCKED = "blocked"  # ended, and the visitor can't come back for a while
    PAUSED = "paused"  # for a moment, by a moderator: the pair hears nothing new
    RESUMED = "resumed"
    STOPPED_INSULTS = "stopped_insults"  # its peer ended it: the visitor reads why
    STOPPED_SEXUAL = "stopped_sexual"
    STOPPED_THREATS = "stopped_threats"
    STOPPED_OTHER = "stopped_other"
    ALONE_SOON = "alone_soon"  # in their own conversation: they are first in line for somebody
    ENDED = "ended"


class Unsaid(StrEnum):
    """What has become of the words of a message that was taken back."""

    HIDDEN = "hidden"  # nobody reads them but the screen, which has not been through with them
    GONE = "gone"
    JUDGED = "gone with its flags"  # nor does a flag quote it: nobody has to judge it any more


GREETED: Final = (Notice.PEER_JOINED, Notice.TRANSFERRED)
"""Somebody has come to the visitor, and greets first."""

LEAVES: Final = frozenset(  # from here on somebody may be a member no more
    {
        Notice.PEER_LEFT,
        Notice.PEER_LOST,
        Notice.PEER_CHANGED,
        Notice.PEER_STEPPED_ASIDE,
        Notice.PEER_RELIEVED,
        Notice.PEER_SILENT,
        Notice.TRANSFERRED,
        Notice.MODERATOR_LEFT,
        Notice.MODERATOR_STOPPED_READING,
        Notice.VISITOR_LEFT,
        Notice.ROOM_LEFT,
        Notice.ROOM_HOST_LEFT,
    }
)

CHANGES_HEARING: Final = LEAVES | {Notice.PAUSED, Notice.RESUMED}
"""Whoever is told such a number is looked up first: what they may hear has changed with it."""


@dataclass(frozen=True, slots=True)
class Message:
    """`seq` counts 1, 2, 3 … in its conversation with no gaps; `ref` is the sender's own id."""

    conversation: ConversationId
    seq: int
    ref: str
    speaker: PersonId
    role: Role
    name: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime
    notice: Notice | None = None
    withheld: bool = False
    unsaid: bool = False  # its writer took it back: nobody reads it
    unsays: int | None = None  # of the notice: the seq of what was taken back
    careful: bool = False  # it may be hard to read: folded for the other visitors of a room
    hushed: bool = False  # its writer was muted: only those who look after the room hear it
    findings: tuple[Finding, ...] = ()
