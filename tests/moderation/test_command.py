"""`python -m moderation`, as somebody at a shell uses it."""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from moderation.__main__ import main
from tests.moderation.conftest import CONFIG

ROOT = CONFIG.parent


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch, capsys) -> Iterator[Callable[..., Done]]:
    """The command in this process, which has loaded already what a new one would load."""
    configured = structlog.get_config()

    def ran(*arguments: str, lines: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["moderation", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
        return Done(main(), *capsys.readouterr())

    yield ran
    structlog.configure(**configured)


def test_each_line_is_answered_in_order_and_a_bad_one_with_its_number(run) -> None:
    lines = [
        '{"id": 1, "text": "i want to die"}',
        "nonsense",
        '{"id": "b", "text": "good morning"}',
        "",
        '{"id": 3}',
        '{"text": 7}',
        '{"id": 4, "text": "yes", "before": "are you suicidal?", "speaker": "visitor"}',
    ]
    done = run(lines="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a.get("id", a.get("line")) for a in answers] == [1, 2, "b", 5, 6, 4]
    assert [a.get("level") for a in answers] == ["L2", None, "L0", None, None, "L2"]
    first = answers[0]
    assert first["crisis"] > 0.95 > 0.5 > answers[2]["crisis"]
    assert first["toxicity"] < 0.5
    assert first["concerns"] == {"suicide": 0.5}
    assert first["actions"] == ["hint", "help_card", "flag"]
    assert first["complete"] is True
    finding = first["findings"][0]
    assert finding | {"reason": ""} == {
        "concern": "suicide",
        "severity": 2,
        "start": 2,
        "end": 13,
        "reason": "",
    }
    assert all("error" in a for a in answers if "line" in a)


def test_a_whole_conversation_gets_one_verdict_whose_findings_name_their_turn(run) -> None:
    turns = [
        {"who": "visitor", "text": "hello"},
        {"who": "peer", "text": "are you thinking about suicide?"},
        {"who": "visitor", "text": "sometimes"},
    ]
    done = run("--inline", lines=json.dumps({"id": "c", "turns": turns}))
    answer = json.loads(done.stdout)
    assert (answer["id"], answer["level"]) == ("c", "L2")
    assert {finding["turn"] for finding in answer["findings"]} == {2}


def test_the_encoder_is_asked_unless_only_the_event_loop_is_wanted(run) -> None:
    line = json.dumps({"text": "my wee letters are all wrote, and the cat is at my sisters now"})
    whole, loop = (json.loads(run(*how, lines=line).stdout) for how in ((), ("--inline",)))
    assert whole["crisis"] != loop["crisis"]
    assert whole["complete"]
    assert loop["complete"]


def test_an_answer_comes_before_the_next_line_is_written() -> None:
    command = [sys.executable, "-m", "moderation", "--inline"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    with subprocess.Popen(command, **pipes) as running:
        for text in ("hello", "i want to die"):
            running.stdin.write(json.dumps({"text": text}) + "\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["level"] in {"L0", "L2"}
        running.stdin.close()
        assert running.wait(timeout=100) == 0


def test_an_explanation_is_for_people(run) -> None:
    done = run("explain", "oh, su-i-cidal again")
    assert done.stdout.startswith("L2: hint, help_card, flag")
    assert '"su-i-cidal again"' in done.stdout
    assert "Speaks of suicidal thoughts." in done.stdout


def test_a_lexicon_is_tried_before_it_goes_live(run, tmp_path: Path) -> None:
    shipped = (CONFIG / "lexicons" / "en.toml").read_text(encoding="utf-8")
    changed = tmp_path / "changed.toml"
    changed.write_text(shipped.replace('"better off without me"', '"feeling blue"'))
    lines = '{"text": "feeling blue"}\n{"text": "good morning"}\n'
    done = run("try", "--lexicon", str(changed), lines=lines)
    assert "1 of 2 lines change" in done.stdout
    assert '"level":"L1"' in done.stdout


def test_a_lexicon_with_mistakes_is_refused_with_every_line(run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    shipped = (CONFIG / "lexicons" / "en.toml").read_text(encoding="utf-8")
    bad.write_text(shipped.replace("severity = 4", "severity = 9"))
    done = run("try", "--lexicon", str(bad))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == shipped.count("severity = 4")
    assert all(line.startswith(f"{bad}:") for line in done.stderr.splitlines())


def test_a_deep_model_that_is_absent_is_named_and_every_verdict_is_incomplete(
    run, tmp_path
) -> None:
    done = run("--deep", str(tmp_path), lines='{"text": "hello"}')
    assert "detoxify is absent" in done.stderr
    answer = json.loads(done.stdout)
    assert answer["complete"] is False
    assert answer["actions"] == ["flag"]
