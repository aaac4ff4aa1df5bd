"""Pages stay open across an update: a word of the server that they do not know empties none."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "web" / "src"
UNION = re.compile(r'^export type (\w+) = "', re.MULTILINE)
TABLE = re.compile(r"const ([A-Z_]+): (?:Readonly<)?Record<(\w+),")


def files() -> dict[Path, str]:
    found = (path for path in SOURCE.rglob("*.ts*") if ".test." not in path.name)
    return {path: path.read_text() for path in found if path.name != "contract.ts"}


def test_every_table_by_a_word_of_the_server_is_asked_with_a_default():
    unions = set(UNION.findall((SOURCE / "contract.ts").read_text()))
    pages = files()
    tables = {name for text in pages.values() for name, by in TABLE.findall(text) if by in unions}
    assert len(tables) > 10, "the pattern of the tables finds them no more"
    asked = re.compile(rf"\b({'|'.join(tables)})\[[a-z]")
    assert {
        path.name: asked.findall(text) for path, text in pages.items() if asked.search(text)
    } == {}


def test_no_sentence_of_the_visitor_is_asked_by_a_word_of_a_card():
    asked = re.compile(r"\b[Ww](?:ORDS|ords)(?:\.\w+)*\[\w+\.\w+\]")
    found = {path.name: asked.findall(text) for path, text in files().items()}
    assert {name: all_of for name, all_of in found.items() if all_of} == {}
