"""Our edge and its Gateway: each command decoded into its type, each event encoded once."""

import sys
from functools import partial
from typing import Final

from aiohttp import web

from server.bench.contenders.levers import without
from server.bench.contenders.serving import AT, ORIGIN, serve
from server.contract.commands import Command, Say
from server.contract.events import Heard, Receipt
from server.contract.namespaces import NAMESPACES
from server.contract.views import Line
from server.domain.ids import PersonId
from server.domain.session import Role, Session
from server.transport.edge.arrival import Arrival
from server.transport.edge.frames import event_frame
from server.transport.edge.gate import Gate
from server.transport.edge.limits import Limits
from server.transport.gateway import Hooks

NAMESPACE: Final = f"/{Role.VISITOR}"
UNHURRIED: Final = Limits(frames_per_second=1e9, burst=1 << 30)
"""Counted as always, but nobody is cut: a few sockets here write as much as a town."""


def ours(lever: str, app: web.Application) -> None:
    """Without this one of contenders/levers.py; with all of them for ''."""
    edge_type, gateway, handling = without(lever)
    edge, sids = edge_type([ORIGIN], Gate(UNHURRIED)), dict[str, str]()

    async def admit(auth: object, arrival: Arrival) -> Session:
        name = str(auth["token"]) if isinstance(auth, dict) else ""
        return Session(PersonId(name), Role.VISITOR)

    async def opened(session: Session, sid: str) -> None:
        sids[session.id] = sid

    def handle(speaker: Session, command: Command) -> Receipt | None:
        if not isinstance(command, Say):
            return None
        line = Line(seq=1, at=AT, role=Role.VISITOR, name="Bench", text=command.text)
        heard = Heard(conversation=command.conversation, line=line)
        edge.emit_to(sids[command.conversation], event_frame(NAMESPACE, heard.event, heard))
        return Receipt(seq=1, at=AT, withheld=False)

    handlers = dict.fromkeys(NAMESPACES[Role.VISITOR].commands, handling(handle))
    edge.register_namespace(gateway(Role.VISITOR, admit, handlers, Hooks(opened=opened)))
    edge.attach(app)


if __name__ == "__main__":
    serve(partial(ours, sys.argv[1] if len(sys.argv) > 1 else ""))
