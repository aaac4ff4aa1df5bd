"""What DESIGN.md §9 promises, held against the tables and against what went over the wire."""

from collections import Counter
from math import inf

from server.contract.events import Accepted, Refused
from server.domain.refusal import Code
from tests.lost.truth import LIVE


class Check:
    """`over` are the visits that may have ended; `gone` those whose line is down, since when."""

    def __init__(self, world):
        self.world = world
        self.entitled = {}  # (conversation, person): up to which number
        self.away = {}  # (room, person): what was said in it while they were out
        self.sent = []  # what went out since the last step: (conversation, person, seq)
        self.answers = {}  # (conversation, speaker, ref): seq
        self.begun = {}  # visit: waiting_since
        self.over = set()

    # What happens meanwhile

    def emitted(self, session, name, body):
        if name == "visit":
            talk, seq = body["view"].get("conversation"), None
        else:
            talk, seq = body.get("conversation"), body["line"]["seq"] if name == "heard" else None
        if talk is not None and name != "alarm":
            self.sent.append((talk, session.id, seq))

    def told(self, session, talk, seq):
        self.sent.append((talk, session.id, seq))

    def in_order(self, page, talk, seq):
        """D2: on one wire each number once, each after the one before."""
        before = page.on_wire.get(talk)
        assert before is None or seq > before, f"D2: {page.session.id} heard {seq} after {before}"

    def no_gap(self, page, talk, seq):
        """In a room one hears from when one came, and came back."""
        if talk in self.world.rooms:
            return
        assert seq == page.whole[talk] + 1, f"D4: {page.session.id}: {seq} after {page.whole[talk]}"

    def reply(self, command, reply):
        """Nothing failed in a way that nobody has thought of."""
        if isinstance(reply, Refused):
            assert reply.code is not Code.INTERNAL, f"internal: {command!r}"
        return isinstance(reply, Accepted)

    async def acked(self, session, said, level, receipt):
        place = (said.conversation, session.id, said.ref)
        assert self.answers.setdefault(place, receipt.seq) == receipt.seq, "D3"
        if level and session.role == "visitor":
            truth = await self.world.truth()
            own = truth.visits[session.id].conversation
            assert any(f.conversation == own for f in truth.flags), "S3: no flag on disk"

    # After each step

    def holds(self, truth):
        self._entitle(truth)
        self._nothing_to_strangers()
        self._acked_is_kept(truth)
        self._numbers_have_no_gaps(truth)
        for visit in truth.visits.values():
            self._one_place(truth, visit)
        self._nobody_drops_off(truth)
        self._nobody_is_in_two_places(truth)
        self._flags_stay(truth)

    def _entitle(self, truth):
        now = {(m.conversation, m.person) for m in truth.inside}
        for place in self.entitled.keys() - now:
            if self.entitled[place] == inf:
                self.entitled[place] = truth.talks[place[0]].last_seq
        for room, person in now & self.entitled.keys():
            if (left := self.entitled[room, person]) < inf and room in self.world.rooms:
                self.away.setdefault((room, person), []).append(
                    range(left + 1, truth.came_back(person, left) + 1)
                )
        self.entitled.update(dict.fromkeys(now, inf))
        for visit in truth.visits.values():  # a visitor's own page says which is their own
            self.entitled.setdefault((visit.conversation, visit.id), 0)

    def _nothing_to_strangers(self):
        for talk, person, seq in self.sent:
            upto = self.entitled.get((talk, person), -1)
            assert upto >= (seq or 0), f"D5: {person} was told of {talk} ({seq} > {upto})"
            out = self.away.get((talk, person), ())
            assert not any(seq in gap for gap in out), f"D5: {person} was out of {talk} at {seq}"
        self.sent.clear()

    def _acked_is_kept(self, truth):
        for (talk, speaker, ref), seq in self.answers.items():
            row = truth.said.get((talk, seq))
            assert row is not None and (row.ref, row.speaker) == (ref, speaker), "D1"

    def _numbers_have_no_gaps(self, truth):
        numbers = {}
        for talk, seq in truth.said:
            numbers.setdefault(talk, []).append(seq)
        for talk, seqs in numbers.items():
            assert sorted(seqs) == list(range(1, truth.talks[talk].last_seq + 1)), f"D2: {talk}"

    def _one_place(self, truth, visit):
        offers, answering = truth.offers_of(visit.id), truth.answering(visit.conversation)
        peers, phase = truth.peers_in(visit.conversation), truth.talks[visit.conversation].phase
        where = f"Q1: {visit.id} is {visit.state}"
        assert len(offers) == (visit.state == "offered"), where
        assert len(peers) <= (visit.state == "talking"), where
        assert bool(answering) or visit.state != "talking", where
        assert (phase == "closed") == (visit.state not in LIVE), where
        assert (visit.id in truth.seats) >= (visit.state in ("at_door", "in_room")), where
        sits = bool(truth.talks_of(visit.id, "visitor", "room"))
        assert sits == (visit.state == "in_room"), where
        if visit.state not in LIVE:
            rooms = {talk.id for talk in truth.talks.values() if talk.visit == visit.id}
            inside = {(talk, one.person) for talk in rooms for one in truth.staff_in(talk)}
            assert inside <= truth.looked_into, where
        for peer in (*peers, *offers):
            name = peer.person if peer in peers else peer.peer
            assert (visit.id, name) not in truth.vetoes, f"Q1: {visit.id} back with {name}"

    def _nobody_drops_off(self, truth):
        assert self.begun.keys() <= truth.visits.keys(), "Q1: a visit is no more"
        for visit in truth.visits.values():
            since = self.begun.setdefault(visit.id, visit.waiting_since)
            assert visit.waiting_since == since, f"Q3: the rank of {visit.id}"
            if visit.state not in LIVE and visit.id not in self.over:
                assert self.world.gone_for(visit.id) >= self.world.grace, (
                    f"Q3: {visit.id} {visit.state} after {self.world.gone_for(visit.id)}"
                )
                self.over.add(visit.id)

    def _nobody_is_in_two_places(self, truth):
        for duty in truth.duties.values():
            self._no_peer_is_above_capacity(truth, duty)
        open_ = Counter(
            (m.person, talk.kind)  # beside a room everybody keeps their own conversation
            for m in truth.inside
            if m.role == "visitor" and (talk := truth.talks[m.conversation]).phase != "closed"
        )
        assert not open_ or max(open_.values()) == 1, "Q2: a visitor is in two conversations"
        live = {visit.id for visit in truth.visits.values() if visit.state in LIVE}
        assert {person for person, _ in open_} <= live, "Q2: somebody is in what has ended"

    def _no_peer_is_above_capacity(self, truth, duty):
        """Somebody new comes only where there is a place; who wants fewer keeps those they have."""
        if duty.availability == "hosting":
            self._hosts_one_room(truth, duty)
            return
        seated = truth.talks_of(duty.staff, "peer")
        asked = [one for one in truth.offers if one.peer == duty.staff]
        asked += [one for one in truth.transfers if one.whom == duty.staff and one.role == "peer"]
        where = f"Q2: {duty.staff} has {seated} and {asked}"
        assert (len(seated), len(asked)) == (duty.talking, duty.offered), where
        assert not asked or len(seated) + len(asked) + duty.wrapping <= duty.places, where
        assert not seated or duty.availability in ("ready", "going"), where

    def _hosts_one_room(self, truth, duty):
        """And talks with one of it alone at most."""
        assert len(truth.talks_of(duty.staff, "peer", "room")) == 1, f"Q2: {duty.staff}"
        assert len(truth.talks_of(duty.staff, "peer")) <= 1, f"Q2: {duty.staff}"
        assert duty.offered == 0, f"Q2: {duty.staff}"

    def _flags_stay(self, truth):
        for flag in truth.flags:
            if flag.state == "resolved":
                assert flag.resolved_by in self.world.moderators, "S4"

    # When it has had its time

    def everything_has_arrived(self, truth, page):
        """D2: who is connected has all that was said in what they are a member of."""
        for row in truth.inside:
            if row.person == page.session.id and row.role == page.session.role:
                last = truth.talks[row.conversation].last_seq
                shown = page.whole[row.conversation]
                assert shown == last, f"D2: {row.person} has {shown} of {last}"
        for (talk, speaker, ref), seq in self.answers.items():
            shown = page.lines[talk].get(seq)
            assert shown is None or shown.split(" ")[0] in (ref, ""), f"D2: {speaker}'s {seq}"

    def places_are_by_risk_and_arrival(self, truth, places):
        """Q4: risk moves people forward; nobody who waits is off the list."""
        waiting = [v for v in truth.visits.values() if v.state in ("waiting", "offered")]
        levels = {v.id: truth.talks[v.conversation].level for v in waiting}
        ranked = sorted(waiting, key=lambda v: (-levels[v.id], v.waiting_since, v.id))
        assert places == {visit.id: n for n, visit in enumerate(ranked, start=1)}, "Q4"

    def every_flag_is_on(self, truth, page, cards):
        """S3: on a moderator's screen within the 2 s that have passed."""
        for flag in truth.unresolved():
            assert flag.reported == page.session.id or flag.id in cards, f"S3: {flag.id}"
