"""The country that a visitor chose, as staff see it."""

from server.contract.values import Body


class ByText(Body, frozen=True):
    """How the emergency services there are reached without a voice, and what that takes."""

    number: str
    how: str


class ChosenCountry(Body, frozen=True):
    """For help lines, at the beginning: it need not be where they are. The numbers from L3 on.

    The first number is the one to name; they reach help only for who calls inside that country.
    """

    code: str  # ISO 3166-1 alpha-2
    emergency: tuple[str, ...] = ()
    by_text: ByText | None = None
