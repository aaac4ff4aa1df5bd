"""A report's tables from what visitors told later of their referrals."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from server.domain.figures import Table, table
from server.domain.later import LaterAnswer

NOT_SAID: Final = "not said"
HELPED: Final = {3: "yes", 2: "a little", 1: "no", None: NOT_SAID}


def told_later(answers: Sequence[LaterAnswer]) -> tuple[Table, ...]:
    reached = [one.reached or NOT_SAID for one in answers]
    helped = [HELPED[one.helped] for one in answers]
    safe = [one.safe or NOT_SAID for one in answers]
    return (
        _counted("Referrals, told later: in touch", ("yes", "no", NOT_SAID), reached),
        _counted("Referrals, told later: it helped", tuple(HELPED.values()), helped),
        _counted("Referrals, told later: safe", ("yes", "unsure", "no", NOT_SAID), safe),
    )


def _counted(title: str, labels: Sequence[str], found: Sequence[str]) -> Table:
    counted = Counter(found)
    return table(title, labels, {"answers": [counted[label] for label in labels]})
