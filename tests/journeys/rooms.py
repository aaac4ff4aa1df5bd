"""A room on the running service: words in it, beside it and about it."""

import asyncio

from server.contract.commands import Say
from server.contract.room_commands import (
    CloseRoom,
    EnterRoom,
    GoBack,
    HostRoom,
    Mute,
    RemoveMember,
    ReportInRoom,
)
from server.contract.staff_commands import AskModerator, Read, Whisper
from server.domain.session import Role
from tests.journeys.people import join, post

HOSTS = ("fay", "cole")


async def an_hour(service, people, mona, canary):
    """Everything that takes words in a room; at its end everybody in it has gone."""
    fay, cole, room = await opened(service, people, mona, canary)
    vera, will = [await came(people, room) for _ in range(2)]
    await vera.say(room, f"to the group {canary('words in a room')}")
    hard = Say(conversation=room, ref="h", text=f"it is hard {canary('hard words')}", careful=True)
    await will.ask(hard)
    await fay.say(room, f"from who looks after it {canary('words of a host')}")
    await fay.ask(AskModerator(conversation=room, reason=canary("reason to ask about a room")))
    await talks_alone(vera, cole, mona, room, canary)
    name = will.view.pseudonym
    await fay.ask(Mute(room=room, member=name, on=True))
    await will.say(room, f"only for the two {canary('muted words')}")
    await fay.ask(RemoveMember(room=room, member=name))
    await will.until(lambda: will.view.room is None)
    who = next(one.name for one in vera.view.company if one.name.startswith("cole"))
    await vera.ask(ReportInRoom(name=who, remark=canary("ReportInRoom.remark")))
    await fay.ask(CloseRoom(room=room))
    await vera.until(lambda: vera.view.state == "ended")


async def talks_alone(vera, cole, mona, room, canary):
    """Taken aside by what she says, with a whisper behind it, and back."""
    await vera.say(room, f"I want to kill myself tonight {canary('crisis in a room')}")
    await vera.until(lambda: vera.view.state == "talking")
    own = vera.view.conversation
    assert own != room
    await vera.say(own, f"to one {canary('words aside')}")
    await cole.say(own, f"and back {canary('answer aside')}")
    await mona.until(lambda: own in mona.talks)
    await mona.ask(Read(conversation=own))
    await mona.ask(Whisper(conversation=own, ref="a", text=canary("whisper aside")))
    await vera.ask(GoBack())
    await vera.until(lambda: vera.view.state == "in_room")


async def opened(service, people, mona, canary):
    """For now, by mona; both of its hosts are in it. Returns them and its id."""
    made = [await asyncio.to_thread(host, service, name, canary) for name in HOSTS]
    await asyncio.to_thread(service.nobody_tires)
    facilitator, co_facilitator = (id_ for id_, _ in made)
    plan = {"topic": "loss", "language": "en", "capacity": 3, "minutes": 60}
    plan |= {"facilitator": facilitator, "co_facilitator": co_facilitator}
    origin, cookie = service.origins[0], mona.cookie
    await asyncio.to_thread(post, origin, "/api/rooms/plan", plan, cookie)
    shown, _ = await asyncio.to_thread(post, origin, "/api/rooms", {}, cookie)
    (room,) = (one["id"] for one in shown["rooms"])
    hosts = [await people.staff(Role.PEER, cookie) for _, cookie in made]
    for one in hosts:
        await one.ask(HostRoom(room=room))
    return (*hosts, room)


def host(service, name, canary):
    id_, cookie = join(service, f"{name} {canary(f'name of {name}')}", Role.PEER, Role.FACILITATOR)
    canary.planted[f"cookie of {name}"] = cookie.partition("=")[2]
    return id_, cookie


async def came(people, room):
    """A visitor who was let in."""
    visitor = await people.visitor()
    await visitor.ask(EnterRoom(room=room, consent=True, language="en"))
    await visitor.until(lambda: visitor.view.state == "in_room")
    return visitor
