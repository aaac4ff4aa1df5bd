"""Whatever is written, and whatever it is made for: the screen comes to its end, and soon."""

import re
import time
import tomllib

from hypothesis import example, given, settings
from hypothesis import strategies as st

from moderation.passage import Passage
from tests.moderation.conftest import CONFIG

LONGEST = 2_000
"""Characters: the contract takes no more."""
LIMIT = 2.0
"""Seconds of processor time. Here the worst takes a fortieth of it; it is for slow machines."""
CHOICE = re.compile(r"\(([^()|]*)[^()]*\)")
SIGNS = (
    *("a", "k ", "1", "@", ".", "-", "*", "'", "!", "$", "|", "o", "\n", '"', "“", "\u200b", "💀"),
    *(" at ", "(at)", " dot ", "com", "http://", "www.", "a.b", "#1234", "+44 20 ", "07700 900"),
    *("one two ", "zero ", "add me on ", "can we meet ", "my number is ", "call me on ", "ﷺ", "і"),
    *("years ago ", "he said ", "not ", "su-i-", "k.i.l.l", "k1ll ", "x" * 50, "ab" * 40, "ما "),
)


def _phrases() -> list[str]:
    """Each phrase of each lexicon with the first of its choices."""
    found = []
    for path in sorted((CONFIG / "lexicons").glob("*.toml")):
        file = tomllib.loads(path.read_text("utf-8"))
        for block in (*file["entry"], *file.get("idiom", ()), *file.get("question", ())):
            found += [CHOICE.sub(r"\1", phrase) + " " for phrase in block["phrases"]]
    return found


PIECES = st.lists(st.sampled_from(SIGNS) | st.sampled_from(_phrases()), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(PIECES.map("".join), st.booleans())
@example("💀", False)
@example("tenho um plano para me matar not ", False)
def test_no_flood_holds_the_screen_up(screen, unit, answer) -> None:
    text = (unit * LONGEST)[:LONGEST]
    start = time.process_time()
    screen(Passage(text, before=text if answer else ""))
    assert time.process_time() - start < LIMIT
