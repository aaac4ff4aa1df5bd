"""`make evaluate` from end to end, on a handful of rows that the test writes."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from moderation.evaluation.__main__ import main

SAID = ("i like the park", "my boss was kind", "we cooked rice", "the bus was late", "it rained")
DARK = ("i want to be dead", "i will end my life", "i cannot go on living", "i took all the pills")
COUNTED = 40


def write(path, head, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def many(texts):
    return [f"{text}, day {n}" for n in range(COUNTED) for text in texts]


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    sources = ("goemotions", "counsel")
    calm = [(text, "0", "", sources[n % 2], "MIT") for n, text in enumerate(many(SAID))]
    posts = [(text, "1", f"sev{n % 6 + 1}", "patil", "MIT") for n, text in enumerate(many(DARK))]
    head = ("text", "label", "level", "source", "licence")
    write(folder / "text/train/crisis.csv", head, calm + posts)
    rude = [(f"you fool number {n}", str(n % 2), "davidson", "MIT") for n in range(60)]
    write(folder / "text/train/toxicity.csv", ("text", "label", "source", "licence"), rude)
    _evaluated(folder)
    return folder


def _evaluated(folder):
    head = ("text", "label", "source", "functionality", "licence")
    judged = [(f"gay people are fine {n}", "0", "madlibs", "", "MIT") for n in range(60)]
    judged += [(f"you fool {n}", "1", "madlibs", "", "MIT") for n in range(9)]
    judged += [(f"i hate you {n}", "1", "hatecheck", "threat_h", "MIT") for n in range(9)]
    judged += [(f"i love you {n}", "0", "hatecheck", "ident_pos_nh", "MIT") for n in range(9)]
    write(folder / "text/evaluate/toxicity.csv", head, judged)
    models = ("perspective", "siftninja", "BERT_davidson2017_weighted", "BERT_founta2018_weighted")
    write(
        folder / "text/evaluate/hatecheck_published_per_functionality.csv",
        ("functionality", *models, "n"),
        [("threat_h", 90, 10, 80, 70, 9), ("ident_pos_nh", 50, 100, 20, 50, 9)],
    )
    turns = [{"who": "visitor", "text": "hello"}, {"who": "peer", "text": "how are you?"}]
    talk = {"id": "one", "turns": [*turns, {"who": "visitor", "text": "i want to end my life"}]}
    calm = {"id": "two", "turns": turns}
    lines = "".join(f"{json.dumps(one)}\n" for one in (talk, calm))
    (folder / "conversations").mkdir()
    (folder / "conversations/esconv.jsonl").write_text(lines, encoding="utf-8")


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    head = ("text", "before", "speaker", "rung", "concerns", "toxic")
    for name in ("goodbyes", "identity_mentions", "small"):
        calm = [(f"tea in {name} at {n}", "", "visitor", 0, "", 0) for n in range(60)]
        dark = [(f"no more {name} {n}", "", "visitor", n % 5 + 1, "suicide", 0) for n in range(30)]
        hurt = [(f"they hit {name} {n}", "", "visitor", 0, "abuse", 0) for n in range(20)]
        write(folder / f"{name}.csv", head, calm + dark + hurt)
    return folder


def run(data, corpus, to):
    given = ["--data", data, "--corpus", corpus, "--keep", to.parent / "kept", "--to", to]
    nowhere, floors = to.parent / "no-encoder", to.parent / "floors.json"
    given += ["--work", nowhere, "--floors", floors, "--blind", _blind(to.parent), "--quick"]
    return main([str(one) for one in given])


def _blind(folder):
    (folder / "blind").mkdir(exist_ok=True)
    rows = [("veiled", text, "", 1) for text in DARK] + [("calm", text, "", 0) for text in SAID]
    write(folder / "blind" / "blind.csv", ("group", "text", "before", "danger"), rows)
    return folder / "blind"


def test_every_figure_is_written_and_kept_for_the_next_time(data, corpus, tmp_path, capsys):
    to = tmp_path / "docs" / "evaluation.md"
    to.parent.mkdir()

    assert run(data, corpus, to) == 0
    first, progress = to.read_text(), capsys.readouterr().err
    assert run(data, corpus, to) == 0

    titles = [line[3:] for line in first.splitlines() if line.startswith("## ")]
    assert len(titles) == len(set(titles)) >= 12
    assert {
        "Goals",
        "Blind set",
        "Toxicity",
        "Speed on one core",
        "Levels on held-out rows",
    } <= set(titles)
    assert "inline-held-out: to be made" in progress
    assert "inline-held-out: kept from before" in capsys.readouterr().err
    assert all(SAID[0] not in page for page in (first, to.read_text()))
    assert ET.parse(to.parent / "images" / "crisis-curves.svg")


def test_the_page_in_the_project_is_one_that_it_wrote():
    page = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")

    assert "Written by `make evaluate DATA=FOLDER`." in page
