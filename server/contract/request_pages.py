"""The requests over HTTP as sections of the protocol page."""

from collections.abc import Iterator
from typing import Final

import msgspec

from server.contract.asking import Asking
from server.contract.fields import rows
from server.contract.request_examples import REQUESTS as EXAMPLES
from server.contract.requests import REQUESTS
from server.contract.values import Body, Request

PROOF: Final = " Needs a proof of the last 15 minutes, else `prove`."


def sections() -> Iterator[str]:
    for example, answer in EXAMPLES.items():
        yield "\n".join(_section(example, answer))


def _section(example: Request, answer: Body | None) -> Iterator[str]:
    request = type(example)
    asking = REQUESTS[request]
    yield f'### <a id="request-{request.__name__.lower()}"></a>`{request.path}`\n'
    yield f"{' '.join((request.__doc__ or '').split())}\n"
    yield f"Asked by {_who(asking)}.{PROOF if asking.proof else ''}\n"
    yield from rows(request.__name__, received=False)
    kind = asking.answer.__name__ if asking.answer else None
    yield f"Answer: {f'[{kind}](#{kind.lower()})' if kind else '`null`'}. {_refusals(asking)}\n"
    yield f"```\n→ POST {request.path} {_json(example)}\n← {_json(answer)}\n```"


def _who(asking: Asking) -> str:
    if asking.roles is None:
        return "anybody"
    return ", ".join(asking.roles) or "whoever is signed in"


def _refusals(asking: Asking) -> str:
    codes = ", ".join(f"`{code}`" for code in asking.refusals)
    return f"Refusals: {codes or 'only the common ones'}."


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
