"""The words of the chat: its buttons, its labels and its short notes."""

from config.beside_texts import (
    After,
    Cards,
    Ending,
    Forget,
    Leaving,
    PlanWords,
    RoomWords,
    SomeoneElse,
    Unsafe,
    Unsay,
)
from config.plurals import Plural
from config.section import Said, Section, Table


class Common(Table, frozen=True):
    """Buttons and notes that stand in many places. `no` closes a question."""

    back: Said
    next: Said
    close: Said
    more: Said
    no: Said
    optional: Said
    send: Said
    connecting: Said


class Named(Table, frozen=True):
    """`{name}` is whom the visitor is here."""

    called: Said
    careful: Said


class Start(Table, frozen=True):
    """Before the chat."""

    agree: Said
    agree_first: Said
    join: Said
    joining: Said


class Queue(Table, frozen=True):
    """Waiting in the line. `{least}` to `{n}` are minutes."""

    title: Said
    first: Said
    place: Said
    asking: Said
    within: Plural
    between: Plural
    longer: Plural
    no_guess: Said
    another: Said
    hold: Said
    sound: Said
    leave: Said
    leave_sure: Said
    leave_what: Said
    leave_yes: Said
    resume: Said


class Breathing(Table, frozen=True):
    """A circle to breathe with."""

    start: Said
    stop: Said
    inward: Said
    outward: Said
    how: Said


class Calm(Table, frozen=True):
    """What may calm somebody. The offers are a peer's words, under which the same is opened."""

    title: Said
    what: Said
    around: Said
    steps: tuple[Said, ...]
    offer_breathing: Said
    offer_around: Said


class Writing(Table, frozen=True):
    """The box to write in."""

    write: Said
    write_first: Said
    left: Plural
    too_long: Plural
    typing: Said
    hide_typing: Said
    sure: Said
    found: Said
    change: Said
    anyway: Said


class Log(Table, frozen=True):
    """What was said, by whom, and what became of it."""

    service: Said
    title: Said
    you: Said
    peer: Said
    supervisor: Said
    someone: Said
    sending: Said
    sent: Said
    delivered: Said
    late: Said
    again: Said
    take_out: Said
    taken_away: Said
    deleted: Said
    fresh: Plural


class Trouble(Table, frozen=True):
    """When something does not work as it should."""

    away: Said
    elsewhere: Said
    use_here: Said
    reload: Said
    newer: Said
    no_answer: Said


class Refusals(Table, frozen=True):
    """Why something could not be done, by the codes of the contract."""

    bad_payload: Said
    closed: Said
    full: Said
    internal: Said
    not_found: Said
    not_now: Said
    taken: Said
    too_fast: Said
    unknown_event: Said


class Chat(Section, frozen=True):
    """All of it, as the page reads it."""

    leaving: Leaving
    common: Common
    name: Named
    start: Start
    queue: Queue
    breathing: Breathing
    calm: Calm
    writing: Writing
    log: Log
    trouble: Trouble
    refusals: Refusals
    cards: Cards
    ending: Ending
    other: SomeoneElse
    unsafe: Unsafe
    unsay: Unsay
    after: After
    forget: Forget
    plan: PlanWords
    room: RoomWords
