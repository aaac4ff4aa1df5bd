"""The page of the risk ladder is fresh, and says for each level what each side sees."""

import pytest

from config.everything import load
from config.ladder import EMERGENCY
from config.ladder_page import TARGET, page
from config.places import ROOT

PAGE = TARGET.read_text(encoding="utf-8")
EVERYTHING = load(ROOT / "config")


def test_the_page_is_fresh() -> None:
    assert page() == PAGE, "run `python -m config.ladder_page`"


@pytest.mark.parametrize("rung", EVERYTHING.ladder.rungs, ids=lambda rung: rung.name)
def test_each_level_says_what_each_side_sees(rung) -> None:
    section = PAGE.split(f"## L{rung.level} {rung.name}\n")[1].split("\n## ")[0]
    views = ("The visitor", "The peer", "The moderator")
    assert [section.count(f"**{one}** sees:") for one in views] == [1, 1, 1]
    number = "the emergency number (of the country that they chose)"
    said = (*rung.script.lines, *rung.checklist)
    assert all(line.replace(EMERGENCY, number) in section for line in said)
    for texts in EVERYTHING.texts.by_language.values():
        card = texts.help.at(rung.level)
        assert card is None or card.body in section
