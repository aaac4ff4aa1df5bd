import gzip
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from config.everything import Everything
from config.hours import Hours, Span
from config.places import ROOT
from server.contract.room_views import RoomCard
from server.domain.block import BlockReason
from server.domain.ids import StaffId
from server.domain.intake import Pause, PauseReason
from server.domain.message import Notice
from server.domain.opening import Closed, Door
from server.domain.room import RoomState
from server.transport.pages.built import Built
from server.transport.pages.page_data import chat_words
from server.transport.pages.typescript import TARGET, words
from server.transport.pages.visitor import visitor_page
from tests.transport.pages.conftest import NOON, OPEN, shown

VISITOR = "src/visitor/main.ts"
WORDS = "/words/en/0123456789abcdef"


class Read(HTMLParser):
    """What stands in the page: its words outside scripts, its links, its first thing to focus."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.focusable: list[str] = []
        self.words = ""
        self.line = ""  # as it is read, without what elements part
        self.data = ""
        self._within: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self._within.append(tag)
        if tag in {"a", "button", "input", "select", "summary"}:
            self.focusable.append(named.get("id") or tag)
        if tag == "a":
            self.links.append(named.get("href") or "")

    def handle_data(self, data: str) -> None:
        if self._within[-1] == "script":
            self.data += data
        else:
            self.words += data + "\n"
            self.line += data


def page(everything: Everything, dist: Path, door: Door = OPEN) -> str:
    return visitor_page(shown(everything, door), Built.read(dist).entry(VISITOR), WORDS)


def test_without_a_script_the_page_says_who_answers_and_what_stays_private(
    everything: Everything, dist: Path
) -> None:
    words = Read(page(everything, dist)).words
    texts = everything.texts.in_language("en")
    for passage in (
        texts.about,
        texts.who_answers,
        texts.confidentiality,
        texts.keeping,
        texts.steps,
        texts.leaving_limits,
    ):
        assert passage.title in words
        for sentence in passage.body:
            assert sentence in words
    assert "{" not in words


def test_without_a_script_every_line_of_the_region_can_be_dialled(
    everything: Everything, dist: Path
) -> None:
    read = Read(page(everything, dist))
    assert "tel:999" in read.links
    for resource in everything.directory.find(country="GB"):
        assert resource.name in read.words
    assert {"tel:116123", "sms:85258"} <= set(read.links)
    assert "Text SHOUT to 85258" in read.line


def test_leaving_is_a_plain_link_and_the_first_thing_on_the_page(
    everything: Everything, dist: Path
) -> None:
    read = Read(page(everything, dist))
    assert read.focusable[0] == "leave"
    assert read.links[0] == "/leave"


@pytest.mark.parametrize("closed", list(Closed))
def test_a_closed_line_says_why_and_shows_no_way_in(
    closed: Closed, everything: Everything, dist: Path
) -> None:
    html = page(everything, dist, Door(closed))
    card = getattr(everything.texts.in_language("en").closed, closed.value)
    assert card.title in Read(html).words
    assert 'id="begin"' not in html
    assert "tel:116123" in html


def paused(reason: PauseReason, words: str = "") -> Door:
    return Door(Closed.INTAKE_PAUSED, Pause(reason, StaffId("mona"), NOON, words))


@pytest.mark.parametrize("reason", [one for one in PauseReason if one is not PauseReason.OWN])
def test_while_intake_is_paused_visitors_read_what_was_chosen(
    reason: PauseReason, everything: Everything, dist: Path
) -> None:
    read = Read(page(everything, dist, paused(reason)))
    card = getattr(everything.texts.in_language("en").pauses, reason.value)
    assert card.title in read.words
    assert card.body in read.words


def test_a_moderators_own_words_are_text_and_never_markup(
    everything: Everything, dist: Path
) -> None:
    html = page(everything, dist, paused(PauseReason.OWN, "Back at <b>eight</b>"))
    assert "Back at &lt;b&gt;eight&lt;/b&gt;" in html


def test_a_closed_page_shows_early_what_is_open_now(everything: Everything, dist: Path) -> None:
    read = Read(page(everything, dist, Door(Closed.FULL)))
    order = ("If you may be in danger now", "Open now", "Who answers")
    assert sorted(order, key=read.words.index) == list(order)
    assert "Open now\n" not in Read(page(everything, dist)).words.split("Who answers")[0]


def test_a_closed_page_says_when_it_opens_next(everything: Everything, dist: Path) -> None:
    at = datetime(2026, 11, 24, 17, tzinfo=UTC)
    html = page(everything, dist, Door(Closed.NO_MODERATOR, opens_at=at))
    assert "2026-11-24 17:00 (Europe/London)" in Read(html).words
    assert 'datetime="2026-11-24T17:00:00+00:00"' in html
    evenings = Hours(time_zone="Europe/Paris", spans=(Span("18:00", "22:00", days=("tue",)),))
    service = msgspec.structs.replace(everything.service, opening=evenings)
    abroad = page(replace(everything, service=service), dist, Door(Closed.FULL, opens_at=at))
    assert "2026-11-24 18:00 (Europe/Paris)" in Read(abroad).words
    assert "Our next hours" not in Read(page(everything, dist)).words


def test_neither_title_nor_icon_says_what_is_open_in_the_tab(
    everything: Everything, dist: Path
) -> None:
    html = page(everything, dist)
    assert re.findall("<title>(.*?)</title>", html) == ["Chat"]
    assert 'rel="icon" href="data:,"' in html


def test_a_visit_that_goes_on_while_the_line_is_closed_has_where_to_read_that_nothing_came(
    everything: Everything, dist: Path
) -> None:
    for door in (OPEN, Door(Closed.NO_MODERATOR)):
        assert page(everything, dist, door).count('<p id="begin-trouble" role="alert">') == 1


def test_what_a_text_says_is_text_and_never_markup(everything: Everything, dist: Path) -> None:
    wild = '<img src=x onerror=alert(1)> & "quotes" </script><script>alert(2)</script>'
    texts = everything.texts.in_language("en")
    changed = msgspec.structs.replace(
        texts,
        about=msgspec.structs.replace(texts.about, title=wild),
        chat=msgspec.structs.replace(
            texts.chat, trouble=msgspec.structs.replace(texts.chat.trouble, no_answer=wild)
        ),
    )
    view = replace(shown(everything), texts=changed)
    html = visitor_page(view, Built.read(dist).entry(VISITOR), WORDS)
    assert "<img" not in html
    assert "alert(2)</script>" not in html
    read = Read(html)
    assert wild in read.words
    assert json.loads(read.data)["not_here"]["no_answer"] == wild


def test_the_script_gets_a_sentence_for_every_notice_and_every_reason_to_be_closed(
    everything: Everything,
) -> None:
    words = chat_words(everything, everything.texts.in_language("en"))
    assert set(words["notices"]) == set(Notice)
    assert set(words["closed"]) == {*Closed, "paused", "open_now", "next_hours"}
    assert {*words["pauses"], "own"} == set(PauseReason)
    assert set(words["blocked"]["reasons"]) == set(BlockReason)


def test_a_visitor_may_choose_any_country_whose_emergency_number_is_known(
    everything: Everything,
) -> None:
    words = chat_words(everything, everything.texts.in_language("es"))
    assert len(words["countries"]) == len(everything.directory.regions)
    (spain,) = (one for one in words["countries"] if one["id"] == "ES")
    assert (spain["label"], spain["emergency"][0]) == ("España", "112")


def test_the_words_that_the_script_declares_are_those_of_the_texts() -> None:
    assert TARGET.read_text(encoding="utf-8") == words(), (
        "run `python -m server.transport.pages.typescript`"
    )


def test_the_script_gets_what_it_declares_and_nothing_else(
    everything: Everything, dist: Path
) -> None:
    declared = (ROOT / "web" / "src" / "visitor" / "data.ts").read_text()
    inside = declared.split("export interface PageData {")[1].split("\n}\n")[0]
    data = json.loads(Read(page(everything, dist)).data)
    assert set(re.findall(r"^  readonly (\w+):", inside, re.MULTILINE)) == set(data)


def test_who_wrote_a_text_is_not_told_to_visitors(everything: Everything, dist: Path) -> None:
    html = page(everything, dist)
    assert "signed_off" not in html
    assert "Not yet read by a clinician" not in html


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "pt"])
def test_the_first_paint_takes_ten_kilobytes_at_most(everything: Everything, language: str) -> None:
    built = Built.read(ROOT / "web" / "dist")
    entry = built.entry(VISITOR)
    view = replace(shown(everything), texts=everything.texts.by_language[language])
    html = visitor_page(view, entry, WORDS)
    styles = [built.assets[style.rpartition("/")[2]].packed for style in entry.styles]
    assert styles
    assert len(gzip.compress(html.encode(), 6)) + sum(map(len, styles)) <= 10_240


def test_groups_of_today_stand_beside_the_way_into_a_chat_with_their_time(
    everything: Everything, dist: Path
) -> None:
    room = RoomCard(
        id="r1",
        topic="loss",
        language="en",
        state=RoomState.SCHEDULED,
        opens_at=NOON + timedelta(hours=6),
        closes_at=NOON + timedelta(hours=7),
        capacity=6,
        taken=0,
        at_door=0,
        near=False,
    )
    other = msgspec.structs.replace(room, id="r2", topic="money", state=RoomState.OPEN)
    foreign = msgspec.structs.replace(room, id="r3", topic="health", language="fr")
    with_rooms = replace(shown(everything), rooms=(room, other, foreign))
    read = Read(visitor_page(with_rooms, Built.read(dist).entry(VISITOR), WORDS))
    assert "Losing someone" in read.words
    assert "2026-11-23 18:00 (UTC)" in read.words
    assert "Open now." in read.words
    assert read.words.count("Look at this group") == 2
    assert "Talk in a small group" not in Read(page(everything, dist)).words
