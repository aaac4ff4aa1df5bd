"""How long words may wait: only ever less, and never where somebody may be in danger."""

import pytest

from config.files import BadConfig
from config.mentoring import load_mentoring
from config.places import ROOT

SHIPPED = ROOT / "config"
BOTH = """\
asked_below = 1
# ... and ended at once, for good, when it reaches this one: from 2 on somebody may be in danger.
ends_from = 2"""


def test_the_shipped_file_fades_out():
    table = load_mentoring(SHIPPED)
    assert table.at_once_from == 2
    assert max(table.steps[0].seconds) <= 12


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("at_once_from = 2", "at_once_from = 4", "at_once_from"),
        ("[12, 10, 8, 8, 8]", "[8, 10, 8, 8, 8]", "a higher level must not wait longer"),
        ("[12, 10, 8, 8, 8]", "[21, 10, 8, 8, 8]", "seconds"),
        ("[8, 6, 5, 4, 4]", "[13, 6, 5, 4, 4]", "must not be longer than before"),
        ("ends_from = 2", "ends_from = 3", "ends_from"),
        (BOTH, "asked_below = 2\nends_from = 1", "it would end as it begins"),
        ("conversations = 15", "conversations = 5", "must be more than in the step before"),
    ],
)
def test_what_would_keep_somebody_waiting_is_refused(tmp_path, before, after, says):
    text = (SHIPPED / "mentoring.toml").read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "mentoring.toml").write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(BadConfig, match=says):
        load_mentoring(tmp_path)
