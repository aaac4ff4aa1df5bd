"""What the service itself says in a conversation."""

from config.section import Said, Section


class Notices(Section, frozen=True):
    """The service's own lines in a conversation, by their names in the contract.

    `{name}` is whom the line is about.
    """

    peer_joined: Said
    peer_left: Said
    peer_lost: Said
    peer_changed: Said
    peer_stepped_aside: Said
    peer_relieved: Said
    transfer_asked: Said
    transfer_off: Said
    transferred: Said
    moderator_reading: Said
    moderator_stopped_reading: Said
    moderator_joined: Said
    moderator_left: Said
    moderator_leads: Said
    moderator_gave_back: Said
    learner_reading: Said
    learner_stopped_reading: Said
    mentor_reading: Said
    mentor_stopped_reading: Said
    referral_offered: Said
    referral_accepted: Said
    referral_declined: Said
    referral_decided: Said
    referral_sent: Said
    referral_silent: Said
    referral_handed_over: Said
    referral_confirmed: Said
    referral_failed: Said
    quiet_asked: Said
    quiet_warned: Said
    quiet_ended: Said
    peer_quiet: Said
    peer_silent: Said
    opened: Said
    sampled: Said
    visitor_left: Said
    unsaid: Said
    room_entered: Said
    room_left: Said
    room_host: Said
    room_host_left: Said
    room_unhosted: Said
    room_locked: Said
    room_unlocked: Said
    room_slow: Said
    room_round: Said
    room_closed: Said
    room_removed: Said
    alone: Said
    muted: Said
    unmuted: Said
    blocked: Said
    paused: Said
    resumed: Said
    stopped_insults: Said
    stopped_sexual: Said
    stopped_threats: Said
    stopped_other: Said
    alone_soon: Said
    ended: Said


class Learner(Section, frozen=True):
    """When a new peer, or a mentor, asks to read along, and while they do. `{name}` is who."""

    asked: Said
    mentor_asked: Said
    yes: Said
    no: Said
    reading: Said
    mentor_reading: Said
    stop: Said


class Quiet(Section, frozen=True):
    """When the visitor has not written for a while. In `ends` `{time}` is a time of day."""

    still_here: Said
    asked: Said
    ends: Said


class Troubles(Section, frozen=True):
    """When something does not work as it should."""

    offline: Said
    not_sent: Said
    withheld: Said
    contact_details: Said
    unsafe_with_peer: Said
