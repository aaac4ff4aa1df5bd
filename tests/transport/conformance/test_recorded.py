"""Frames as socket.io-client 4.8.4 and python-socketio 5.18.1 wrote them, and what they got."""

import json
import re

import pytest

from config.places import ROOT

RECORDED = sorted((ROOT / "tests" / "transport" / "conformance" / "recorded").glob("*.txt"))
SID = re.compile(r'"sid":"[^"]+"')


@pytest.mark.parametrize("file", RECORDED, ids=lambda file: file.stem)
async def test_what_was_recorded_is_answered_as_then(line, file):
    raw = await line.raw()

    for recorded in file.read_text().strip().split("\n"):
        way, frame = recorded[0], recorded[2:]
        if way == ">":
            await raw.send(frame)
        elif way == "<":
            assert SID.sub('"sid":"…"', await raw.heard()) == frame
        else:
            raise AssertionError(f"neither sent nor heard: {recorded}")


def test_there_are_recordings_of_both_kinds_of_page():
    assert [file.stem for file in RECORDED] == ["javascript", "python"]
    assert all(json.dumps("say") in file.read_text() for file in RECORDED)
