"""What Valkey says is understood however it is cut into pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.stores.valkey.words import Answers, Unreadable, packed

SAID = [
    (b":0\r\n", 0),
    (b":12\r\n", 12),
    (b"+PONG\r\n", b"PONG"),
    (b"$-1\r\n", b""),
    (b"*2\r\n$4\r\npong\r\n$0\r\n\r\n", [b"pong", b""]),
    (b"*3\r\n$9\r\nsubscribe\r\n$3\r\nc:1\r\n:1\r\n", [b"subscribe", b"c:1", 1]),
    (
        b"*3\r\n$7\r\nmessage\r\n$3\r\nc:1\r\n$4\r\n\r\n\x00\xff\r\n",
        [b"message", b"c:1", b"\r\n\x00\xff"],
    ),
]


@given(st.lists(st.sampled_from(SAID)), st.data())
def test_answers_are_whole_wherever_the_pieces_end(said, data):
    stream = b"".join(raw for raw, _ in said)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)))))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    answers = Answers()
    heard = [answer for piece in pieces for answer in answers.heard(piece)]
    assert heard == [answer for _, answer in said]


@pytest.mark.parametrize("said", [b"-MOVED 7 host:1\r\n", b"no\r\n", b"$x\r\n", b"*1\r\n-ERR\r\n"])
def test_a_complaint_or_nonsense_is_no_answer(said):
    with pytest.raises(Unreadable):
        Answers().heard(said)


@given(st.lists(st.one_of(st.text(), st.binary()), min_size=1))
def test_words_are_packed_as_valkey_reads_them(words):
    """A command is an array of words: what reads answers reads it too."""
    raw = [word.encode() if isinstance(word, str) else word for word in words]
    assert Answers().heard(packed(*words)) == [raw]
