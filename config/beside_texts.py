"""The words of the chat beside the conversation: the plan, the groups, the way out."""

from config.plurals import Plural
from config.section import Said, Table


class Leaving(Table, frozen=True):
    """While Shift is pressed three times, for who listens to the page."""

    two_more: Said
    one_more: Said
    now: Said


class Cards(Table, frozen=True):
    """A card of help, and the offer of another service."""

    put_away: Said
    show_all: Said
    checked_on: Said
    pass_on: Said
    passed_on: Said
    accept: Said
    accept_with: Said
    accept_without: Said
    decline: Said
    take_code: Said
    code_where: Said
    code_until: Said


class Ending(Table, frozen=True):
    """Ending the chat."""

    title: Said
    sure: Said
    what: Said
    yes: Said


class SomeoneElse(Table, frozen=True):
    """Asking for somebody else instead of this peer."""

    title: Said
    sure: Said
    what: Said
    yes: Said


class Unsay(Table, frozen=True):
    """Taking back one's own message. `mark` stands in its place."""

    title: Said
    what: Said
    kept: Said
    take: Said
    none: Said
    mark: Said


class Unsafe(Table, frozen=True):
    """When somebody does not feel safe with the peer. `apart`: they are not with them any more."""

    title: Said
    what: Said
    why: Said
    read_by: Said
    yes: Said
    told: Said
    apart: Said
    apart_what: Said
    apart_yes: Said


class After(Table, frozen=True):
    """After the chat: how it was."""

    helped: Said
    no: Said
    little: Said
    yes: Said
    distress: Said
    say_more: Said
    read_by: Said
    share: Said
    send: Said
    sent: Said
    again: Said
    read_again: Said
    no_copy: Said
    save: Said
    save_what: Said
    save_yes: Said


class Forget(Table, frozen=True):
    """Deleting the chat."""

    title: Said
    sure: Said
    what: Said
    yes: Said
    no: Said
    everything: Said
    everything_what: Said


class PlanWords(Table, frozen=True):
    """The safety plan, beside the words of [plan]."""

    title: Said
    mine: Said
    begun: Said
    look: Said
    done: Said
    by: Said
    by_you: Said
    waiting: Said
    put_lines: Said
    keep: Said
    as_text: Said
    as_page: Said
    print: Said
    code: Said
    code_how: Said
    code_long: Said


class RoomWords(Table, frozen=True):
    """Small groups, beside the words of [room]."""

    about: Said
    starts: Said
    open: Said
    ends: Said
    places: Plural
    full: Said
    gone: Said
    enter: Said
    wait: Said
    early: Said
    first: Said
    place: Said
    leave: Said
    leave_sure: Said
    leave_what: Said
    leave_yes: Said
    leave_door: Said
    alone: Said
    alone_sure: Said
    alone_what: Said
    alone_yes: Said
    unsafe: Said
    unsafe_what: Said
    unsafe_who: Said
    unsafe_then: Said
    hand_up: Said
    hand_down: Said
    hand_told: Said
    people: Said
    host: Said
    folded: Said
    back: Said
    only_two: Said
    slow: Plural
