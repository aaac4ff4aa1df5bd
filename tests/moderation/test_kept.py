"""A lexicon that was prepared before is the same lexicon, and never an older one."""

import shutil
import time

import pytest

from config.files import BadConfig
from moderation.evaluation.suite import sentences
from moderation.lexicon import kept
from moderation.lexicon.kept import SUFFIX, Kept
from moderation.lexicon.languages import Lexicons
from moderation.lexicon.lexicon import Lexicon
from moderation.reading.normalise import normalise
from tests.moderation.conftest import CONFIG

SAID = normalise("hoy tengo la luna azul")


@pytest.fixture
def path(tmp_path):
    return shutil.copy(CONFIG / "lexicons" / "es.toml", tmp_path / "es.toml")


@pytest.fixture
def keeping(tmp_path):
    return Kept(tmp_path / "cache" / "lexicons")


def found(path, keeping):
    return list(Lexicon.read(path, keeping).find(SAID, "lexicon"))


def place(keeping):
    return keeping.folder / f"es{SUFFIX}"


def change(path):
    path.write_text(path.read_text("utf-8").replace('"me quiero morir"', '"tengo la luna azul"'))


def test_what_was_kept_finds_the_same_in_every_language(keeping):
    fresh = Lexicons.read(CONFIG / "lexicons")
    Lexicons.read(CONFIG / "lexicons", kept=keeping)
    again = Lexicons.read(CONFIG / "lexicons", kept=keeping)

    assert len(list(keeping.folder.iterdir())) == len(fresh.each)
    for text in (normalise(one.passage.text) for one in sentences()):
        assert list(again.find(text, "lexicon")) == list(fresh.find(text, "lexicon"))
        assert again.excused(text) == fresh.excused(text)


def test_a_changed_lexicon_is_never_answered_by_the_old_one(path, keeping):
    assert found(path, keeping) == []
    change(path)

    assert found(path, keeping) != []
    assert found(path, keeping) != []


def test_what_other_code_prepared_is_not_used(path, keeping, monkeypatch):
    found(path, keeping)
    old = place(keeping).read_bytes()
    monkeypatch.setattr(kept, "_code", lambda: b"a later version")
    found(path, keeping)

    assert place(keeping).read_bytes() != old


def test_a_file_that_changes_while_it_is_read_is_not_kept(path, keeping, monkeypatch):
    read = kept.read_lexicon

    def meanwhile(path):
        change(path)
        return read(path)

    monkeypatch.setattr(kept, "read_lexicon", meanwhile)

    assert found(path, keeping) != []
    assert not place(keeping).exists()


@pytest.mark.parametrize("damage", [lambda b: b[:-9], lambda b: b[:99] + b"?" + b[100:], bytes])
def test_what_is_damaged_is_made_again(path, keeping, damage):
    change(path)
    whole = found(path, keeping)
    sound = place(keeping).read_bytes()
    place(keeping).write_bytes(damage(sound))

    assert found(path, keeping) == whole
    assert place(keeping).read_bytes()[:64] == sound[:64]


def test_where_nothing_can_be_written_the_lexicon_is_read_all_the_same(path, tmp_path):
    change(path)
    (tmp_path / "file").touch()

    assert found(path, Kept(tmp_path / "file")) != []


def test_a_bad_file_is_named_as_ever(path, keeping):
    found(path, keeping)
    path.write_text("language = 1")

    with pytest.raises(BadConfig, match=r"es\.toml"):
        found(path, keeping)


def test_starting_again_takes_less(keeping):
    def taken():
        start = time.process_time()
        Lexicons.read(CONFIG / "lexicons", kept=keeping)
        return time.process_time() - start

    first = taken()

    assert min(taken() for _ in range(3)) < first * 0.8
