"""Files of conversations: good lines are played, bad ones are named."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from server.replay.corpus import parts, read

OWN = Path(__file__).parents[2] / "server" / "demo" / "talks.jsonl"
GOOD = {"id": "one", "turns": [{"who": "visitor", "text": "Hello"}]}


def written(folder, *lines):
    path = folder / "talks.jsonl"
    path.write_bytes(
        b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    )
    return path


def test_our_own_corpus_is_good_and_long_enough():
    corpus = read(OWN)
    assert corpus.bad == []
    assert len(corpus.talks) >= 12
    assert sum(len(talk.turns) for talk in corpus.talks) >= 150
    assert len({talk.id for talk in corpus.talks}) == len(corpus.talks)


def test_each_bad_line_is_named_and_the_good_ones_are_played(tmp_path):
    lines = [
        json.dumps(GOOD),
        "not json",
        "",
        json.dumps({"id": "no turns"}),
        json.dumps({"id": "empty", "turns": []}),
        json.dumps({"id": "who", "turns": [{"who": "agent", "text": "Hello"}]}),
        json.dumps({"id": "blank", "turns": [{"who": "peer", "text": "  "}]}),
        b'{"id": "bytes \xff"}',
        '{"id": "half", "turns": [{"who": "peer", "text": "\\ud800"}]}',
        "[" * 100_000,
        json.dumps(GOOD | {"id": "last", "source": "more fields are fine"}),
    ]
    corpus = read(written(tmp_path, *lines))
    assert [talk.id for talk in corpus.talks] == ["one", "last"]
    assert [bad.number for bad in corpus.bad] == [2, 4, 5, 6, 7, 8, 9, 10]
    assert all(bad.why for bad in corpus.bad)
    assert "turns" in corpus.bad[1].why


def test_why_a_line_is_bad_never_quotes_it(tmp_path):
    lines = ['{"id": "x", "turns": [{"who": "peer", "text": 5, "more": "canary"}]}', "canary"]
    assert "canary" not in repr(read(written(tmp_path, *lines)))


def test_a_limit_counts_good_conversations_only(tmp_path):
    lines = ["bad", *(json.dumps(GOOD | {"id": str(number)}) for number in range(5))]
    corpus = read(written(tmp_path, *lines), limit=2)
    assert [talk.id for talk in corpus.talks] == ["0", "1"]


def test_a_text_over_the_limit_is_several_messages_of_one_speaker(tmp_path):
    long = "word " * 1000
    talk = GOOD | {"turns": [{"who": "peer", "text": long}, {"who": "visitor", "text": "Hi"}]}
    corpus = read(written(tmp_path, json.dumps(talk)))
    assert [turn.who for turn in corpus.talks[0].turns] == ["peer", "peer", "peer", "visitor"]
    assert corpus.split == 1


@given(st.text(), st.integers(1, 20))
def test_splitting_loses_nothing_but_space(text, limit):
    found = list(parts(text, limit))
    assert all(0 < len(part) <= limit and part.strip() for part in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_nothing_of_a_conversation_shows_in_a_log():
    assert "Hello" not in repr(read(OWN))
