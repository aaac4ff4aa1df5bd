"""The tables in one moment, read without the stores."""

from collections import defaultdict
from dataclasses import dataclass

READ = {
    "visits": "id, conversation, pseudonym, state, waiting_since",
    "conversations": "id, kind, visit, about, backstage, phase, level, last_seq",
    "members": "conversation, person, role, standing, left_at",
    "messages": "conversation, seq, ref, speaker, notice",
    "offers": "id, visit, peer, state FROM offers WHERE state = 'open'",
    "transfers": "id, conversation, whom, role, state FROM transfers WHERE state = 'asked'",
    "flags": "id, conversation, state, level, reported, claimed_by, resolved_by",
    "vetoes": "visit, peer",
    "duties": "staff, role, availability, offered, talking, wrapping, places",
    "seats": "room, visit, from_seq FROM seats WHERE ended_at IS NULL",
    "rooms": "id, state, capacity, facilitator, co_facilitator",
}
LIVE = ("waiting", "offered", "talking", "at_door", "in_room")


@dataclass
class Truth:
    tables: dict

    def __post_init__(self):
        self.visits = {row.id: row for row in self.tables["visits"]}
        self.talks = {row.id: row for row in self.tables["conversations"]}
        self.inside = [row for row in self.tables["members"] if row.left_at is None]
        self.offers = self.tables["offers"]
        self.transfers = self.tables["transfers"]
        self.flags = self.tables["flags"]
        self.vetoes = {(row.visit, row.peer) for row in self.tables["vetoes"]}
        self.duties = {row.staff: row for row in self.tables["duties"] if row.role == "peer"}
        self.said = {(row.conversation, row.seq): row for row in self.tables["messages"]}
        self.seats = {row.visit: row for row in self.tables["seats"]}
        self.rooms = {row.id: row for row in self.tables["rooms"]}
        self.within = defaultdict(list)
        for row in self.inside:
            self.within[row.conversation].append(row)

    @classmethod
    async def read(cls, db):
        tables = {}
        async with db.read() as tx:
            for name, wanted in READ.items():
                rest = "" if " FROM " in wanted else f" FROM {name}"
                rows = await tx.exec_driver_sql(f"SELECT {wanted}{rest}")
                tables[name] = rows.all()
        return cls(tables)

    def talks_of(self, person, role, kind="one_to_one"):
        """Those in which this person is now."""
        mine = (m for m in self.inside if m.person == person and m.role == role)
        return [m.conversation for m in mine if self.talks[m.conversation].kind == kind]

    def came_back(self, visit, left):
        """What was said in the room up to this number was before they came back."""
        return self.seats[visit].from_seq if visit in self.seats else left

    def staff_in(self, talk):
        return [m for m in self.within[talk] if m.role in ("peer", "moderator")]

    @property
    def looked_into(self):
        """Whoever has claimed a report reads what was said, also after the end."""
        claimed = [flag for flag in self.flags if flag.reported and flag.claimed_by]
        talks = {(flag.conversation, flag.claimed_by) for flag in claimed}
        return talks | {
            (t.backstage, who) for t in self.talks.values() for one, who in talks if one == t.id
        }

    def answering(self, talk):
        return [m for m in self.staff_in(talk) if m.standing == "speaker"]

    def peers_in(self, talk):
        return [m for m in self.within[talk] if m.role == "peer"]

    def offers_of(self, visit):
        return [one for one in self.offers if one.visit == visit]

    def unresolved(self):
        return [flag for flag in self.flags if flag.state != "resolved"]
