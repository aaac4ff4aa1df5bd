"""What the visitor's page says about this service: the parts that every language has."""

from datetime import timedelta
from typing import Literal

from config.block_texts import Blocked
from config.chat_texts import Chat
from config.label_texts import Labels
from config.line_texts import Languages, Lines
from config.notice_texts import Learner, Notices, Quiet, Troubles
from config.plan_texts import Plan
from config.plurals import Plural
from config.room_texts import Room
from config.section import Said, Section, Table


class Passage(Section, frozen=True):
    """A heading, and paragraphs or the items of a list."""

    title: Said
    body: tuple[Said, ...]


class Card(Table, frozen=True):
    title: Said
    body: Said


class Help(Section, frozen=True):
    """The calm card, by level of the risk ladder, and the words of each path. L0 has none."""

    l1: Card
    l2: Card
    l3: Card
    l4: Card
    children: Card
    third_party: Card

    def at(self, level: int) -> Card | None:
        return {1: self.l1, 2: self.l2, 3: self.l3, 4: self.l4}.get(level)

    def on(self, path: str) -> Card:
        return {"children": self.children, "third_party": self.third_party}[path]


class Closed(Section, frozen=True):
    """Why nobody new can be let in, or nobody is paired; the page shows other lines below.

    In `next_hours` `{time}` is a day and a time.
    """

    no_moderator: Card
    no_peer: Card
    intake_paused: Card
    full: Card
    paused: Card
    open_now: Said
    next_hours: Said


class Pauses(Section, frozen=True):
    """What visitors read while intake is paused, by the reason that a moderator chose.

    A moderator's own words stand under the title of `intake_paused`.
    """

    busy: Card
    few_peers: Card
    shift_ends: Card
    technical: Card


class Questions(Section, frozen=True):
    """Asked before the queue. Nobody has to answer.

    `wish` and `veto` stand before an experience of service.toml, such as "has lost someone".
    """

    topic: Said
    language: Said
    distress: Said
    country: Said
    country_seen: Said
    prefer_not_to_say: Said
    who: Said
    wish: Said
    anyone: Said
    trade_off: Said
    veto: Said
    no_veto: Said


class Waiting(Section, frozen=True):
    """`messages` take turns, slowly."""

    messages: tuple[Said, ...]
    first_message: Said
    long: Said
    ready: Said
    nobody: Said


class Referral(Section, frozen=True):
    offered: Card
    decided: Card
    accepted: Said
    declined: Said
    expired: Said
    later: Card


class Later(Section, frozen=True):
    """The page on which somebody tells by a code how a referral went."""

    title: Said
    body: tuple[Said, ...]
    code: Said
    reached: Said
    helped: Said
    safe: Said
    yes: Said
    little: Said
    no: Said
    unsure: Said
    send: Said
    thanks: Card
    danger: Card
    unknown: Said
    empty: Said
    too_fast: Said
    trouble: Said


class Units(Table, frozen=True):
    """How this language counts time: `{n}` is the number."""

    minutes: Plural
    hours: Plural
    days: Plural


class Texts(Table, frozen=True):
    """`name` is what the language calls itself."""

    language: str
    direction: Literal["ltr", "rtl"]
    name: Said
    units: Units
    labels: Labels
    about: Passage
    who_answers: Passage
    confidentiality: Passage
    keeping: Passage
    steps: Passage
    leaving: Passage
    leaving_limits: Passage
    consent: Passage
    questions: Questions
    emergency: Passage
    help: Help
    minor: Passage
    third_party: Passage
    closed: Closed
    pauses: Pauses
    waiting: Waiting
    referral: Referral
    later: Later
    plan: Plan
    room: Room
    notices: Notices
    quiet: Quiet
    learner: Learner
    troubles: Troubles
    blocked: Blocked
    stopped: Passage
    goodbye: Passage
    left_line: Passage
    lost_line: Passage
    forgotten: Passage
    lines: Lines
    languages: Languages
    chat: Chat

    def span(self, time: timedelta) -> str:
        """A time in words: whole days from two days on, else hours."""
        hours = round(time.total_seconds() / 3600)
        if hours >= 48 and hours % 24 == 0:
            return self.units.days.say(hours // 24, self.language)
        return self.units.hours.say(hours, self.language)

    def minutes(self, time: timedelta) -> str:
        """A time in words: whole minutes, the last one begun."""
        return self.units.minutes.say(-(-int(time.total_seconds()) // 60), self.language)
