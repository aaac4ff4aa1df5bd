"""The training that comes with this: whole, sourced, and read the way it is written."""

import shutil

import pytest

from config.files import BadConfig
from config.markdown import Block, Kind, Run, blocks
from config.places import ROOT
from config.training import load_training

CONFIG = ROOT / "config"


@pytest.fixture
def folder(tmp_path):
    for name in ("training", "practice"):
        shutil.copytree(CONFIG / name, tmp_path / name)
    return tmp_path


def test_six_modules_are_there_and_somebody_can_answer_every_level():
    training = load_training(CONFIG)
    assert len(training.modules) == 6
    assert all(training.texts[name] for name in training.modules)
    assert max(one.up_to for one in training.table.certificates if one.kind == "one_to_one") == 4
    assert training.table.required


def test_nobody_has_signed_it_and_everything_has_its_source():
    training = load_training(CONFIG)
    for part in (training.table, *training.modules.values()):
        assert part.source
        assert not part.signed_off


def test_a_certificate_without_its_module_is_told(folder):
    (folder / "training" / "listening.md").unlink()
    with pytest.raises(BadConfig) as bad:
        load_training(folder)
    assert "listening.md" in str(bad.value)


def test_an_answer_that_is_no_choice_is_told_with_its_line(folder):
    path = folder / "training" / "listening.toml"
    path.write_text(path.read_text().replace("right = 1", "right = 5", 1))
    with pytest.raises(BadConfig, match=r"listening.toml:\d+: .*count from 0"):
        load_training(folder)


def test_what_is_written_is_read():
    text = "## Head\n\nOne\nline. **Loud** end\n- a\n- b\n\n> said"
    assert blocks(text) == (
        Block(Kind.HEADING, (Run("Head", strong=False),)),
        Block(
            Kind.PARAGRAPH,
            (Run("One line. ", strong=False), Run("Loud", strong=True), Run(" end", strong=False)),
        ),
        Block(Kind.ITEM, (Run("a", strong=False),)),
        Block(Kind.ITEM, (Run("b", strong=False),)),
        Block(Kind.QUOTE, (Run("said", strong=False),)),
    )


def test_a_tag_is_text_like_any_other():
    tag = "<script>alert(1)</script>"
    assert blocks(tag) == (Block(Kind.PARAGRAPH, (Run(tag, strong=False),)),)
