"""What staff, applicants and referees write over HTTP, on the running service."""

from moderation.verdict import Concern
from server.contract import board_requests as board
from server.contract import break_room_requests as rest
from server.contract import coaching_requests as coach
from server.contract import incident_requests as incident
from server.contract import joining_requests as join
from server.contract import own_phrase_requests as own
from server.contract import practice_requests as practice
from server.contract import review_requests as review
from server.contract import second_look_requests as second
from server.contract import training_requests as training
from server.contract import try_requests as rules
from server.contract import way_back_requests as back
from server.contract import welcoming_requests as welcome
from server.domain.application import Recommends
from server.domain.board import PostKind
from server.domain.coaching import Seen
from server.domain.incident import Ending


async def an_office_day(asking, staff, talk, canary):
    """`staff`: the id and the cookie of each by name. `talk` has ended; mona and pat are on."""
    mona, pat = staff["mona"]["cookie"], staff["pat"]["cookie"]
    await asking(board.PutUp(kind=PostKind.BROADCAST, text=canary("PutUp.text")), mona)
    await asking(board.LeaveShiftNote(text=canary("LeaveShiftNote.text")), pat)
    await asking(board.WriteNote(conversation=talk, text=canary("WriteNote.text")), mona)
    await asking(rest.SayInBreakRoom(ref="b", text=canary("SayInBreakRoom.text")), pat)
    tried = {"text": canary("TryRules.text"), "before": canary("TryRules.before")}
    await asking(rules.TryRules(**tried), mona)
    await practises(asking, pat, canary)
    await is_coached(asking, staff, talk, canary)
    await applies(asking, staff["ada"]["cookie"], canary)
    await is_held(asking, staff, talk, canary)
    await is_administered(asking, staff, canary)


async def is_held(asking, staff, talk, canary):
    """And lifted again: retention must find it."""
    mona, max_, ada = (staff[name]["cookie"] for name in ("mona", "max", "ada"))
    words = canary("AskLegalHold.words")
    hold = second.AskLegalHold(conversation=talk, reason="complaint", words=words, days=30)
    await asking(hold, mona)
    looks = (await asking(second.ShowSecondLooks(), max_))["looks"]
    (look,) = [one["id"] for one in looks if one["matter"] == "legal_hold"]
    why = canary("an answer to a hold")
    await asking(second.AnswerSecondLook(look=look, approve=True, words=why), max_)
    await asking(second.LiftLegalHold(look=look, words=canary("LiftLegalHold.words")), ada)


async def practises(asking, pat, canary):
    began = await asking(practice.BeginPractice(scenario="anger"), pat)
    here = began["practice"]
    said = practice.SayInPractice(practice=here, ref="p", text=canary("SayInPractice.text"))
    await asking(said, pat)
    protects = canary("AssessInPractice.protects")
    await asking(practice.AssessInPractice(practice=here, protects=protects), pat)
    await asking(practice.EndPractice(practice=here), pat)


async def is_coached(asking, staff, talk, canary):
    mona, pat, max_ = (staff[name]["cookie"] for name in ("mona", "pat", "max"))
    await asking(review.AskToOpen(conversation=talk, reason=canary("AskToOpen.reason")), mona)
    (opening,) = (await asking(review.ShowReview(), max_))["openings"]
    await asking(review.AnswerOpening(opening=opening["id"], approve=True), max_)
    await asking(review.ShowReview(after=canary("ShowReview.after")), max_)
    (look,) = (await asking(second.ShowSecondLooks(), max_))["looks"]
    words = canary("AnswerSecondLook.words")
    await asking(second.AnswerSecondLook(look=look["id"], approve=True, words=words), max_)
    happened = canary("SignOffIncident.words")
    sign_off = incident.SignOffIncident(conversation=talk, ending=Ending.SAFE, words=happened)
    await asking(sign_off, max_)
    rubric = (await asking(coach.ShowCoaching(), mona))["competencies"]
    marks = tuple(coach.SeenMark(competency=one["id"], seen=Seen.SEEN) for one in rubric)
    words = canary("WriteCoaching.words")
    await asking(coach.WriteCoaching(opening=opening["id"], marks=marks, words=words), mona)
    (one,) = (await asking(coach.ShowMyCoaching(), pat))["coachings"]
    answer = coach.AnswerCoaching(coaching=one["id"], words=canary("AnswerCoaching.words"))
    await asking(answer, pat)


async def applies(asking, ada, canary):
    """Robin applies, a referee answers, and an administrator says no."""
    asked = await asking(join.ShowJoining())
    referee = join.RefereeNamed(
        name=canary("Apply.referees.name"), reach=canary("Apply.referees.reach")
    )
    answers = tuple(canary("Apply.answers") for _ in asked["questions"])
    who = {"name": canary("Apply.name"), "reach": canary("Apply.reach"), "answers": answers}
    own = await asking(join.Apply(**who, referees=(referee,) * asked["references"]))
    canary.planted["applicant's link"] = own["link"].partition("=")[2]
    (one,) = (await asking(welcome.ShowApplications(), ada))["applications"]
    link = (await asking(welcome.AskReference(id=one["id"], number=0), ada))["link"]
    canary.planted["referee's link"] = token = link.partition("=")[2]
    about = await asking(join.LookAtReference(token=token))
    told = tuple(canary("GiveReference.answers") for _ in about["questions"])
    given = join.GiveReference(token=token, answers=told, recommends=Recommends.UNSURE)
    await asking(given)
    why = canary("DecideApplication.reason")
    await asking(welcome.DecideApplication(id=one["id"], roles=(), reason=why), ada)


async def adds_a_phrase(asking, ada, canary):
    """Tried with words of its own; what goes live stands in the house's tables."""
    said = {name: canary(f"TryOwnPhrase.draft.{name}") for name in ("phrase", "reason", "source")}
    kinds = {"language": "en", "concern": Concern.SUICIDE, "severity": 2}
    draft = own.PhraseDraft(**kinds, **said, note=canary("TryOwnPhrase.draft.note"))
    await asking(own.TryOwnPhrase(draft=draft, text=canary("TryOwnPhrase.text")), ada)
    live = own.PhraseDraft(**kinds, phrase="the old bridge", reason="A place.", source="Ours")
    await asking(own.AddOwnPhrase(draft=live), ada)
    (one,) = (await asking(own.ShowOwnPhrases(), ada))["phrases"]
    await asking(own.TakeOutOwnPhrase(phrase=one["id"]), ada)


async def is_administered(asking, staff, canary):
    """A certificate of pia's is withdrawn, and somebody asks for a way back for her."""
    ada, pia = staff["ada"]["cookie"], staff["pia"]["id"]
    await adds_a_phrase(asking, ada, canary)
    certificate = {"certificate": "listening", "reason": canary("WithdrawCertificate.reason")}
    await asking(training.WithdrawCertificate(staff=pia, **certificate), ada)
    await asking(back.AskWayBack(staff=pia, reason=canary("AskWayBack.reason")), ada)
