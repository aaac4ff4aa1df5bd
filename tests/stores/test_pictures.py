"""What each page shows, read in one moment, with the same few statements for one and for many."""

from datetime import timedelta

from moderation.verdict import Level
from server.domain.conversation import Earshot, Standing
from server.domain.duty import DutyState
from server.domain.flag import FlagState
from server.domain.paging import Lapsed, Paged
from server.domain.pictures import Called
from server.domain.referral import ReferralState
from server.domain.session import Role
from server.domain.visit import VisitState
from tests.stores.line import Statements


async def test_a_visitor_sees_their_place_and_the_line(line):
    visitor = await line.visitor("vera")
    await line.ready("pat"), await line.moderator()
    picture = await line.view(visitor)
    assert (picture.place, picture.talk.visit.state) == (1, VisitState.WAITING)
    heads = picture.staffing
    assert (heads.moderators, heads.peers, heads.waiting) == (1, 1, 1)


async def test_who_never_came_has_no_picture(line):
    await line.visitor("vera")
    found = await line.pictures.visits(["vera", "nobody"], line.seen_since)
    assert list(found) == ["vera"]
    assert (await line.pictures.line(line.seen_since)).waiting == 1


async def test_a_picture_of_a_talk_holds_all_around_it(line):
    visitor, peer, talk = await line.paired()
    mona = await line.moderator()
    await line.worries(visitor, talk, level=Level.L2)
    await line.supervision.read(mona, talk, line.clock())
    backstage = (await line.talk_row(talk)).backstage
    await line.say(mona, backstage, "Ask directly")
    await line.refer(mona, talk)
    (shown,) = (await line.desk(peer)).talks
    assert {(m.person, m.role, m.standing) for m in shown.talk.members} == {
        ("vera", Role.VISITOR, Standing.SPEAKER),
        ("pat", Role.PEER, Standing.SPEAKER),
        ("mona", Role.MODERATOR, Standing.READER),
    }
    assert (shown.flag.state, shown.flag.level) == (FlagState.RAISED, Level.L2)
    assert shown.referral.state is ReferralState.OFFERED
    assert (shown.talk.last_seq, shown.backstage_seq) == (4, 1)
    assert shown.present >= {"vera", "pat", "mona"}


async def test_a_peer_sees_who_was_called_and_whether_anybody_is_there(line):
    visitor, peer, talk = await line.paired()
    await line.worries(visitor, talk, level=Level.L2, within=60)
    assert (await line.desk(peer)).talks[0].called == Called(on_duty=False)
    mona = await line.moderator()
    assert (await line.desk(peer)).talks[0].called == Called(on_duty=True)
    line.clock.passes(seconds=60)
    await line.seen(peer, mona)
    fence, then = await line.lead("clocks"), Lapsed(line.clock() + timedelta(hours=1), ("mail",))
    await line.flag_clock.lapse(fence, line.clock(), line.seen_since, lambda *_: then)
    called = Called(on_duty=True, alerting="Mona", paged=(Paged("mail", again=True),))
    assert (await line.desk(peer)).talks[0].called == called
    await line.alerts.claim((await line.only_flag()).id, mona, line.clock())
    (shown,) = (await line.desk(peer)).talks
    assert (shown.called, shown.claimed_by) == (None, "Mona")


async def test_a_peers_picture_holds_no_word(line):
    visitor, peer, talk = await line.paired()
    await line.worries(visitor, talk, "canary")
    await line.visitor("wim")
    assert "canary" not in repr(await line.desk(peer))
    (shown,) = (await line.desk(peer)).talks
    assert shown.flag.words == ""


async def test_whose_line_is_down_is_not_present(line):
    visitor, peer, _ = await line.paired()
    line.clock.passes(seconds=30)
    await line.seen(peer)
    (shown,) = (await line.desk(peer)).talks
    assert visitor.id not in shown.present
    await line.seen(visitor)
    (shown,) = (await line.desk(peer)).talks
    assert visitor.id in shown.present


async def test_who_watches_as_a_moderator_does_not_find_it_on_their_desk(line):
    _, peer, talk = await line.paired()
    both = await line.ready("mona")
    watching = await line.moderator("mona")
    await line.supervision.read(watching, talk, line.clock())
    desks = await line.pictures.desks([peer.id, both.id], line.seen_since)
    assert [t.talk.id for t in desks["pat"].talks] == [talk]
    assert desks["mona"].talks == ()
    assert desks["mona"].duty.role is Role.PEER


async def test_a_desk_of_somebody_off_shift_is_empty(line):
    await line.employed("pat")
    desk = (await line.pictures.desks(["pat"], line.seen_since))["pat"]
    assert (desk.duty, desk.offers, desk.talks, desk.wrap_up) == (None, (), (), None)


async def test_the_wrap_up_shown_is_of_the_newest_conversation(line):
    _, peer, talk = await line.paired("vera")
    await line.end(peer, talk)
    line.clock.passes(seconds=5)
    _, peer, second = await line.paired("wim")  # ready without having written the first
    assert (await line.desk(peer)).wrap_up is None
    await line.end(peer, second)
    assert (await line.desk(peer)).wrap_up == second
    assert (await line.desk(peer)).duty.state is DutyState.WRAP_UP


async def test_who_hears_what_is_read_for_many_at_once(line):
    _, _, talk = await line.paired()
    await line.visitor("wim")
    backstage = (await line.talk_row(talk)).backstage
    found = await line.pictures.attending(["vera", "pat", "wim", "nobody"])
    assert found == {
        (Role.VISITOR, "vera"): {talk: Earshot(1)},
        (Role.PEER, "pat"): {talk: Earshot(1), backstage: Earshot(0)},
        (Role.VISITOR, "wim"): {"talk-wim": Earshot(0)},
    }
    assert await line.pictures.last_seqs([talk, "none"]) == {talk: 1}


async def test_twenty_are_read_with_the_statements_of_one(line):
    reads, people = [], []
    for size in (1, 20):
        while len(people) < size:
            people.append(await a_busy_pair(line, len(people)))
        visitors, peers = zip(*((visitor.id, peer.id) for visitor, peer, _ in people), strict=True)
        pages = (
            lambda ids=visitors: line.pictures.visits(ids, line.seen_since),
            lambda ids=peers: line.pictures.desks(ids, line.seen_since),
            lambda ids=visitors: line.pictures.attending(ids),
        )
        reads.append([await statements(line, page) for page in pages])
    assert reads[0] == reads[1]
    assert max(reads[0]) <= 26


async def statements(line, page):
    with Statements(line.db) as said:
        await page()
    return said.count


async def a_busy_pair(line, n):
    visitor, peer, talk = await line.paired(f"v{n}", f"p{n}")
    await line.worries(visitor, talk)
    await line.refer(peer, talk)
    return visitor, peer, talk
