"""Two web processes and a worker: who talks, who may not, and how soon each hears."""

import asyncio
import json
from contextlib import closing
from urllib.error import HTTPError

import aiohttp
import pytest

from server.contract.commands import (
    Begin,
    CatchUp,
    Forget,
    Leave,
    Received,
    Say,
    Sync,
    Typing,
)
from server.contract.events import (
    Delivered,
    Displaced,
    HelpOffered,
    LockedRenewed,
    TypingSeen,
)
from server.contract.staff_commands import (
    AcceptOffer,
    AskModerator,
    ClaimFlag,
    End,
    Join,
    Read,
    Whisper,
)
from server.domain.ending import Farewell
from server.domain.refusal import Code
from server.domain.session import Role
from server.replay.wire import Declined, NotAdmitted
from tests.journeys.people import PASSWORD, SOON, a_token, join, people_of, post
from tests.journeys.service import RunningService
from tests.servers.valkey import ValkeyServer


@pytest.fixture(scope="module")
def service(tmp_path_factory, sqlite_databases):
    """One for all tests here: each leaves the line as empty as it found it."""
    folder, valkey = tmp_path_factory.mktemp("talking"), ValkeyServer()
    valkey.start()
    roles = {"mona": Role.MODERATOR, "pat": Role.PEER, "ada": Role.ADMINISTRATOR}
    with (
        closing(valkey),
        sqlite_databases.fresh(folder) as url,
        RunningService(folder, url, valkey.url) as running,
    ):
        running.start(web=2)
        running.staff = {name: join(running, name, role) for name, role in roles.items()}
        running.nobody_tires()
        yield running


@pytest.fixture
async def people(service):
    async with people_of(service) as people:
        yield people
        await people.go()


@pytest.fixture
async def trio(service, people):
    """Visitor and moderator on one process, the peer on the other."""
    one, two = service.origins
    cookies = {name: cookie for name, (_, cookie) in service.staff.items()}
    return await people.paired(
        cookies["mona"], cookies["pat"], visitor_at=one, peer_at=two, moderator_at=one
    )


async def test_they_talk_across_processes_in_order_and_each_hears_everything_once(trio):
    vera, pat, _, talk = trio
    async with asyncio.TaskGroup() as both:
        both.create_task(say_all(vera, talk, [f"from vera {n}" for n in range(8)]))
        both.create_task(say_all(pat, talk, [f"from pat {n}" for n in range(8)]))
    kept = await vera.catch_up(talk)
    assert [line.seq for line in kept] == list(range(1, len(kept) + 1))
    for person in (vera, pat):
        await person.until(lambda p=person: p.seqs(talk)[-1] == kept[-1].seq)
        assert person.seqs(talk) == sorted(set(person.seqs(talk)))
        assert person.texts(talk) == [line.text for line in kept if line.notice is None]


async def say_all(person, talk, texts):
    for text in texts:
        await person.say(talk, text)


async def test_ones_own_words_come_back_as_ones_own_and_settle_by_their_ref(trio):
    vera, pat, _, talk = trio
    receipt = await vera.say(talk, "hello", ref="my-own-1")
    await vera.hears(talk, "hello")
    await pat.hears(talk, "hello")
    (mine,) = [line for line in vera.heard[talk] if line.text == "hello"]
    (theirs,) = [line for line in pat.heard[talk] if line.text == "hello"]
    assert (mine.mine, mine.ref, mine.seq) == (True, "my-own-1", receipt.seq)
    assert (theirs.mine, theirs.ref) == (False, None)


async def test_saying_it_again_with_the_same_ref_says_it_once(trio):
    vera, pat, _, talk = trio
    first = await vera.say(talk, "only once", ref="again")
    assert (await vera.say(talk, "only once", ref="again")).seq == first.seq
    await vera.say(talk, "after it")
    await pat.hears(talk, "after it")
    assert pat.texts(talk).count("only once") == 1


async def test_writing_and_receipts_are_seen_by_the_others_only_and_once(trio):
    vera, pat, _, talk = trio
    await vera.ask(Typing(conversation=talk, on=True))
    await pat.until(lambda: pat.of(TypingSeen))
    receipt = await vera.say(talk, "did it arrive?")
    await pat.hears(talk, "did it arrive?")
    await pat.ask(Received(conversation=talk, seq=receipt.seq))
    await vera.until(lambda: [e for e in vera.of(Delivered) if e.seq == receipt.seq])
    await vera.say(talk, "good")
    await pat.hears(talk, "good")
    assert [len(p.of(kind)) for p in (vera, pat) for kind in (TypingSeen, Delivered)] == [
        0, 1, 1, 0,
    ]  # fmt: skip


async def test_who_comes_back_to_another_process_gets_a_tail_without_a_gap(service, trio):
    vera, pat, _, talk = trio
    await vera.say(talk, "before")
    await pat.hears(talk, "before")
    await pat.close()
    last = pat.seqs(talk)[-1]
    meanwhile = [f"meanwhile {n}" for n in range(6)]  # fewer than anybody may say in one breath
    await say_all(vera, talk, meanwhile)
    await pat.connect(service.origins[0])
    tail = await pat.catch_up(talk, last)
    assert [line.seq for line in tail] == list(range(last + 1, last + 1 + len(tail)))
    assert [line.text for line in tail] == meanwhile
    await vera.say(talk, "and on")
    await pat.hears(talk, "and on")


async def test_words_said_in_the_queue_are_read_by_the_peer_who_accepts(service, people):
    mona, pat = (service.staff[name][1] for name in ("mona", "pat"))
    await people.staff(Role.MODERATOR, mona)
    vera = await people.visitor(service.origins[1])
    peer = await people.staff(Role.PEER, pat)
    talk = await people.begun(vera)
    await vera.say(talk, "I am still waiting")
    (offer,) = await peer.until(lambda: peer.view.offers)
    assert not peer.texts(talk)
    await peer.ask(AcceptOffer(offer=offer.id))
    assert (await peer.catch_up(talk))[0].text == "I am still waiting"


async def test_a_flag_is_on_the_wall_at_once_and_the_visitor_sees_help(trio):
    vera, pat, mona, talk = trio
    await vera.say(talk, "I want to kill myself tonight")
    card = await mona.until(lambda: [f for f in mona.flags.values() if f.conversation == talk])
    await vera.until(lambda: vera.of(HelpOffered))
    await vera.until(lambda: vera.view.help)
    (flag,) = card
    assert flag.level >= 3
    assert "kill myself" in flag.words
    await pat.until(lambda: pat.view.conversations[0].level >= 3)
    assert len(vera.of(HelpOffered)) == 1
    await mona.ask(ClaimFlag(flag=flag.id))
    await mona.until(lambda: mona.flags[flag.id].mine)


async def test_a_moderator_reads_along_whispers_and_the_visitor_never_sees_it(trio):
    vera, pat, mona, talk = trio
    await vera.say(talk, "one")
    tail = await mona.ask(Read(conversation=talk))
    assert "one" in [line.text for line in tail.lines]
    await vera.until(lambda: [li for li in vera.heard[talk] if li.notice == "moderator_reading"])
    await vera.say(talk, "two")
    await mona.hears(talk, "two")
    backstage = await pat.until(lambda: pat.view.conversations[0].backstage)
    await mona.ask(Whisper(conversation=talk, ref="w1", text="ask how they sleep"))
    await pat.hears(backstage, "ask how they sleep")
    await pat.say(backstage, "I will")
    await mona.hears(backstage, "I will")
    assert (await vera.refused(CatchUp(conversation=backstage, after=0))).code == Code.NOT_FOUND
    assert set(vera.heard) == {talk}
    assert (await vera.refused(Say(conversation=backstage, ref="x", text="hm"))).code == (
        Code.NOT_FOUND
    )


async def test_a_reader_cannot_speak_until_they_join(trio):
    vera, _, mona, talk = trio
    await mona.ask(Read(conversation=talk))
    assert (await mona.refused(Say(conversation=talk, ref="r", text="hello"))).code == (
        Code.NOT_FOUND
    )
    await mona.ask(Join(conversation=talk))
    await mona.say(talk, "I am Mona, the supervisor")
    await vera.hears(talk, "I am Mona, the supervisor")


async def test_a_second_page_of_the_same_visitor_displaces_the_first(service, trio, people):
    vera, pat, _, talk = trio
    second = await people.visitor(service.origins[1], token=vera.token)
    await vera.until(lambda: vera.of(Displaced))
    await asyncio.wait_for(vera.wire.ended.wait(), SOON)
    assert second.view.conversation == talk
    await pat.say(talk, "still there?")
    await second.hears(talk, "still there?")
    assert not second.of(Displaced)


async def test_a_stranger_cannot_tell_whether_a_conversation_exists(trio, people):
    _, _, mona, talk = trio
    stranger = await people.visitor()
    for conversation in (talk, "no-such-conversation"):
        for command in (
            Say(conversation=conversation, ref="r", text="hello"),
            CatchUp(conversation=conversation, after=0),
        ):
            assert (await stranger.refused(command)).code == Code.NOT_FOUND
        assert await stranger.ask(Typing(conversation=conversation, on=True)) is None
        assert await stranger.ask(Received(conversation=conversation, seq=1)) is None
    assert (await mona.refused(Say(conversation=talk, ref="r", text="hi"))).code == Code.NOT_FOUND
    assert (await stranger.refused(Leave())).code == Code.NOT_FOUND


async def test_a_flood_is_told_how_long_to_wait(trio):
    vera, _, _, talk = trio
    sayings = [vera.ask(Say(conversation=talk, ref=f"f{n}", text="!")) for n in range(40)]
    answers = await asyncio.gather(*sayings, return_exceptions=True)
    refused = [one for one in answers if isinstance(one, Exception)]
    assert {one.code for one in refused} == {Code.TOO_FAST}
    assert all(0 < one.retry_after <= 1 for one in refused)
    await asyncio.sleep(refused[-1].retry_after)
    await vera.say(talk, "slower")


@pytest.mark.parametrize(
    ("event", "body", "code", "why"),
    [
        ("say", {"ref": "r", "text": "x" * 2001}, "bad_payload", "text"),
        ("say", {"ref": "r", "text": ""}, "bad_payload", "text"),
        ("say", {"ref": "r", "text": " \n\t "}, "bad_payload", "text"),
        ("say", {"ref": "r", "text": "hi", "extra": 1}, "bad_payload", "field"),
        ("say", {"ref": "two words", "text": "hi"}, "bad_payload", "ref"),
        ("accept_offer", {"offer": "o"}, "unknown_event", None),
        ("connect", {}, "unknown_event", None),
        ("disconnect", {}, "unknown_event", None),
        ("no such thing", {}, "unknown_event", None),
    ],
)
async def test_bad_input_gets_a_clear_answer_and_loses_nothing(trio, event, body, code, why):
    vera, pat, _, talk = trio
    refused = await raw_ask(vera, event, {"conversation": talk, **body})
    assert refused["code"] == code
    assert why is None or why in refused["why"]
    await vera.say(talk, "and still it goes on")
    await pat.hears(talk, "and still it goes on")


async def raw_ask(person, event, body):
    """Whatever a stranger's program may send."""
    number = next(person.wire._ids)
    answer = person.wire._pending[number] = asyncio.get_running_loop().create_future()
    await person.wire._socket.send_str(f"42/{person.role},{number}{json.dumps([event, body])}")
    async with asyncio.timeout(SOON):
        answered = await answer
    return {"code": answered.code, "why": answered.why}


async def test_2000_characters_of_every_kind_arrive_whole(trio):
    vera, pat, _, talk = trio
    text = ("é😔ß𝔘\u200d" * 400)[:2000]
    await vera.say(talk, text)
    await pat.hears(talk, text)


async def test_a_role_gets_only_its_own_door(service, people):
    _, peer = service.staff["pat"]
    with pytest.raises(NotAdmitted, match="unknown_event"):
        await people.staff(Role.MODERATOR, peer)
    with pytest.raises(NotAdmitted, match="sign_in"):
        await people.staff(Role.PEER, "warmline_session=guessed")
    with pytest.raises(NotAdmitted, match="bad_payload"):
        await people.visitor(token="short")
    people.all.clear()


async def test_a_page_of_another_origin_is_not_let_in(service):
    async with aiohttp.ClientSession() as http:
        for origin in ("https://evil.example", None):
            headers = {"Origin": origin} if origin else {}
            url = f"{service.origins[0]}/socket.io/?EIO=4&transport=websocket"
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await http.ws_connect(url, headers=headers)
            assert refused.value.status in (400, 403)


async def test_the_line_is_closed_while_no_moderator_is_on_duty(service, people):
    await people.staff(Role.PEER, service.staff["pat"][1])
    vera = await people.visitor()
    assert vera.view.closed == "no_moderator"
    assert (await vera.refused(Begin(consent=True, language="en"))).code == Code.CLOSED


async def test_who_asks_for_a_moderator_is_on_the_wall_at_once(trio):
    _, pat, mona, talk = trio
    await pat.ask(AskModerator(conversation=talk, reason="I am not sure"))
    (flag,) = await mona.until(lambda: [f for f in mona.flags.values() if f.conversation == talk])
    assert (flag.words, flag.raised_by, flag.concerns) == (
        "I am not sure",
        "pat",
        ("asked_for_help",),
    )


async def test_the_end_frees_everybody_and_the_words_are_closed(trio):
    vera, pat, _, talk = trio
    await vera.say(talk, "goodbye")
    await pat.hears(talk, "goodbye")
    await pat.ask(End(conversation=talk, farewell=Farewell.LEAVING, reason="She goes to sleep."))
    await vera.until(lambda: vera.view.state == "ended")
    assert (await vera.refused(Say(conversation=talk, ref="r", text="wait"))).code == Code.NOT_NOW
    assert (await pat.refused(CatchUp(conversation=talk, after=0))).code == Code.NOT_FOUND
    assert (await vera.catch_up(talk))[-1].notice == "ended"
    assert await pat.until(lambda: pat.view.wrap_up) == talk


async def test_what_is_forgotten_is_gone_and_the_visitor_may_begin_anew(trio):
    vera, _, _, talk = trio
    await vera.say(talk, "forget me")
    await vera.ask(Forget())
    await vera.until(lambda: vera.view.state == "arrived")
    assert (await vera.refused(CatchUp(conversation=talk, after=0))).code == Code.NOT_FOUND


async def test_whoever_is_disabled_is_put_out_on_every_process(service, people):
    who, cookie = await asyncio.to_thread(join, service, "rita", Role.PEER, Role.MODERATOR)
    pages = [
        await people.staff(Role.PEER, cookie, service.origins[0], ready=False),
        await people.staff(Role.MODERATOR, cookie, service.origins[1], ready=False),
    ]
    admin = service.staff["ada"][1]
    await asyncio.to_thread(
        post, service.origins[0], "/api/staff/disable", {"id": who, "disabled": True}, admin
    )
    async with asyncio.timeout(SOON):
        for page in pages:
            await page.wire.ended.wait()
    with pytest.raises(NotAdmitted, match="sign_in"):
        await pages[0].connect()


async def typed(person, talk):
    """The code of the refusal, or None."""
    try:
        await person.ask(Typing(conversation=talk, on=False))
    except Declined as declined:
        return declined.code
    return None


async def test_a_lock_on_one_process_holds_on_every_other_and_nothing_is_lost(service, trio):
    vera, pat, _, talk = trio
    one, two = service.origins
    cookie = service.staff["pat"][1]
    await asyncio.to_thread(post, one, "/api/lock", {}, cookie)
    async with asyncio.timeout(SOON):
        while (await typed(pat, talk)) is not Code.LOCKED:
            await asyncio.sleep(0.05)
    receipt = await vera.say(talk, "behind the lock")
    await vera.until(lambda: [e for e in vera.of(Delivered) if e.seq == receipt.seq])
    await pat.until(lambda: [e for e in pat.of(LockedRenewed) if e.view.words == 1])
    for command in (Sync(), CatchUp(conversation=talk, after=0), AskModerator(conversation=talk)):
        assert (await pat.refused(command)).code == Code.LOCKED
    for origin in service.origins:
        with pytest.raises(HTTPError, match="423"):
            await asyncio.to_thread(post, origin, "/api/board", {}, cookie)
    assert "behind the lock" not in pat.texts(talk)
    await asyncio.to_thread(post, two, "/api/prove", {"password": PASSWORD}, cookie)
    assert "behind the lock" in [line.text for line in await pat.catch_up(talk)]
    await vera.say(talk, "and after it")
    await pat.hears(talk, "and after it")


async def test_tokens_are_made_by_visitors_and_two_are_two_people(people):
    one, two = await people.visitor(token=a_token()), await people.visitor(token=a_token())
    await asyncio.sleep(0.3)
    assert not one.of(Displaced)
    assert not two.of(Displaced)
