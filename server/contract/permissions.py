"""Who may ask what and who is told what, as tables: docs/permissions.md."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from server.contract import schemas
from server.contract.namespaces import NAMESPACES, WHILE_LOCKED
from server.contract.requests import REQUESTS
from server.domain.session import Role
from server.domain.staff import STAFF_ROLES

TARGET: Final = schemas.ROOT / "docs" / "permissions.md"
PROSE: Final = Path(__file__).with_name("permissions_page.md")
SOCKETS: Final = tuple(NAMESPACES)
TOLD: Final = (*SOCKETS, Role.COACH, Role.ADMINISTRATOR)
REQUEST_COLUMNS: Final = ("anybody", *STAFF_ROLES)


def page() -> str:
    """The whole document."""
    text = PROSE.read_text(encoding="utf-8")
    for name, rows in (("commands", _commands()), ("requests", _requests()), ("told", _told())):
        text = text.replace(f"{{{{{name}}}}}", "\n".join(rows))
    return text


def _commands() -> Iterator[str]:
    yield from _head("command", (*SOCKETS, "locked"))
    for command in schemas.commands():
        who = [role for role in SOCKETS if command in NAMESPACES[role].commands]
        yield _row(command.event, (*_marks(SOCKETS, who), _mark(command in WHILE_LOCKED)))


def _requests() -> Iterator[str]:
    yield from _head("request", (*REQUEST_COLUMNS, "proof", "locked"))
    for request, asking in REQUESTS.items():
        who = ("anybody",) if asking.roles is None else asking.roles or STAFF_ROLES
        more = (asking.proof, asking.while_locked or asking.roles is None)
        yield _row(request.path, (*_marks(REQUEST_COLUMNS, who), *map(_mark, more)))


def _told() -> Iterator[str]:
    yield from _head("type", ("fields", *TOLD))
    told = {role: _reach(_roots(role)) for role in TOLD}
    for name, schema in sorted(schemas.components().items()):
        fields = schema.get("properties")
        who = [role for role, names in told.items() if name in names]
        if fields and who:
            cells = (", ".join(f"`{field}`" for field in fields), *_marks(tuple(told), who))
            yield _row(name, cells)


def _roots(role: Role) -> set[str]:
    """What this role is told and answered, by name."""
    asked = [one for one in REQUESTS.values() if role in (one.roles or STAFF_ROLES)]
    found: list[Any] = [one.answer for one in asked]
    if role in NAMESPACES:
        space = NAMESPACES[role]
        found += [*space.events, *space.commands.values()]
    return {kind.__name__ for kind in found if kind}


def _reach(names: set[str]) -> set[str]:
    """These types and everything in them."""
    known = schemas.components()
    seen: set[str] = set()
    while names:
        seen |= names
        names = {found for name in names for found in _parts(known[name])} - seen
    return seen


def _parts(schema: Any) -> Iterator[str]:
    """Each name that a schema refers to."""
    if isinstance(schema, dict):
        name = schemas.referred(schema)
        yield from [name] if name else []
        yield from (part for inner in schema.values() for part in _parts(inner))
    elif isinstance(schema, list):
        yield from (part for inner in schema for part in _parts(inner))


def _head(what: str, columns: Iterable[str]) -> Iterator[str]:
    names = [what, *columns]
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"


def _marks(columns: Iterable[str], marked: Iterable[str]) -> list[str]:
    chosen = set(marked)
    return [_mark(column in chosen) for column in columns]


def _mark(is_so: bool) -> str:
    return "✓" if is_so else ""


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| `{name}` | {' | '.join(cells)} |"
