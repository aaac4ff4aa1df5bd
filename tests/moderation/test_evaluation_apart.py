"""Nothing learns from what it is judged by: and this test would notice if it did."""

import ast
import csv
import sys
from pathlib import Path

import pytest

from moderation.evaluation.sources import judged
from moderation.evaluation.suite import FOLDER, sentences
from moderation.training.encoder.examples import rows_of
from moderation.training.rows import CORPUS, NotForTraining, corpus_rows, open_rows, table

TRAINING = CORPUS.parent
ROOT = TRAINING.parents[1]
APART = ("evaluate", "conversations", "suite")

DOORS = {"rows.py", "words.py"}
"""words.py lists the words of our own corpus and reads no other table."""

OPENED = []


def noticed(event, arguments):
    if event == "open":
        OPENED.append(str(arguments[0]))


@pytest.fixture(scope="module")
def opened():
    sys.addaudithook(noticed)  # cannot be taken away again, so it does little
    return OPENED


@pytest.fixture
def data(tmp_path):
    """Laid out as the real folder is: what may be learned from beside what may not."""
    crisis = [("i feel fine", "0", "", "counsel", "MIT")]
    write(tmp_path / "train/crisis.csv", ("text", "label", "level", "source", "licence"), crisis)
    rude = [(f"you fool {n}", "1", "davidson", "MIT") for n in range(9)]
    write(tmp_path / "train/toxicity.csv", ("text", "label", "source", "licence"), rude)
    head = ("text", "label", "source", "functionality", "licence")
    kept = [("kept apart", "1", "hatecheck", "x_h", "MIT")]
    write(tmp_path / "text/evaluate/toxicity.csv", head, kept)
    return tmp_path


def write(path, head, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def touched(opened):
    return {path for path in opened if set(APART) & set(Path(path).parts)}


@pytest.mark.parametrize(
    "read",
    [
        lambda train: [*open_rows(train), *corpus_rows()],
        lambda train: rows_of(train, CORPUS),
    ],
    ids=["inline", "encoder"],
)
def test_reading_for_training_touches_nothing_that_is_kept_apart(data, opened, read):
    opened.clear()

    assert read(data / "train")
    assert opened
    assert touched(opened) == set()


@pytest.mark.parametrize("read", [judged, lambda data: sentences()], ids=["judged", "suite"])
def test_a_reader_of_what_is_kept_apart_would_be_noticed(data, opened, read):
    opened.clear()

    assert read(data)
    assert touched(opened)


def test_the_door_of_training_does_not_open_for_it(data):
    with pytest.raises(NotForTraining):
        list(table(data / "text/evaluate/toxicity.csv"))


def sources():
    return [path for path in sorted(TRAINING.rglob("*.py")) if path.name != "__init__.py"]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(TRAINING)))
def test_training_imports_nothing_of_the_evaluation(path):
    assert [name for name in imported(path.read_text()) if "moderation.evaluation" in name] == []


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(TRAINING)))
def test_training_reads_rows_by_its_one_door(path):
    """Only rows.py reads tables of texts, and it refuses those that are kept apart."""
    assert path.name in DOORS or "csv" not in imported(path.read_text())


def test_these_two_rules_can_be_broken():
    bad = "import csv\nfrom moderation.evaluation.sources import judged\n"

    assert imported(bad) == ["csv", "moderation.evaluation.sources"]


def imported(source):
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def test_no_sentence_of_the_suite_is_learned():
    """The corpus has none of them; what is open was written by others."""
    assert FOLDER != CORPUS
    assert not set(FOLDER.glob("*.csv")) & set(CORPUS.glob("*.csv"))
