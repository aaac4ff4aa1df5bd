"""`warmline models`, and what the worker makes of it."""

import pytest

from config.settings import Settings
from moderation.models.port import State
from server.model_commands import add
from server.models import deep, folder
from tests.dev.checkout import environment
from tests.journeys import forked
from tests.moderation.checkpoints import put_bert, small_bert


@pytest.fixture
def warmline(data_dir):
    def run(*words, **env):
        here = environment(WARMLINE_DATA_DIR=str(data_dir), COLUMNS="200", **env)
        return forked.done(("models", *words), here)

    return run


@pytest.fixture
def source(tmp_path):
    (path := tmp_path / "source").mkdir()
    return put_bert(path, small_bert())


def test_a_model_is_added_and_from_then_on_it_is_used(source, data_dir, capsys):
    assert add(Settings(data_dir=data_dir), source) == 0

    told = capsys.readouterr().out
    assert "detoxify, original" in told
    assert "identity_attack" in told
    assert folder(Settings(data_dir=data_dir)) == data_dir / "models" / "detoxify"


def test_the_state_of_each_model_is_told_with_its_reason(warmline):
    told = warmline("status")

    rows = {line.split()[1]: line for line in told.stdout.splitlines() if line.startswith("│ ")}
    assert set(rows) >= {"inline", "encoder", "detoxify"}
    assert "ready" in rows["inline"]
    assert "absent" in rows["detoxify"] and "models add" in rows["detoxify"]


def test_a_model_whose_files_were_changed_has_failed(warmline, source):
    (source / "vocab.txt").write_text("changed")
    told = warmline("status", WARMLINE_DETOXIFY_DIR=str(source))

    assert told.returncode == 1
    (row,) = (line for line in told.stdout.splitlines() if line.startswith("│ detoxify"))
    assert "failed" in row and "vocab.txt" in row


def test_a_folder_that_is_none_is_refused_in_one_sentence(warmline, tmp_path):
    refused = warmline("add", str(tmp_path / "nowhere"))

    assert refused.returncode == 1
    assert "is no folder" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_setting_comes_before_what_was_added(data_dir, source):
    (data_dir / "models" / "detoxify").mkdir(parents=True)

    assert folder(Settings(data_dir=data_dir, detoxify_dir=source)) == source


def test_without_one_the_worker_says_absent_and_starts_no_process(data_dir):
    with deep(Settings(data_dir=data_dir)) as model:
        assert (model.name, model.state) == ("detoxify", State.ABSENT)
        assert "warmline models add" in model.why
