"""What came of the pager, as staff see it."""

from datetime import datetime

from server.contract.values import Body


class PageCard(Body, frozen=True):
    """One way to reach somebody who is not at the wall, and its last try.

    `at` is null while its first try goes on. `answered`: the other side said that it has it, which
    says nothing of who reads it. `status` is a code or a word. `again`: it tries again by itself.
    """

    way: str
    at: datetime | None = None
    answered: bool = False
    status: str = ""
    again: bool = False


class PagerCard(Body, frozen=True):
    """By which ways the last try failed. `reaches`: by one of them at least somebody is reached."""

    reaches: bool = True
    failing: tuple[PageCard, ...] = ()


class CalledCard(Body, frozen=True):
    """Who has been called for a flag that nobody has claimed, as its peer sees it.

    `alerting` is the moderator whose turn it is, `everyone`: all on duty are called. Where none is
    on duty (`on_duty`) nobody reads it at the wall. `paged`: who is reached outside.
    """

    since: datetime
    on_duty: bool
    alerting: str | None = None
    everyone: bool = False
    paged: tuple[PageCard, ...] = ()
