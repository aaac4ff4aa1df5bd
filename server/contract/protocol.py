"""Write docs/protocol.md and docs/permissions.md from the contract:
`python -m server.contract.protocol`.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from server.contract import permissions, request_pages, schemas
from server.contract.commands import Command
from server.contract.events import Accepted, Event
from server.contract.examples import ANSWERS, COMMANDS, EVENTS, OWN_ANSWERS
from server.contract.fields import described, rows
from server.contract.namespaces import NAMESPACES
from server.contract.refusals import COMMON, MEANINGS, REFUSALS
from server.contract.requests import REQUESTS
from server.contract.values import TEXT_LIMIT
from server.domain.session import Role

TARGET: Final = schemas.ROOT / "docs" / "protocol.md"
PROSE: Final = Path(__file__).with_name("protocol_page.md")
EDGE: Final = {  # kept by server/transport/edge; a test compares
    "frame": "16,384",
    "outbox": "64",
    "join": "5",
    "rate": "50",
    "burst": "200",
    "ping": "10",
    "pong": "8",
    "token": "43",
    "text": f"{TEXT_LIMIT:,}",
    "remark": "1,000",
}


def page() -> str:
    """The whole document."""
    parts = {
        **EDGE,
        "codes": "\n".join(f"| `{code}` | {says} |" for code, says in MEANINGS.items()),
        "common": ", ".join(f"`{code}`" for code in COMMON),
        "namespaces": "\n\n".join(map(_namespace, NAMESPACES)),
        "commands": "\n\n".join(map(_command, COMMANDS)),
        "events": "\n\n".join(map(_event, EVENTS)),
        "requests": "\n\n".join(request_pages.sections()),
        "types": "\n\n".join(_types()),
    }
    text = PROSE.read_text(encoding="utf-8")
    for name, part in parts.items():
        text = text.replace(f"{{{{{name}}}}}", part)
    return text


def _namespace(role: Role) -> str:
    space = NAMESPACES[role]
    return "\n".join(
        (
            f"### `/{role}`",
            f"\nMay ask: {_links(command.event for command in space.commands)}.",
            f"\nIs told: {_links((event.event for event in space.events), 'event-')}.",
        )
    )


def _links(names: Iterable[str], kind: str = "") -> str:
    return " · ".join(f"[`{name}`](#{kind}{name})" for name in names)


def _command(example: Command) -> str:
    command = type(example)
    return "\n".join(
        (
            f'### <a id="{command.event}"></a>`{command.event}`\n',
            *_summary(command, list(_answers(command))),
            *rows(command.__name__, received=False),
            f"Answer: {_answer_names(command)}. Refusals: {_refusals(command)}.\n",
            "```",
            *_frames(example),
            "```",
        )
    )


def _frames(example: Command) -> Iterator[str]:
    """What is asked and answered; once for all namespaces where the answers are the same."""
    command, shown = type(example), []
    for role, kind in _answers(command).items():
        if kind not in shown:
            shown.append(kind)
            yield f"→ 42/{role},7{_json([command.event, example])}"
            yield f"← 43/{role},7{_json([Accepted(body=_answer(command, kind))])}"


def _answers(command: type[Command]) -> Mapping[Role, Any]:
    """The type of the answer in each namespace that has this command."""
    return {
        role: space.commands[command]
        for role, space in NAMESPACES.items()
        if command in space.commands
    }


def _summary(shape: type[Command | Event], roles: list[Role]) -> Iterator[str]:
    if shape.__doc__:
        yield f"{' '.join(shape.__doc__.split())}\n"
    yield f"In {', '.join(f'`/{role}`' for role in roles)}.\n"


def _answer(command: type[Command], kind: Any) -> Any:
    """The example of an answer: the command's own, else any of this type."""
    found = (answer for answer in ANSWERS if type(answer) is kind)
    return OWN_ANSWERS.get(command) or next(found, None)


def _answer_names(command: type[Command]) -> str:
    names = [f"[{k.__name__}](#{k.__name__.lower()})" for k in _answers(command).values() if k]
    return " or ".join(dict.fromkeys(names)) or "`null`"


def _refusals(command: type[Command]) -> str:
    return ", ".join(f"`{code}`" for code in REFUSALS[command]) or "only the common ones"


def _event(example: Event) -> str:
    event = type(example)
    role = next(role for role, space in NAMESPACES.items() if event in space.events)
    return "\n".join(
        (
            f'### <a id="event-{event.event}"></a>`{event.event}`\n',
            *_summary(event, [r for r, s in NAMESPACES.items() if event in s.events]),
            *rows(event.__name__, received=True),
            f"```\n← 42/{role},{_json([event.event, example])}\n```",
        )
    )


def _types() -> Iterator[str]:
    """Everything that is no command, no event and no request, by name."""
    asked = (*schemas.commands(), *schemas.events(), *REQUESTS)
    own = {shape.__name__ for shape in asked}
    for name, schema in sorted(schemas.components().items()):
        if name not in own:
            yield _type(name, schema)


def _type(name: str, schema: Mapping[str, Any]) -> str:
    lines = [f"### {name}\n"]
    if about := schema.get("description"):
        lines.append(f"{' '.join(about.split())}\n")
    if schema.get("type") == "object":
        lines += rows(name, received=True)
    else:
        lines.append(f"One of {described(schema)}.")
    return "\n".join(lines).rstrip()


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


if __name__ == "__main__":
    schemas.write(TARGET, page)
    schemas.write(permissions.TARGET, permissions.page)
