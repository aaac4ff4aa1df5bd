"""The protocol page is fresh, whole, and its frames are real ones."""

import re

import msgspec
import pytest

from server.contract import protocol, schemas
from server.contract.events import Accepted
from server.contract.examples import COMMANDS, EVENTS
from server.contract.namespaces import NAMESPACES
from server.contract.refusals import MEANINGS, REFUSALS
from server.contract.request_examples import REQUESTS as REQUEST_EXAMPLES
from server.contract.requests import REQUESTS
from server.contract.values import TEXT_LIMIT
from server.domain.refusal import Code
from server.domain.session import Role
from server.transport.edge.frames import read
from server.transport.edge.limits import Limits

PAGE = protocol.TARGET.read_text(encoding="utf-8")
EVENT = re.compile(r"^← 42/(\w+),(\[.*)$", re.MULTILINE)
ASKED = re.compile(r"^→ 4(2/(\w+),7\[.*)\n← 43/\w+,7(\[.*)$", re.MULTILINE)


def test_the_protocol_page_is_fresh():
    assert protocol.page() == PAGE, "run `python -m server.contract.protocol`"


def test_every_command_and_event_has_its_section_and_its_refusals():
    assert {type(example) for example in COMMANDS} == set(schemas.commands())
    assert {type(example) for example in EVENTS} == set(schemas.events())
    assert set(REFUSALS) == set(schemas.commands())
    assert set(MEANINGS) == set(Code)


def test_no_placeholder_is_left():
    assert "{{" not in PAGE


def test_every_link_leads_somewhere():
    places = set(re.findall(r'<a id="([\w-]+)"', PAGE))
    places |= {
        re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-")
        for head in re.findall(r"^#+ ([^<\n]+)$", PAGE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= places


def test_each_example_frame_decodes_into_its_command():
    seen = set()
    for packet, role, _ in ASKED.findall(PAGE):
        name, body = read(packet).data
        shape = {c.event: c for c in NAMESPACES[Role(role)].commands}[name]
        assert msgspec.convert(body, shape) in COMMANDS
        seen.add(shape)
    assert seen == set(schemas.commands())


def test_each_example_answer_decodes_into_what_the_namespace_promises():
    for packet, role, reply in ASKED.findall(PAGE):
        commands = {c.event: answer for c, answer in NAMESPACES[Role(role)].commands.items()}
        [answer] = msgspec.json.decode(reply)
        body = commands[read(packet).data[0]]
        assert answer.keys() == {field.name for field in msgspec.structs.fields(Accepted)}
        assert answer["ok"] is True
        assert (answer["body"] is None) if body is None else msgspec.convert(answer["body"], body)


def test_each_example_event_decodes_into_its_type():
    seen = set()
    for role, text in EVENT.findall(PAGE):
        name, body = msgspec.json.decode(text)
        shape = {e.event: e for e in NAMESPACES[Role(role)].events}[name]
        assert msgspec.convert(body, shape) in EVENTS
        seen.add(shape)
    assert seen == set(schemas.events())


def test_the_page_tells_the_limits_that_the_edge_keeps():
    limits = Limits()
    told = {name: float(value.replace(",", "")) for name, value in protocol.EDGE.items()}
    assert told == {
        "frame": limits.frame,
        "outbox": limits.outbox,
        "join": limits.join_within,
        "rate": limits.frames_per_second,
        "burst": limits.burst,
        "ping": limits.ping_every,
        "pong": limits.pong_within,
        "token": 43,
        "text": TEXT_LIMIT,
        "remark": 1000,
    }


@pytest.mark.parametrize("example", COMMANDS, ids=lambda example: type(example).event)
def test_a_field_that_nobody_knows_is_refused(example):
    body = msgspec.to_builtins(example) | {"surprise": 1}
    with pytest.raises(msgspec.ValidationError, match="surprise"):
        msgspec.convert(body, type(example))


@pytest.mark.parametrize("example", [*COMMANDS, *EVENTS], ids=lambda example: example.event)
def test_nothing_of_the_contract_shows_its_words_in_a_log(example):
    assert repr(example) == f"{type(example).__name__}()"


def test_every_request_has_its_section_and_its_own_path():
    shown = {type(example): answer for example, answer in REQUEST_EXAMPLES.items()}
    assert shown.keys() == REQUESTS.keys()
    assert len({request.path for request in REQUESTS}) == len(REQUESTS)
    for request, asking in REQUESTS.items():
        assert f"`{request.path}`\n" in PAGE
        assert type(shown[request]) is (asking.answer or type(None))


def test_each_example_request_decodes_into_its_type():
    posts = re.findall(r"^→ POST (\S+) (\{.*\})$", PAGE, re.MULTILINE)
    shapes = {request.path: request for request in REQUESTS}
    decoded = [msgspec.json.decode(body, type=shapes[path]) for path, body in posts]
    assert decoded == list(REQUEST_EXAMPLES)


@pytest.mark.parametrize("example", REQUEST_EXAMPLES, ids=lambda example: example.path)
def test_a_request_shows_nothing_and_takes_nothing_unknown(example):
    assert repr(example) == f"{type(example).__name__}()"
    body = msgspec.to_builtins(example) | {"surprise": 1}
    with pytest.raises(msgspec.ValidationError, match="surprise"):
        msgspec.convert(body, type(example))
