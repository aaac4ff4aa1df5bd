"""Small types that commands, events and views share."""

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from server.domain.duty import MOST
from server.domain.intake import LONGEST_WORDS
from server.domain.session import Role

TEXT_LIMIT = 2000  # characters of one message

Id = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[!-~]+$")]
Ref = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[!-~]+$")]
Text = Annotated[str, Meta(min_length=1, max_length=TEXT_LIMIT, pattern=r"\S")]
Remark = Annotated[str, Meta(max_length=1000)]
ReportRemark = Annotated[str, Meta(max_length=500)]
PauseWords = Annotated[str, Meta(max_length=LONGEST_WORDS)]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Topic = Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}$")]
Region = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
Distress = Annotated[int, Meta(ge=0, le=10)]
AtOnce = Annotated[int, Meta(ge=1, le=MOST)]  # conversations of one peer
Mood = Annotated[int, Meta(ge=1, le=5)]  # 1 heavy, 5 light
VisitToken = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}$")]  # 256 bits in base64url
Seq = Annotated[int, Meta(ge=0)]
StaffName = Annotated[str, Meta(max_length=200)]
Password = Annotated[str, Meta(max_length=256)]
SecondCode = Annotated[str, Meta(max_length=40)]
Token = Annotated[str, Meta(max_length=64)]
Roles = Annotated[tuple[Role, ...], Meta(max_length=8)]


class Body(Struct, frozen=True, kw_only=True):
    """A part of a view or of an answer: only ever sent by the server."""

    def __repr__(self) -> str:
        """Without its fields: what people write never reaches a log."""
        return f"{type(self).__name__}()"


class Request(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the console asks over HTTP: posted as JSON to its `path`."""

    path: ClassVar[str]

    def __repr__(self) -> str:
        """Without its fields: there are passwords and tokens among them."""
        return f"{type(self).__name__}()"
