"""Quiet conversations on the running service, with every word that is written about them."""

import asyncio

from server.contract import block_requests as block
from server.contract import peer_hold_requests as hold
from server.contract.care_commands import EndAndReport
from server.contract.commands import Leave, ReportPeer
from server.contract.duty_commands import GoOff
from server.contract.hold_commands import Appeal, Block, HoldPeer
from server.contract.mentor_commands import Mentor, ProposeWords, StopWords, TakeBack
from server.contract.queue_commands import OpenIntake, PauseIntake
from server.contract.staff_commands import AnswerTransfer, AskTransfer, End, Join, Read, WrapUp
from server.domain.block import BlockReason
from server.domain.intake import PauseReason
from server.domain.protection import Hurt
from server.domain.session import Role


async def an_afternoon(people, staff, asking, canary):
    """`staff` are mona and max, moderators, pat, a peer on probation, and another peer's cookie."""
    mona, max_, pat, pia = staff
    vic, talk = await comes(people, pat)
    await is_mentored(people.service, mona, pat, talk, canary)
    await asks_another(people, pat, pia, talk, canary)
    words = {"reason": BlockReason.INSULTS, "words": canary("Block.words")}
    await mona.ask(Block(conversation=talk, hours=1, **words))
    await vic.ask(Appeal(text=canary("Appeal.text")))
    await pat.ask(WrapUp(conversation=talk))
    (stands,) = (await asking(block.ShowBlocks(), max_))["blocks"]
    for answer in (block.UpholdBlock, block.LiftBlock):
        said = canary(f"{answer.__name__}.words")
        await asking(answer(block=stands["id"], words=said), max_)
    held = await is_held_back(people, staff, asking, canary)
    await is_ended(people, pat, canary)
    await hears_last_words(people, mona, pat, canary)
    await is_reported(people, pat, canary)
    await asking(hold.PutOnHold(peer=held, reason=canary("PutOnHold.reason")), max_)
    await people.staff(Role.PEER, pia["cookie"])  # nobody is brought to pat until one has looked
    paused = PauseIntake(reason=PauseReason.OWN, words=canary("PauseIntake.words"))
    await mona.ask(paused)
    await mona.ask(OpenIntake())


async def comes(people, pat):
    visitor = await people.visitor()
    return visitor, await people.talking(visitor, pat)


async def is_mentored(service, mona, pat, talk, canary):
    await asyncio.to_thread(service.on_probation, canary.named("pat"))
    await mona.until(lambda: talk in mona.talks)
    await mona.ask(Read(conversation=talk))
    await mona.ask(Mentor(conversation=talk, on=True))
    await asyncio.to_thread(service.mentors_have_time)
    await pat.say(talk, f"not like that {canary('words that are stopped')}", ref="stopped")
    said = {"word": canary("StopWords.word"), "instead": canary("StopWords.instead")}
    await mona.ask(StopWords(conversation=talk, ref="stopped", **said))
    await pat.ask(TakeBack(conversation=talk, ref="stopped"))
    await pat.say(talk, f"nor so {canary('words that wait')}", ref="waiting")
    other = {"word": canary("ProposeWords.word"), "instead": canary("ProposeWords.instead")}
    await mona.ask(ProposeWords(conversation=talk, ref="waiting", **other))
    await mona.ask(StopWords(conversation=talk, ref="waiting", **said))


async def asks_another(people, pat, pia, talk, canary):
    """Who says no, and goes."""
    asked = await people.staff(Role.PEER, pia["cookie"])
    said = {"reason": canary("AskTransfer.reason"), "note": canary("AskTransfer.note")}
    await pat.ask(AskTransfer(conversation=talk, whom=pia["id"], **said))
    card = await asked.until(lambda: asked.view.asked)
    await asked.ask(AnswerTransfer(transfer=card.id, accept=False))
    await asked.ask(GoOff())


async def is_held_back(people, staff, asking, canary):
    """By Mona while they talk; Max lets them come back."""
    mona, max_, pat, _ = staff
    vic, talk = await comes(people, pat)
    await mona.until(lambda: talk in mona.talks)
    why = canary("HoldPeer.reason")
    await mona.ask(HoldPeer(conversation=talk, reason=why, take_over=False))
    (held,) = [one for one in await holds(asking, max_) if one["holds"]]
    (card,) = held["holds"]
    assert card["reason"] == why
    await asking(hold.LiftHold(hold=card["id"], reason=canary("LiftHold.reason")), max_)
    await vic.ask(Leave())
    await pat.until(lambda: pat.view.wrap_up)
    await pat.ask(WrapUp(conversation=talk))
    return held["peer"]


async def holds(asking, moderator):
    return (await asking(hold.ShowPeerHolds(), moderator))["peers"]


async def is_ended(people, pat, canary):
    _, talk = await comes(people, pat)
    words = canary("EndAndReport.words")
    await pat.ask(EndAndReport(conversation=talk, kind=Hurt.INSULTS, words=words))
    await pat.until(lambda: pat.view.wrap_up)
    await pat.ask(WrapUp(conversation=talk))


async def hears_last_words(people, mona, pat, canary):
    _, talk = await comes(people, pat)
    await mona.until(lambda: talk in mona.talks)
    await mona.ask(Join(conversation=talk))
    await mona.ask(End(conversation=talk, words=canary("End.words")))
    await pat.until(lambda: pat.view.wrap_up)
    await pat.ask(WrapUp(conversation=talk))


async def is_reported(people, pat, canary):
    vic, talk = await comes(people, pat)
    await vic.say(talk, f"who are you {canary('words to who is reported')}")
    await vic.ask(ReportPeer(remark=canary("ReportPeer.remark")))
    await vic.ask(Leave())
    await pat.until(lambda: pat.view.wrap_up)
    await pat.ask(WrapUp(conversation=talk))
