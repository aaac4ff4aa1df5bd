"""Who is let in by which door, and what is kept of a visitor's token: nothing but a hash."""

import base64
import hashlib
from dataclasses import replace

import pytest
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st

from server.domain.ids import visit_id
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.transport.admission import Admission
from server.transport.edge.arrival import Arrival
from server.transport.locks import Locks
from server.transport.session_cookie import PLAIN, SessionCookie

TOKEN = "A" * 43
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def admission(*roles):
    async def session_of(token):
        known = StaffMember("id", "Mona", roles, "hash", locked=token == "locked")
        return known if token in ("good", "locked") else None

    cookie = SessionCookie(("http://line.example",))
    return Admission(cookie, session_of, lambda _: "192.0.2.1", Locks())


def request(cookie=""):
    headers = {"Cookie": f"{PLAIN}={cookie}"} if cookie else {}
    return Arrival.of(make_mocked_request("GET", "/", headers=headers))


async def refusal(admitting):
    with pytest.raises(Refusal) as refused:
        await admitting
    return refused.value.code


async def test_a_visitor_is_the_hash_of_their_token_and_has_no_name():
    session = await admission().visitor({"token": TOKEN}, request())
    digest = hashlib.sha256(TOKEN.encode()).digest()
    assert session.id == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert (session.role, session.name, session.address) == (Role.VISITOR, "", "192.0.2.1")
    assert TOKEN not in repr(session)
    assert "192.0.2.1" not in repr(session)


async def test_a_visitor_takes_no_room_that_is_kept_for_staff():
    late = replace(request(), reserved=True)
    assert await refusal(admission().visitor({"token": TOKEN}, late)) is Code.TOO_FAST
    late = replace(request("good"), reserved=True)
    assert (await admission(Role.PEER).staff(Role.PEER)(None, late)).role is Role.PEER


@pytest.mark.parametrize(
    "token", ["", "A" * 42, "A" * 44, "A" * 42 + "+", "A" * 42 + "\n", "A" * 43 + "\n", 7, None]
)
async def test_what_is_no_such_token_is_refused(token):
    assert await refusal(admission().visitor({"token": token}, request())) == Code.BAD_PAYLOAD


@given(auth=JSON)
async def test_anything_may_be_sent_to_the_door(auth):
    assert await refusal(admission().visitor(auth, request())) == Code.BAD_PAYLOAD


@given(tokens=st.sets(st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True), max_size=5))
def test_two_tokens_are_two_visits(tokens):
    assert len({visit_id(token) for token in tokens}) == len(tokens)


async def test_staff_come_in_by_the_doors_of_their_roles_only():
    at = admission(Role.PEER)
    session = await at.staff(Role.PEER)(None, request("good"))
    assert (session.id, session.role, session.name) == ("id", Role.PEER, "Mona")
    assert await refusal(at.staff(Role.MODERATOR)(None, request("good"))) == Code.UNKNOWN_EVENT
    for cookie in ("", "guessed"):
        assert await refusal(at.staff(Role.PEER)(None, request(cookie))) == Code.SIGN_IN


async def test_who_comes_with_a_locked_session_is_let_in_and_known_to_be_locked():
    """The socket says that they are still there; what it may ask is another matter."""
    at = admission(Role.PEER)
    session = await at.staff(Role.PEER)(None, request("locked"))
    assert at.locks.hold(session)
    assert not at.locks.hold(await at.visitor({"token": TOKEN}, request()))
