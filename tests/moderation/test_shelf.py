"""A deep model's checkpoint is copied, vouched for and tried before it takes its place."""

from pathlib import Path

import pytest

from moderation.models import shelf
from moderation.models.checksums import LIST, unvouched
from moderation.models.detoxify import Detoxify
from moderation.models.port import State
from moderation.models.shelf import NotAdded, add, place_in
from moderation.passage import Passage
from tests.moderation.checkpoints import put_bert, put_debiased, small_bert


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    return put_bert(tmp_path_factory.mktemp("source"), small_bert())


@pytest.fixture
def copy(source, tmp_path) -> Path:
    """The same files in a folder that a test may spoil."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for file in source.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def test_it_is_copied_vouched_for_and_works_from_its_new_place(source, tmp_path) -> None:
    added = add(source, tmp_path / "models")
    assert added.folder == place_in(tmp_path / "models")
    assert (added.kind, len(added.labels)) == ("original", 6)
    assert list(unvouched(added.folder)) == []
    assert len(Detoxify.load(added.folder).score([Passage("hello")])) == 1
    assert [each.name for each in (tmp_path / "models").iterdir()] == [added.folder.name]


def test_it_says_which_of_the_published_kinds_it_is(tmp_path) -> None:
    (folder := tmp_path / "source").mkdir()
    put_debiased(folder, "Roberta")
    added = add(folder, tmp_path / "models")
    assert (added.kind, added.labels[-1]) == ("unbiased", "sexual_explicit")


def test_a_folder_without_checksums_is_vouched_for_from_now_on(copy, tmp_path) -> None:
    (copy / LIST).unlink()
    added = add(copy, tmp_path / "models")
    (added.folder / "vocab.txt").write_text("changed")
    assert Detoxify.load(added.folder).state is State.FAILED


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (
            lambda folder: (folder / "vocab.txt").write_text("other"),
            r"vocab\.txt.*Fetch them again",
        ),
        (lambda folder: (folder / LIST).write_text("nonsense"), LIST),
        (lambda folder: (folder / "tiny.ckpt").unlink(), r"holds 0 files \*\.ckpt"),
        (lambda folder: (folder / "two.ckpt").write_text("x"), r"holds 2 files \*\.ckpt"),
        (lambda folder: (folder / "config.json").unlink(), r"no config\.json"),
        (lambda folder: (folder / "vocab.txt").unlink(), "no tokenizer"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said_and_nothing_is_added(
    copy, tmp_path, spoil, why
) -> None:
    spoil(copy)
    with pytest.raises(NotAdded, match=why):
        add(copy, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_something_that_is_no_folder_is_named(source, tmp_path) -> None:
    with pytest.raises(NotAdded, match="is no folder"):
        add(source / "tiny.ckpt", tmp_path / "models")


def test_one_that_cannot_be_loaded_leaves_the_earlier_one_in_its_place(
    source, copy, tmp_path
) -> None:
    earlier = add(source, tmp_path / "models")
    (copy / LIST).unlink()
    (copy / "tiny.ckpt").write_bytes(b"not a checkpoint")
    with pytest.raises(NotAdded, match="cannot be used"):
        add(copy, tmp_path / "models")
    assert Detoxify.load(earlier.folder).state is State.READY
    assert [each.name for each in (tmp_path / "models").iterdir()] == [earlier.folder.name]


def test_without_the_packages_it_says_what_to_install(source, tmp_path, monkeypatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("moderation.models.detoxify.import_module", missing)
    with pytest.raises(NotAdded, match=r"Install warmline\[detoxify\] first"):
        add(source, tmp_path / "models")


def test_a_full_disk_is_said_before_anything_is_copied(source, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(shelf, "SPARE", 1 << 60)
    with pytest.raises(NotAdded, match="too full"):
        add(source, tmp_path / "models")
    assert not (tmp_path / "models").exists()
