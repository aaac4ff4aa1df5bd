"""`warmline report` and `warmline forecast`: with a database, and a plain sentence without one."""

import pytest
from typer.testing import CliRunner

from server.cli import app

NOWHERE = "postgresql+asyncpg://nobody@127.0.0.1:1/nothing"
BOTH = (("report",), ("report", "--csv"), ("forecast",))


@pytest.fixture
def run(monkeypatch, data_dir):
    """A command in an environment of its own."""

    def running(url, *words):
        monkeypatch.setenv("WARMLINE_DATA_DIR", str(data_dir))
        monkeypatch.setenv("DATABASE_URL", url)
        return CliRunner().invoke(app, words)

    return running


def test_a_report_of_a_line_where_nothing_happened_is_a_report(run, database_url):
    said = run(database_url, "report", "--days", "7")
    assert said.exit_code == 0
    assert said.output.strip()
    assert run(database_url, "report", "--csv").exit_code == 0


def test_a_forecast_says_that_too_little_has_happened(run, database_url):
    said = run(database_url, "forecast")
    assert (said.exit_code, "Too little has happened" in said.output) == (0, True)


@pytest.mark.parametrize("words", BOTH)
def test_without_a_database_there_is_a_sentence_and_no_traceback(run, tmp_path, words):
    empty = f"sqlite+aiosqlite:///{tmp_path}/nothing.sqlite"
    for url in (empty, NOWHERE):
        said = run(url, *words)
        assert said.exit_code == 1
        assert "There is no database to read" in said.stderr
        assert "Traceback" not in said.output
