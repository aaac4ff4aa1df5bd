"""One hard conversation on the running service, and every word that is written in it."""

from moderation.verdict import Level
from server.contract.care_commands import Assess, NoteDown, WritePlan
from server.contract.commands import AnswerReferral, Feedback
from server.contract.referral_commands import ActWithoutConsent, TakeCode
from server.contract.staff_commands import (
    AskModerator,
    ClaimFlag,
    ConfirmReferral,
    End,
    FailReferral,
    FindResources,
    HandOver,
    OfferReferral,
    Read,
    ResolveFlag,
    SetLevel,
    Whisper,
    WrapUp,
)
from server.domain.ending import Farewell
from server.domain.flag import Outcome
from server.domain.referral import ReferralState
from server.domain.safety_plan import PlanStep


async def a_crisis(vera, pat, mona, talk, canary):
    await vera.say(talk, f"my words {canary('message')}", ref=canary("ref"))
    await pat.say(talk, f"and mine {canary('answer')}")
    await vera.say(talk, f"I want to kill myself tonight {canary('crisis')}")
    await vera.say(talk, f"fuck you, you stupid idiot, i hate you {canary('insult')}")
    await pat.ask(AskModerator(conversation=talk, reason=canary("reason to ask")))
    plan = WritePlan(conversation=talk, ref="p", step=PlanStep.SAFER, text=canary("plan"))
    await vera.ask(plan)
    await pat.ask(Assess(conversation=talk, protects=canary("what protects")))
    await pat.ask(NoteDown(conversation=talk, text=canary("NoteDown.text")))
    (flag,) = await mona.until(lambda: list(mona.flags.values()))
    await mona.ask(Read(conversation=talk))
    await mona.ask(Whisper(conversation=talk, ref="w", text=canary("whisper")))
    await mona.ask(ClaimFlag(flag=flag.id))
    await referred(vera, mona, talk, canary)
    await without_a_yes(mona, talk, canary)
    level = SetLevel(conversation=talk, level=Level.L2, reason=canary("reason of a level"))
    await mona.ask(level)
    why = {"outcome": Outcome.CONFIRMED, "reason": canary("reason of an outcome")}
    await mona.ask(ResolveFlag(flag=flag.id, **why))
    why = canary("reason of an end")
    await pat.ask(End(conversation=talk, farewell=Farewell.LEAVING, reason=why))
    await vera.until(lambda: vera.view.state == "ended")
    await vera.ask(Feedback(helped=3, distress=4, text=canary("feedback")))
    await pat.ask(WrapUp(conversation=talk, note=canary("note"), topics=("loss",)))


async def referred(vera, mona, talk, canary):
    resources = (await mona.ask(FindResources(country="GB", text=canary("search")))).resources
    resources = resources or (await mona.ask(FindResources(country="GB"))).resources
    why = canary("reason of a referral")
    offer = OfferReferral(
        conversation=talk, resource=resources[0].id, reason=why, summary=canary("summary")
    )
    await mona.ask(offer)
    referral = await vera.until(lambda: vera.view.referral)
    await vera.ask(AnswerReferral(referral=referral.id, accept=True, summary=canary("approved")))
    code = (await vera.ask(TakeCode(referral=referral.id))).code
    canary.planted |= {"code": code, "letters of the code": code.replace("-", "")}
    await mona.ask(HandOver(referral=referral.id, reference=canary("reference")))
    await mona.ask(ConfirmReferral(referral=referral.id, reference=canary("their number")))


async def without_a_yes(mona, talk, canary):
    """It fails, and comes back."""
    said = {"words": canary("why without a yes"), "summary": canary("told without a yes")}
    why = {"reason": "life_in_danger", **said}
    await mona.ask(ActWithoutConsent(conversation=talk, resource="emergency", **why))
    card = await mona.until(lambda: without(mona.talks[talk].referral))
    await mona.ask(FailReferral(referral=card.id, reason=canary("why it failed")))


def without(card):
    return card if card and card.state == ReferralState.DECIDED else None
