"""One conversation as it stands on its peer's desk."""

from datetime import datetime

from server.contract.staff_views import DeskConversation
from server.domain.pictures import TalkPicture
from server.domain.session import Role
from server.services.referrals.cards import referral_card
from server.services.risk.assessing import assessment_card
from server.services.risk.cards import Cards
from server.services.risk.page_cards import called_card
from server.services.talk.company import company
from server.services.talk.lulls import lull_card
from server.services.talk.safety_planning import plan_card
from server.services.talk.staying import silence_card
from server.services.talk.transferring import passed_on
from server.services.talk.wrapped import noted_by, notes_for
from server.services.watch.mentoring import mentor_card
from server.services.watch.shadowing import learner_card


def desk_conversation(
    cards: Cards, peer: str, picture: TalkPicture, now: datetime
) -> DeskConversation:
    talk, intake, flag = picture.talk, picture.visit.intake, picture.flag
    rung = cards.everything.ladder.at(talk.level)
    return DeskConversation(
        id=talk.id,
        backstage=talk.backstage,
        pseudonym=picture.visit.pseudonym,
        language=intake.language,
        topic=intake.topic,
        distress=intake.distress,
        phase=talk.phase,
        level=talk.level,
        last_seq=talk.heard_by(Role.PEER),
        backstage_seq=picture.backstage_seq,
        company=company(picture, peer),
        flag=flag.state if flag else None,
        claimed_by=picture.claimed_by,
        called=called_card(picture),
        received=picture.received.get(Role.VISITOR, 0),
        referral=referral_card(cards, picture, now),
        hint=rung.peer_hint,
        script=rung.script.lines,
        assessment=assessment_card(picture.assessment),
        plan=plan_card(picture.plan),
        passed_on=passed_on(picture.transfer, peer),
        silence=silence_card(picture.silence, Role.PEER),
        lull=lull_card(picture, cards, peer, now),
        path=talk.path,
        mentor=mentor_card(picture),
        learner=learner_card(picture, cards.everything, Role.PEER),
        ends=picture.ends,
        notes=notes_for(peer, picture),
        noted=noted_by(peer, picture),
        held_until=talk.held_until,
        report_ends=picture.report_ends,
        country=cards.country(intake.region, talk.level),
    )
