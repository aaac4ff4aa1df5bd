"""The models' later word: it raises, flags and takes back; it never calms anybody down."""

from dataclasses import dataclass, field, replace

import pytest
from structlog.testing import capture_logs

from config import places
from config.ladder import load_ladder
from moderation.models.port import State, Unscored
from moderation.policy import Threshold, read_policy
from moderation.verdict import Action, Concern, Finding, Level, Severity, Verdict
from server.domain.opinion import Opinion, Turn
from server.domain.session import Role
from server.services.talk.second_opinion import BATCH, Scoring, SecondOpinion
from server.services.watch.walling import Walling
from server.stores.leases import LeaseLost
from server.stores.processes import SqlProcesses
from server.stores.tables.core import messages
from server.stores.tables.house import risk_changes
from server.stores.talk.opinions import SqlOpinions
from tests.stores.line import AWAY, Statements, worrying

ASKED = Verdict(actions=Action.SECOND_OPINION)
ASKS = Opinion((), Level.L0, withhold=False, raising=None, asks=True)


@dataclass
class Words:
    """A model: a label scores 1 where its word is in the text."""

    name: str = "words"
    state: State = State.READY
    why: str = ""
    read: list = None

    def score(self, passages):
        if self.state is not State.READY:
            raise Unscored(self.state, self.why)
        self.read = (self.read or []) + [(p.text, p.before) for p in passages]
        return [
            {label: float(label in p.text) for label in ("insult", "danger", "quiet")}
            for p in passages
        ]


def threshold(label, concern, severity):
    reason = f"The model says {concern.value}."
    return Threshold(
        model="words", label=label, at=0.5, concern=concern, severity=severity, reason=reason
    )


POLICY = replace(
    read_policy(places.ROOT / "config" / "policy.toml"),
    thresholds=(
        threshold("insult", Concern.HARASSMENT, Severity.HIGH),
        threshold("danger", Concern.SUICIDE, Severity.HIGH),
    ),
)


@dataclass
class Eye:
    """A small model that finds by itself: danger of this severity in the word "dark"."""

    name: str = "eye"
    state: State = State.READY
    severity: Severity = Severity.HIGH
    concern: Concern = Concern.SUICIDE
    read: list = field(default_factory=list)

    def find(self, passages, _known):
        if self.state is not State.READY:
            raise Unscored(self.state, "")
        self.read += [p.text for p in passages]
        return [self._found(p.text) for p in passages]

    def _found(self, text):
        if (at := text.find("dark")) < 0:
            return ()
        return (Finding(self.concern, self.severity, at, at + 4, "Sounds dark.", self.name),)


@dataclass
class Refusing:
    """Opinions of which those on this text can't be kept."""

    opinions: SqlOpinions
    text: str

    def __getattr__(self, name):
        return getattr(self.opinions, name)

    async def settle(self, fence, formed, at):
        if self.text in [message.text for message, _ in formed]:
            raise RuntimeError(self.text)
        return await self.opinions.settle(fence, formed, at)


class Asked:
    def __init__(self, line, told, clocks):
        self.line = line
        self.told = told
        self.model = Words()
        self.eye = Eye()
        self.opinions = opinions = SqlOpinions(line.db, line.sealer, line.new_id)
        deep = Scoring(self.model, POLICY.thresholds)
        self.opinion = SecondOpinion(
            opinions, Turn.DEEP, deep, POLICY, told, clocks, line.clock, before=None
        )
        self.quick = SecondOpinion(opinions, Turn.QUICK, self.eye, POLICY, told, clocks, line.clock)

    async def begin(self):
        self.vera, self.pat, self.talk = await self.line.paired()
        self.fence = await self.line.lead("second opinion")

    async def says(self, text, verdict=ASKED, who=None):
        return (await self.line.say(who or self.vera, self.talk, text, verdict=verdict)).message

    async def round(self):
        return await self.opinion.round(self.fence)

    async def look(self):
        return await self.quick.round(self.fence)

    async def settle(self, message, opinion):
        (wake,) = await self.opinions.settle(self.fence, [(message, opinion)], self.line.clock())
        return wake

    async def row(self, message):
        (row,) = await self.line.rows(
            messages,
            messages.c.conversation == message.conversation,
            messages.c.seq == message.seq,
        )
        return row


@pytest.fixture
async def asked(line, told):
    asked = Asked(line, told, load_ladder(places.ROOT / "config").clocks())
    await asked.begin()
    return asked


async def test_what_worries_the_model_raises_the_level_flags_and_is_shown_to_staff(asked, line):
    message = await asked.says("there is danger")
    assert await asked.round()
    assert (await line.talk_row(asked.talk)).level == Level.L3
    flag = await line.only_flag()
    assert (flag.raised_by, flag.level, flag.seq) == ("second opinion", 3, message.seq)
    assert flag.reasons == ("The model says suicide.",)
    ((talk, seq, notes),) = asked.told.found
    assert (talk, seq, notes[0].concern) == (asked.talk, message.seq, "suicide")
    wake = asked.told.wakes[-1]
    assert wake.wall
    assert (Role.VISITOR, "vera") in wake.looks


async def test_what_it_would_hold_back_is_taken_back(asked):
    message = await asked.says("an insult", who=asked.vera)
    await asked.round()
    assert asked.told.gone == [(asked.talk, message.seq)]
    assert (await asked.row(message)).withheld


async def test_danger_in_the_same_words_keeps_them_readable(asked):
    message = await asked.says("an insult, and danger")
    await asked.round()
    assert asked.told.gone == []
    assert not (await asked.row(message)).withheld


async def test_danger_that_the_screen_found_keeps_them_readable_too(asked):
    verdict = worrying(Level.L2)
    asks = replace(verdict, actions=verdict.actions | Action.SECOND_OPINION)
    message = await asked.says("an insult", asks)
    await asked.round()
    assert asked.told.gone == []
    assert not (await asked.row(message)).withheld


async def test_it_never_lowers_a_level_nor_takes_a_finding_away(asked, line):
    verdict = worrying(Level.L4)
    asks = replace(verdict, actions=verdict.actions | Action.SECOND_OPINION)
    message = await asked.says("quiet words", asks)
    await asked.round()
    assert (await line.talk_row(asked.talk)).level == Level.L4
    (again,) = await line.talks.gap(asked.talk, message.seq - 1, message.seq)
    assert again.findings == message.findings


async def test_what_is_quiet_is_settled_and_nobody_is_told(asked):
    message = await asked.says("quiet")
    before = len(asked.told.wakes)
    assert await asked.round()
    assert (await asked.row(message)).opinion == "quick"
    assert asked.told.found == asked.told.gone == []
    assert not any(wake.looks or wake.wall for wake in asked.told.wakes[before:])
    assert not await asked.round()


@pytest.mark.parametrize("state", [State.ABSENT, State.SLOW, State.FAILED])
async def test_while_there_is_no_model_the_messages_wait(asked, state):
    asked.model.state = state
    message = await asked.says("there is danger")
    assert not await asked.round()
    assert (await asked.row(message)).opinion == "both"
    asked.model.state = State.READY
    assert await asked.round()
    assert (await asked.row(message)).opinion == "quick"


@pytest.mark.parametrize("state", [State.ABSENT, State.FAILED])
async def test_that_there_is_no_model_is_said_once_and_again_after_it_was_there(asked, state):
    await asked.says("there is danger")
    with capture_logs() as logs:
        for now in (state, state, State.READY, state):
            asked.model.state = now
            await asked.says("more")
            await asked.round()
    assert [entry["state"] for entry in logs if "state" in entry] == [state.value] * 2


async def test_the_models_state_is_on_the_wall(asked, line):
    asked.model.state = State.ABSENT
    alive = SqlProcesses(line.db).alive
    await alive("worker", "worker", asked.opinion.states(), line.clock())
    seen = await line.on_wall(), line.clock()
    health = Walling(line.wall, None, line.clock, AWAY, 50)._health(*seen)
    assert health.models == {"words": "absent"}
    assert health.worker_seen


async def test_a_round_reads_one_batch_the_oldest_first(asked):
    for number in range(BATCH + 2):
        asked.line.clock.passes(seconds=1)
        await asked.says(f"number {number}")
    assert await asked.round()
    assert [text for text, _ in asked.model.read] == [f"number {n}" for n in range(BATCH)]
    assert await asked.round()
    assert not await asked.round()


async def test_it_reads_the_words_before_and_a_notice_is_no_words(asked, line):
    await asked.says("Are you thinking of it?", Verdict(), who=asked.pat)
    await line.supervision.read(await line.moderator(), asked.talk, line.clock())
    await asked.says("yes")
    await asked.round()
    assert asked.model.read == [("yes", "Are you thinking of it?")]


async def test_all_that_was_read_together_is_kept_by_one_commit(asked, line):
    for text in ("hello", "it is dark", "danger in the dark", "hello"):
        await asked.says(text, Verdict())
    with Statements(line.db) as said:
        assert await asked.look()
    assert sum("UPDATE messages" in one for one in said.said) == 3  # two, and all the quiet ones
    assert said.commits == 1
    assert (await line.only_flag()).reasons == ("Sounds dark.",)
    assert len([wake for wake in asked.told.wakes if wake.wall]) == 2


async def test_a_level_rises_step_by_step_within_what_was_read_together(asked, line):
    await asked.says("it is dark")
    await asked.says("there is danger")
    pending = await asked.opinions.pending(Turn.DEEP, 5, alone=True)
    levels = (Level.L2, Level.L3)
    formed = [
        (message, replace(ASKS, level=level, asks=False))
        for (message, _), level in zip(pending, levels, strict=True)
    ]
    formed = [(m, replace(o, raising=line.raising(o.level))) for m, o in formed]
    await asked.opinions.settle(asked.fence, formed, line.clock())
    rises = [(one.before, one.after) for one in await line.rows(risk_changes)]
    assert rises == [(0, 2), (2, 3)]
    assert (await line.only_flag()).level == Level.L3


async def test_one_that_cannot_be_kept_does_not_hide_the_danger_beside_it(asked, line):
    await asked.says("it is dark here", Verdict())
    later = await asked.says("dark, too", Verdict())
    asked.opinions = asked.quick.opinions = Refusing(asked.opinions, "it is dark here")
    with pytest.raises(RuntimeError):
        await asked.look()
    assert (await asked.row(later)).opinion == "done"
    assert (await line.only_flag()).seq == later.seq


async def test_two_workers_settle_a_message_once(asked):
    await asked.says("an insult")
    ((message, _),) = await asked.opinions.pending(Turn.DEEP, 5, alone=True)
    await asked.round()
    again = await asked.settle(message, ASKS)
    assert again is None
    assert len(asked.told.gone) == 1


async def test_what_was_deleted_meanwhile_stays_deleted(asked, line):
    await asked.says("there is danger")
    ((message, _),) = await asked.opinions.pending(Turn.DEEP, 5, alone=True)
    await line.visits.leave("vera", line.clock())
    await line.forgetting.forget("vera")
    assert await asked.settle(message, ASKS) is None
    assert await asked.opinions.pending(Turn.DEEP, 5, alone=True) == []


async def test_a_former_leader_settles_nothing(asked, line):
    message = await asked.says("there is danger")
    line.clock.passes(seconds=3700)
    await line.leases.take("second opinion", "another", 60)
    with pytest.raises(LeaseLost):
        await asked.round()
    assert (await asked.row(message)).opinion == "both"
    assert (await line.talk_row(asked.talk)).level == Level.L0


async def test_backstage_no_level_rises(asked, line):
    backstage = (await line.talk_row(asked.talk)).backstage
    await line.say(asked.pat, backstage, "there is danger", verdict=ASKED)
    await asked.round()
    assert (await line.talk_row(backstage)).level == Level.L0


async def test_every_message_is_read_by_the_small_model_and_the_worried_are_told(asked, line):
    calm = await asked.says("hello", Verdict())
    dark = await asked.says("it is dark here", Verdict())
    assert await asked.look()
    assert asked.eye.read == ["hello", "it is dark here"]
    assert (await line.talk_row(asked.talk)).level == Level.L3
    assert (await line.only_flag()).reasons == ("Sounds dark.",)
    ((_, seq, (note,)),) = asked.told.found
    assert (seq, note.start, note.end) == (dark.seq, 6, 10)
    assert [(await asked.row(m)).opinion for m in (calm, dark)] == ["done", "done"]


async def test_the_deep_model_reads_after_the_small_one_has_read(asked):
    asked.opinion.before = asked.eye
    message = await asked.says("an insult in the dark")
    assert not await asked.round()
    assert await asked.look()
    assert (await asked.row(message)).opinion == "deep"
    assert await asked.round()
    assert (await asked.row(message)).opinion == "done"
    assert not (await asked.row(message)).withheld  # the small model heard danger in it


@pytest.mark.parametrize("state", [State.ABSENT, State.FAILED])
async def test_the_deep_model_does_not_wait_for_a_small_one_that_is_gone(asked, state):
    asked.opinion.before, asked.eye.state = asked.eye, state
    message = await asked.says("an insult in the dark")
    assert not await asked.look()
    assert await asked.round()
    assert (await asked.row(message)).opinion == "quick"
    asked.eye.state = State.READY
    assert await asked.look()
    assert (await asked.row(message)).opinion == "done"


async def test_what_both_found_is_kept_whoever_was_first(asked, line):
    message = await asked.says("danger in the dark")
    asked.eye.concern = Concern.SELF_HARM
    ((early, _),) = await asked.opinions.pending(Turn.QUICK, 5)
    await asked.round()
    eyes = asked.eye._found(early.text)
    found = asked.quick._opinion(early, eyes, line.clock(), after_danger=False)
    await asked.settle(early, found)
    (again,) = await line.talks.gap(asked.talk, message.seq - 1, message.seq)
    assert [f.concern for f in again.findings] == [Concern.SUICIDE, Concern.SELF_HARM]


async def test_what_the_screen_had_said_already_is_not_said_again(asked, line):
    verdict = worrying(Level.L3)
    message = await asked.says("dark", verdict)
    before = len(asked.told.wakes)
    await asked.look()
    assert asked.told.found == []
    assert len(asked.told.wakes) == before
    (again,) = await line.talks.gap(asked.talk, message.seq - 1, message.seq)
    assert again.findings == message.findings


async def test_a_level_that_a_person_lowered_meanwhile_is_not_raised_by_old_news(asked, line):
    await asked.says("quiet words", worrying(Level.L3))
    mona = await line.moderator()
    await line.alerts.set_level(asked.talk, Level.L1, mona, "We spoke.", line.clock())
    await asked.look()
    assert (await line.talk_row(asked.talk)).level == Level.L1


async def test_an_insult_that_only_the_small_model_hears_goes_on_to_the_deep_one(asked):
    asked.eye.concern, asked.eye.severity = Concern.TOXICITY, Severity.LOW
    message = await asked.says("something dark", Verdict())
    await asked.look()
    assert (await asked.row(message)).opinion == "deep"


async def test_an_insult_of_a_peer_is_taken_back(asked):
    asked.eye.concern, asked.eye.severity = Concern.TOXICITY, Severity.MODERATE
    message = await asked.says("something dark", Verdict(), who=asked.pat)
    await asked.look()
    assert asked.told.gone == [(asked.talk, message.seq)]


async def test_who_spoke_of_danger_before_is_not_silenced_for_an_insult(asked):
    await asked.says("this is dark", Verdict())
    await asked.look()
    message = await asked.says("an insult")
    await asked.round()
    assert asked.told.gone == []
    assert not (await asked.row(message)).withheld


async def test_many_quiet_messages_are_settled_by_one_change(asked, line):
    for number in range(BATCH):
        await asked.says(f"number {number}", Verdict())
    with Statements(line.db) as statements:
        await asked.look()
    assert sum("UPDATE messages" in statement for statement in statements.said) == 1


async def test_a_worry_about_somebody_else_that_is_found_later_begins_its_path(asked, line):
    asked.eye.concern = Concern.THIRD_PARTY
    await asked.says("it is dark", who=asked.pat)
    await asked.look()
    assert (await line.talk_row(asked.talk)).path is None
    await asked.says("it is dark for my friend")
    await asked.look()
    assert (await line.talk_row(asked.talk)).path == "third_party"
