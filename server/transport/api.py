"""The HTTP API of the console: signing in, invitations, the team."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from server.domain.ids import PersonId, StaffId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.accounts import Accounts
from server.services.administering import Administering
from server.services.inviting import Inviting
from server.transport import api_bodies as body
from server.transport.api_door import Door, missing, reply
from server.transport.session_cookie import SessionCookie


@dataclass(frozen=True, slots=True)
class Api:
    """`address_of` tells where a request comes from, behind the proxies we know."""

    door: Door
    cookie: SessionCookie
    accounts: Accounts
    inviting: Inviting
    administering: Administering
    address_of: Callable[[web.Request], str]

    def routes(self) -> list[web.RouteDef]:
        get, post = self.door.get, self.door.post
        return [
            web.post("/api/sign-in", post(body.SignIn, self.sign_in)),
            web.post("/api/sign-out", post(body.Nothing, self.sign_out)),
            web.get("/api/me", get(self.me)),
            web.post("/api/invitation/look", post(body.Look, self.look)),
            web.post("/api/invitation/accept", post(body.Accept, self.accept)),
            web.get("/api/staff", get(self.team)),
            web.post("/api/staff/invite", post(body.Invite, self.invite)),
            web.post("/api/staff/roles", post(body.Grant, self.grant)),
            web.post("/api/staff/disable", post(body.Disable, self.disable)),
            web.route("*", "/api/{rest:.*}", missing),
        ]

    async def sign_in(self, request: web.Request, asked: body.SignIn) -> web.Response:
        address = self.address_of(request)
        return self._let_in(
            request, *await self.accounts.sign_in(asked.name, asked.password, address)
        )

    async def sign_out(self, request: web.Request, _: body.Nothing) -> web.Response:
        if token := self.cookie.read(request):
            await self.accounts.sign_out(token)
        response = reply(body.Done())
        self.cookie.take(response, request)
        return response

    async def me(self, request: web.Request) -> web.Response:
        return reply(_me(await self._who(request)))

    async def look(self, _: web.Request, asked: body.Look) -> web.Response:
        found = await self.inviting.look(asked.token)
        return reply(body.Looked(roles=found.roles, expires_at=found.expires_at))

    async def accept(self, request: web.Request, asked: body.Accept) -> web.Response:
        accepted = await self.inviting.accept(asked.token, asked.name, asked.password)
        return self._let_in(request, *accepted)

    async def team(self, request: web.Request) -> web.Response:
        await self._administrator(request)
        staff, invitations = await self.administering.everybody()
        return reply(
            body.Team(
                staff=tuple(
                    body.Member(
                        id=each.id,
                        name=each.name,
                        roles=each.roles,
                        disabled=each.disabled,
                        created_at=each.created_at,
                    )
                    for each in staff
                ),
                invitations=tuple(
                    body.Invited(
                        roles=each.roles, expires_at=each.expires_at, created_by=each.created_by
                    )
                    for each in invitations
                ),
            )
        )

    async def invite(self, request: web.Request, asked: body.Invite) -> web.Response:
        by = await self._administrator(request)
        link, expires_at = await self.inviting.invite(asked.roles, by)
        return reply(body.Link(link=link, expires_at=expires_at))

    async def grant(self, request: web.Request, asked: body.Grant) -> web.Response:
        by = await self._administrator(request)
        await self.administering.grant(_staff_id(asked.id), asked.roles, by)
        return reply(body.Done())

    async def disable(self, request: web.Request, asked: body.Disable) -> web.Response:
        by = await self._administrator(request)
        change = self.administering.disable if asked.disabled else self.administering.enable
        await change(_staff_id(asked.id), by)
        return reply(body.Done())

    async def _who(self, request: web.Request) -> StaffMember:
        token = self.cookie.read(request)
        who = await self.accounts.session_of(token) if token else None
        if who is None:
            raise Refusal(Code.SIGN_IN)
        return who

    async def _administrator(self, request: web.Request) -> StaffMember:
        who = await self._who(request)
        if not who.has(Role.ADMINISTRATOR):
            raise Refusal(Code.UNKNOWN_EVENT)
        return who

    def _let_in(self, request: web.Request, who: StaffMember, token: str) -> web.Response:
        response = reply(_me(who))
        self.cookie.give(response, token, request)
        return response


def _me(who: StaffMember) -> body.Me:
    return body.Me(id=who.id, name=who.name, roles=who.roles)


def _staff_id(id: str) -> StaffId:
    return StaffId(PersonId(id))
