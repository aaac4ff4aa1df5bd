"""What is wrong with a command, without quoting it."""

import re
from typing import Final

import msgspec

_UNITS: Final = {"str": " characters", "array": " items", "object": " fields"}
_BOUNDS: Final = {"<=": "at most", ">=": "at least", "<": "less than", ">": "more than"}
_WHERE: Final = re.compile(
    r"(?P<what>.*?)(?: - at `(?:key in )?\$\.?(?P<field>[^`]*)`)?", re.DOTALL
)
_SIZE: Final = re.compile(
    r"Expected `(?P<kind>\w+)`(?: of length)? (?P<sign>[<>]=?) (?P<limit>[\d.]+)"
)
_TYPE: Final = re.compile(r"Expected `(?P<wanted>[\w |]+)`, got `(?P<got>\w+)`")
_MISSING: Final = re.compile(r"Object missing required field `(?P<field>\w+)`")


def complaint(error: msgspec.ValidationError) -> str:
    """Which field, and what it may be.

    msgspec quotes a wrong choice and an unknown field's name. Both are the sender's
    words, so only the shapes known here are passed on.
    """
    found = _WHERE.fullmatch(str(error))
    what, field = (found["what"], found["field"] or "") if found else ("", "")
    return f"{field}: {_plain(what)}" if field else _plain(what)


def _plain(what: str) -> str:
    if size := _SIZE.fullmatch(what):
        unit = _UNITS.get(size["kind"], "")
        return (
            f"{_BOUNDS[size['sign']]} {size['limit']}{unit if size['limit'] != '1' else unit[:-1]}"
        )
    if type_ := _TYPE.fullmatch(what):
        return f"expected {type_['wanted']}, got {type_['got']}"
    if missing := _MISSING.fullmatch(what):
        return f"{missing['field']} is missing"
    if what.startswith("Object contains unknown field"):
        return "it has a field that this command does not know"
    if what.startswith("Invalid enum value"):
        return "not one of the choices"
    return "not in the right form"
