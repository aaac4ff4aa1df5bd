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
