"""The deep model's later word: it raises, flags and takes back; it never calms anybody down."""

from dataclasses import dataclass, replace

import pytest
from structlog.testing import capture_logs

from config import places
from config.ladder import load_ladder
from moderation.models.port import State, Unscored
from moderation.policy import Threshold, read_policy
from moderation.verdict import Action, Concern, Level, Severity, Verdict
from server.domain.opinion import Opinion
from server.domain.session import Role
from server.services.second_opinion import BATCH, SecondOpinion
from server.services.walling import Walling
from server.stores.leases import LeaseLost
from server.stores.opinions import SqlOpinions
from server.stores.processes import SqlProcesses
from server.stores.tables import messages
from tests.stores.line import AWAY, worrying

ASKED = Verdict(actions=Action.SECOND_OPINION)


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


class Asked:
    def __init__(self, line, told, clocks):
        self.line = line
        self.told = told
        self.model = Words()
        opinions = SqlOpinions(line.db, line.sealer, line.new_id)
        self.opinion = SecondOpinion(opinions, self.model, POLICY, told, clocks, line.clock)
        self.opinions = opinions

    async def begin(self):
        self.vera, self.pat, self.talk = await self.line.paired()
        self.fence = await self.line.lead("second opinion")

    async def says(self, text, verdict=ASKED, who=None):
        return (await self.line.say(who or self.vera, self.talk, text, verdict=verdict)).message

    async def round(self):
        return await self.opinion.round(self.fence)

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
    assert (await asked.row(message)).opinion == "done"
    assert asked.told.found == asked.told.gone == []
    assert not any(wake.looks or wake.wall for wake in asked.told.wakes[before:])
    assert not await asked.round()


@pytest.mark.parametrize("state", [State.ABSENT, State.SLOW, State.FAILED])
async def test_while_there_is_no_model_the_messages_wait(asked, state):
    asked.model.state = state
    message = await asked.says("there is danger")
    assert not await asked.round()
    assert (await asked.row(message)).opinion == "pending"
    asked.model.state = State.READY
    assert await asked.round()
    assert (await asked.row(message)).opinion == "done"


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
    picture = await line.on_wall()
    health = Walling(line.wall, None, line.clock, AWAY, 50)._health(picture, line.clock())
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


async def test_two_workers_settle_a_message_once(asked):
    await asked.says("an insult")
    ((message, _),) = await asked.opinions.pending(5)
    await asked.round()
    again = await asked.opinions.settle(asked.fence, message, _nothing(message), asked.line.clock())
    assert again is None
    assert len(asked.told.gone) == 1


async def test_what_was_deleted_meanwhile_stays_deleted(asked, line):
    await asked.says("there is danger")
    ((message, _),) = await asked.opinions.pending(5)
    await line.visits.leave("vera", line.clock())
    await line.forgetting.forget("vera")
    settled = await asked.opinions.settle(
        asked.fence, message, _nothing(message), asked.line.clock()
    )
    assert settled is None
    assert await asked.opinions.pending(5) == []


async def test_a_former_leader_settles_nothing(asked, line):
    message = await asked.says("there is danger")
    line.clock.passes(seconds=3700)
    await line.leases.take("second opinion", "another", 60)
    with pytest.raises(LeaseLost):
        await asked.round()
    assert (await asked.row(message)).opinion == "pending"
    assert (await line.talk_row(asked.talk)).level == Level.L0


async def test_backstage_no_level_rises(asked, line):
    backstage = (await line.talk_row(asked.talk)).backstage
    await line.say(asked.pat, backstage, "there is danger", verdict=ASKED)
    await asked.round()
    assert (await line.talk_row(backstage)).level == Level.L0


def _nothing(message):
    return Opinion((), Level.L0, withhold=False, raising=None)
