"""What the HTTP API takes and gives."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from server.domain.refusal import Code
from server.domain.session import Role

Name = Annotated[str, Meta(max_length=200)]
Password = Annotated[str, Meta(max_length=256)]
Token = Annotated[str, Meta(max_length=64)]
Id = Annotated[str, Meta(min_length=1, max_length=64)]
Roles = Annotated[tuple[Role, ...], Meta(max_length=8)]


class Asked(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    def __repr__(self) -> str:
        """Without its fields: there are passwords and tokens among them."""
        return f"{type(self).__name__}()"


class Nothing(Asked, frozen=True):
    pass


class SignIn(Asked, frozen=True):
    name: Name
    password: Password


class Look(Asked, frozen=True):
    token: Token


class Accept(Asked, frozen=True):
    token: Token
    name: Name
    password: Password


class Invite(Asked, frozen=True):
    roles: Roles


class Grant(Asked, frozen=True):
    id: Id
    roles: Roles


class Disable(Asked, frozen=True):
    id: Id
    disabled: bool


class Answer(Struct, frozen=True, kw_only=True):
    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Me(Answer, frozen=True):
    id: str
    name: str
    roles: tuple[Role, ...]


class Member(Answer, frozen=True):
    id: str
    name: str
    roles: tuple[Role, ...]
    disabled: bool
    created_at: datetime


class Looked(Answer, frozen=True):
    roles: tuple[Role, ...]
    expires_at: datetime


class Invited(Answer, frozen=True):
    roles: tuple[Role, ...]
    expires_at: datetime
    created_by: str


class Team(Answer, frozen=True):
    staff: tuple[Member, ...]
    invitations: tuple[Invited, ...]


class Link(Answer, frozen=True):
    link: str
    expires_at: datetime


class Done(Answer, frozen=True):
    """An empty object."""


class No(Answer, frozen=True, omit_defaults=True):
    """`retry_after` is in seconds; `why` names the field and its limit."""

    code: Code
    retry_after: float | None = None
    why: str | None = None
