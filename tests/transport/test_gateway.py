"""The door, tried with real sockets."""

import asyncio
import json

import pytest
import socketio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.contract.commands import Leave, Say
from server.contract.events import Displaced
from server.contract.namespaces import NAMESPACES
from server.domain.refusal import Code
from server.domain.session import Role
from server.transport.edge.frames import event_frame
from server.transport.gateway import Gateway
from tests.transport.line import House, open_line, say, until


async def test_a_command_is_answered(line):
    page = await line.page()

    answer = await page.call("say", say(), namespace="/visitor", timeout=100)

    assert answer == {
        "ok": True,
        "body": {"seq": 1, "at": "2030-01-01T00:00:00Z", "withheld": False},
    }


async def test_a_command_without_fields_needs_no_body(line):
    page = await line.page()

    assert (await page.call("leave", namespace="/visitor", timeout=100))["ok"]
    assert line.house.handled == [Leave()]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (say(""), "text: at least 1 character"),
        (say("   "), "text: not in the right form"),
        (say("x" * 2001), "text: at most 2000 characters"),
        (say(extra="words"), "it has a field that this command does not know"),
        ({"conversation": "c1", "ref": "r1"}, "text is missing"),
        (say(ref=7), "ref: expected str, got int"),
        ([], "expected object, got array"),
        (None, "expected object, got null"),
        ("words", "expected object, got str"),
    ],
    ids=str,
)
async def test_a_wrong_body_is_refused_with_its_field_and_limit(line, body, why):
    raw = await line.joined()

    answer = await raw.ask("say", body)

    assert answer == {"ok": False, "code": "bad_payload", "retry_after": None, "why": why}
    assert line.house.handled == []


async def test_a_refused_command_is_not_quoted_back(line):
    raw = await line.joined("/moderator")
    secret = "SECRET-WORDS"
    bodies = [{secret: 1}, {"conversation": "c", "level": secret}, say(secret, **{secret: secret})]

    for event in ("set_level", "say", "resolve_flag", secret):
        for body in bodies:
            answer = await raw.ask(event, body, namespace="/moderator")
            assert secret not in json.dumps(answer)
            assert not answer["ok"]


async def test_two_bodies_are_one_too_many(line):
    raw = await line.joined()

    assert (await raw.ask("say", say(), say()))["code"] == "bad_payload"


async def test_an_unknown_command_is_refused(line):
    raw = await line.joined()

    assert (await raw.ask("no_such_command", {}))["code"] == "unknown_event"


async def test_a_visitor_cannot_use_a_moderators_command(line):
    raw = await line.joined()

    answer = await raw.ask("claim_flag", {"flag": "f1"})

    assert answer["code"] == "unknown_event"
    assert line.house.handled == []


@pytest.mark.parametrize(
    ("text", "code", "retry_after"),
    [("boom", "internal", None), ("refused", "too_fast", 3.0), ("impossible", "not_now", None)],
)
async def test_each_failure_has_its_answer(line, text, code, retry_after):
    raw = await line.joined()

    answer = await raw.ask("say", say(text))

    assert answer == {"ok": False, "code": code, "retry_after": retry_after, "why": None}


async def test_a_handler_that_hangs_is_answered_for():
    async with open_line(patience=0.1) as line:
        raw = await line.joined()

        assert (await raw.ask("say", say("slowly 30")))["code"] == "internal"
        assert (await raw.ask("say", say()))["ok"]


async def test_half_an_emoji_does_not_cost_a_person_their_words(line):
    raw = await line.joined()
    await raw.send('42/visitor,1["say",{"conversation":"c","ref":"r","text":"I am sad \\ud83d"}]')

    assert '"ok":true' in await raw.heard()
    assert line.house.handled[0].text == "I am sad ?"


@pytest.mark.parametrize("auth", [{"token": "bad"}, None, {}, [], "good", 7], ids=str)
async def test_a_stranger_is_turned_away_and_told_why(line, auth):
    raw = await line.raw()

    answer = await raw.join(auth=auth)

    assert answer.startswith('44/visitor,{"message":"sign_in"')
    assert line.house.opened == []
    assert (await raw.ask("say", say()))["code"] == "unknown_event"
    await raw.socket.close()
    await until(lambda: not line.leftovers())


async def test_a_refused_page_raises_in_an_ordinary_client(line):
    with pytest.raises(socketio.exceptions.ConnectionError):
        await line.page(auth={"token": "bad"})


async def test_an_admission_that_fails_shuts_the_door(line):
    async def fails(*_):
        raise KeyError("store")

    line.gateways[Role.VISITOR]._admit = fails
    raw = await line.raw()

    assert '"message":"internal"' in await raw.join()
    assert (await raw.ask("say", say()))["code"] == "unknown_event"


async def test_one_person_may_have_two_roles_on_one_socket(line):
    raw = await line.joined("/peer")
    await raw.join("/moderator")

    assert (await raw.ask("go_ready", {}, namespace="/peer"))["ok"]
    assert (await raw.ask("claim_flag", {"flag": "f1"}, namespace="/moderator"))["ok"]
    await raw.send("41/peer,")
    assert (await raw.ask("go_ready", {}, namespace="/peer"))["code"] == "unknown_event"
    assert (await raw.ask("go_ready", {}, namespace="/moderator"))["ok"]


async def test_whoever_is_put_out_hears_why_and_is_gone(line):
    raw = await line.joined()
    (sid,) = line.house.opened

    line.edge.emit_to(sid, event_frame("/visitor", "displaced", Displaced()))
    await line.gateways[Role.VISITOR].close(sid)

    assert await raw.heard() == '42/visitor,["displaced",{}]'
    assert await raw.heard() == "41/visitor,"
    assert await raw.is_cut()
    assert line.house.closed == [sid]
    await until(lambda: not line.leftovers())
    await line.gateways[Role.VISITOR].close(sid)  # again, and nothing happens


async def test_nothing_overtakes_the_answer_to_a_connect(line):
    async def greet(sid):
        line.edge.emit_to(sid, event_frame("/visitor", "displaced", Displaced()))

    line.house.on_open = greet
    raw = await line.raw()

    assert '"sid"' in await raw.join()
    assert await raw.heard() == '42/visitor,["displaced",{}]'


async def test_who_goes_while_we_say_they_came_is_said_to_have_gone_last():
    house = House()
    async with open_line(house=house) as line:
        order = []

        async def come(sid):
            await line.gateways[Role.VISITOR].close(sid)
            order.append("came")

        async def go(sid):
            order.append("went")

        house.on_open, house.on_close = come, go
        raw = await line.raw()
        await raw.join()
        assert await raw.is_cut()
        await until(lambda: order[-1] == "went" and "came" in order)


async def test_when_a_coming_cannot_be_told_the_socket_is_put_out(line):
    async def fails(_):
        raise OSError("presence is down")

    line.house.on_open = fails
    raw = await line.raw()
    await raw.join()

    assert await raw.is_cut()
    await until(lambda: not line.leftovers())
    assert line.house.closed == line.house.opened


def test_a_gateway_needs_a_handler_for_every_command():
    handlers = dict.fromkeys(NAMESPACES[Role.PEER].commands)
    handlers.pop(Say)

    with pytest.raises(TypeError, match="contract"):
        Gateway(Role.PEER, lambda *_: None, handlers)


# Whatever a client sends, in any state

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
events = (
    st.sampled_from(["connect", "disconnect", "say", "leave", "claim_flag", "trigger_event", "*"])
    | json_values
)
bodies = st.just(say()) | st.just({}) | json_values
asks = st.tuples(st.just("ask"), events, st.lists(bodies, max_size=3))
steps = st.lists(st.sampled_from([("join",), ("part",)]) | asks, max_size=8)


def expected(event, bodies, joined):
    """The handler that should have run, judged apart from the Gateway."""
    if not joined or not isinstance(event, str):
        return False
    if event == "leave":
        return bodies in ([], [{}])
    return event == "say" and bodies == [say()]


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
async def test_whatever_a_client_sends_it_gets_an_answer_and_no_handler_runs_that_should_not(steps):
    async with open_line() as line:
        other = await line.joined()
        raw = await line.joined("/peer")
        joined, runs = False, 0
        for step in steps:
            match step:
                case ("join",):
                    answer = await raw.join()
                    assert answer.startswith("44" if joined else "40")
                    joined = True
                case ("part",):
                    await raw.send("41/visitor,")
                    joined = False
                case ("ask", event, bodies):
                    answer = await asyncio.wait_for(raw.ask(event, *bodies), 100)
                    should = expected(event, bodies, joined)
                    runs += should
                    assert answer["ok"] is should, (step, answer)
                    assert should or answer["code"] in {Code.UNKNOWN_EVENT, Code.BAD_PAYLOAD}
        assert len(line.house.handled) == runs
        assert (await other.ask("say", say()))["ok"]


texts = st.text(max_size=40) | st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "0", "1", "2", "3", "4", "40", "41", "42", "43", "44", "45", "46", "4"]),
    st.sampled_from(["", "/visitor,", "/peer,", "/nowhere,", "/", "1", "999999999999999", "1-"]),
    json_values.map(json.dumps) | st.text(max_size=10) | st.just("[" * 5000),
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, max_size=6))
async def test_whatever_bytes_come_nothing_runs_and_nobody_else_notices(texts):
    async with open_line() as line:
        other, raw = await line.joined(), await line.joined()
        for text in texts:
            if raw.socket.closed:
                break
            await raw.send(text)
        await raw.socket.close()
        await until(lambda: line.sockets == 1)
        assert line.house.handled == []
        assert (await other.ask("say", say()))["ok"]
    assert line.leftovers() == []
