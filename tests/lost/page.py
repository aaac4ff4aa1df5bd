"""A page without a socket: it does what web/src/shared does with what it is told."""

from collections import Counter, defaultdict

from server.contract.commands import CatchUp, Received, Say
from server.contract.events import Accepted, Refused
from server.domain.refusal import Code

PASSING = (Code.TOO_FAST, Code.INTERNAL)


class Page:
    """`lines` is what it shows, by conversation and number; `acked` what it was answered."""

    def __init__(self, session, check):
        self.session = session
        self.check = check
        self.web = self.sid = None
        self.lines = defaultdict(dict)
        self.first = {}
        self.whole = Counter()
        self.outbox = []
        self.refs = 0
        self._hear_from = 0

    @property
    def is_up(self):
        return self.web is not None

    async def connects(self, web):
        self.web, self._hear_from, self.on_wire = web, 0, {}
        self.sid = await web.process.open(self.session)
        for talk in self.attends():
            await self.catches_up(talk)
        await self.says_again()

    async def drops(self):
        if self.web is not None:
            web, self.web = self.web, None
            await web.process.close(self.session, self.sid)

    def attends(self):
        return self.web.process.line.audience.cursors(self.sid)

    async def ask(self, command, level=0):
        return await self.web.ask(self.session, command, level)

    def writes(self, talk, level=0):
        """Into the outbox: it stays there until it is answered."""
        self.refs += 1
        ref = f"{self.session.id}-{self.refs}"
        said = Say(conversation=talk, ref=ref, text=f"{ref} at {level}")
        self.outbox.append((said, level))

    async def says_again(self):
        while self.outbox and self.is_up:
            said, level = self.outbox[0]
            reply = await self.ask(said, level)
            if reply is None or (isinstance(reply, Refused) and reply.code in PASSING):
                return
            self.outbox.pop(0)
            if isinstance(reply, Accepted):
                await self.check.acked(self.session, said, level, reply.body)

    async def hears(self):
        """All that came over the wire since; True where there was something."""
        told = self.web.process.edge.told[self.sid]
        fresh, self._hear_from = told[self._hear_from :], len(told)
        for name, body in fresh:
            self.check.emitted(self.session, name, body)
            self.sees(name, body)
            if name == "heard":
                await self._heard(body["conversation"], body["line"])
            if name == "displaced":
                self.web = None
                break
        if self.is_up:
            for talk, newest in self.attends().items():  # its view says how far each has come
                if self.whole[talk] < newest:
                    await self.catches_up(talk)
        return bool(fresh)

    def sees(self, name, body):
        """Views are for another kind of page."""

    async def _heard(self, talk, line):
        seq = line["seq"]
        self.check.in_order(self, talk, seq)
        self.on_wire[talk] = seq
        if seq <= self.whole[talk]:
            return
        if seq == self.whole[talk] + 1:
            self.shows(talk, seq, line["text"])
        else:
            await self.catches_up(talk)
        if self.is_up:
            await self.ask(Received(conversation=talk, seq=self.whole[talk]))

    async def catches_up(self, talk):
        more = True
        while more:
            command = CatchUp(conversation=talk, after=self.whole[talk])
            reply = await self.ask(command)
            if not isinstance(reply, Accepted):
                return
            self.takes(reply.body)
            more = reply.body.more and bool(reply.body.lines)

    def takes(self, tail):
        for line in tail.lines:
            self.check.told(self.session, tail.conversation, line.seq)
            if line.seq > self.whole[tail.conversation]:
                self.shows(tail.conversation, line.seq, line.text)

    def shows(self, talk, seq, text):
        self.check.no_gap(self, talk, seq)
        self.whole[talk] = seq
        self.lines[talk][seq] = text
