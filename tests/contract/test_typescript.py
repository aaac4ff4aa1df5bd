"""The generated types say what the msgspec types say."""

import re
from functools import cache

import msgspec
import pytest

from server.contract import schemas, typescript
from server.contract.namespaces import NAMESPACES
from server.contract.requests import REQUESTS


def test_the_generated_types_are_fresh():
    assert typescript.TARGET.read_text(encoding="utf-8") == typescript.contract(), (
        "run `python -m server.contract.typescript`"
    )


def test_every_type_of_the_contract_is_declared_once():
    declared = re.findall(r"^export (?:interface|type) (\w+)", typescript.contract(), re.MULTILINE)
    assert len(declared) == len(set(declared))
    assert set(schemas.components()) <= set(declared)


def test_nothing_is_left_untyped_or_writable():
    text = typescript.contract().replace(typescript.REPLIES, "")
    assert not re.search(r"\b(any|unknown|object)\b", re.sub(r"/\*\*.*?\*/|// .*", "", text))
    fields = re.findall(r"^  (?!readonly )\w+\??: (?!\(body)", text, re.MULTILINE)
    assert not fields


def test_what_the_page_sends_may_leave_out_what_has_a_default():
    assert "  readonly topic?: string | null;" in declared("Begin")
    assert "  readonly consent: boolean;" in declared("Begin")
    assert "  readonly level?: Level;" in declared("AskModerator")


def test_what_the_page_receives_is_always_there():
    asked = {kind.__name__ for kind in (*schemas.commands(), *REQUESTS)}
    for name in set(schemas.components()) - asked:
        assert "?:" not in declared(name), name


@pytest.mark.parametrize("role", NAMESPACES)
def test_each_command_names_the_type_of_its_answer(role):
    table = declared(f"{role.value.title()}Commands")
    for command, answer in NAMESPACES[role].commands.items():
        reply = f"Reply<{answer.__name__}>" if answer else "Reply"
        line = f"  {command.event}: (body: {command.__name__}, reply: (reply: {reply}) => void)"
        assert line in table


def test_each_request_names_what_is_posted_and_what_is_answered():
    table = declared("Requests")
    for request, asking in REQUESTS.items():
        answer = asking.answer.__name__ if asking.answer else "null"
        assert f'  "{request.path}": (body: {request.__name__}) => {answer};' in table


def test_a_union_in_a_list_keeps_its_brackets():
    schema = msgspec.json.schema(tuple[int | None, ...])
    assert typescript.type_of(schema) == "readonly (number | null)[]"


def declared(name):
    """The declaration of one type, as it stands in the file."""
    interface, alias = rf"interface {name} {{.*?^}}", rf"type {name} = [^\n]*;"
    found = re.search(f"^export ({interface}|{alias})$", written(), re.MULTILINE | re.DOTALL)
    assert found, name
    return found[0]


@cache
def written():
    return typescript.contract()
