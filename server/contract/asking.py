"""Who may ask a request over HTTP, and how it is answered."""

from dataclasses import dataclass
from typing import Any, Final

from server.domain.refusal import Code
from server.domain.session import Role


@dataclass(frozen=True, slots=True)
class Asking:
    """`roles`: one of them is needed. SIGNED_IN: none is. None: anybody may ask, signed in or not.

    `answer` is the type of the answer (None: no body); `refusals` are those beside COMMON.
    `proof`: refused with `prove` where the asker has not shown lately that it is them.
    `while_locked`: what a locked session may ask, beside what anybody may.
    """

    roles: tuple[Role, ...] | None
    answer: Any = None
    refusals: tuple[Code, ...] = ()
    proof: bool = False
    while_locked: bool = False


SIGNED_IN: Final[tuple[Role, ...]] = ()
