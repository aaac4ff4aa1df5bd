"""A small room from its plan to its end: three visitors, the two who look after it, a moderator."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers
from tests.browser.windows import Window

FACILITATOR = [Role.PEER, Role.FACILITATOR]
HELLO = "My father died in spring."
HEAVY = "I found him myself."
CRISIS = "I am going to kill myself tonight."
ALONE = "Thank you for asking me."
MEANWHILE = "We go on slowly."
MUTED = "Only for the two of you."
AFTERWARDS = "It is quieter now."
GONE = "This is nobody's any more."
UNSAFE = "He keeps asking where I live."
CHOICES = ["Talk with one person instead", "Leave the group", "Close"]
ROOM = "Room: Losing someone"


@dataclass(frozen=True, slots=True)
class Group:
    vera: Window
    will: Window
    xena: Window
    fay: Window
    cole: Window
    mona: Window

    @property
    def visitors(self) -> tuple[Window, ...]:
        return self.vera, self.will, self.xena

    def shot(self, step: str) -> None:
        for window in (*self.visitors, self.fay, self.cole, self.mona):
            window.shot(f"room-{step}")


def test_three_visitors_meet_in_a_room_and_one_is_helped_alone_while_the_others_go_on(
    windows, service
):
    visitors = [windows.phone("vera"), windows.phone("will"), windows.open("xena")]
    staff = [windows.open(name) for name in ("fay", "cole", "mona")]
    group = Group(*visitors, *staff)
    mona_opens_a_room(group, service)
    they_come_to_its_door(group)
    the_two_come_in_and_it_opens(group)
    they_talk_with_each_other(group)
    a_hand_is_seen_by_the_two_alone(group)
    one_in_danger_is_helped_alone(group)
    she_comes_back(group)
    one_is_muted_and_can_still_be_heard_by_the_two(group)
    the_moderator_does_so_on_the_wall_and_takes_one_out(group)
    one_leaves_and_takes_her_words_along(group)
    one_says_that_they_do_not_feel_safe_with_cole(group)
    it_closes_for_everybody(group)


def mona_opens_a_room(group: Group, service) -> None:
    for window, name in ((group.fay, "Fay"), (group.cole, "Cole")):
        staffing.entered(window, service, FACILITATOR, name)
    mona = staffing.entered(group.mona, service, [Role.MODERATOR], "Mona")
    staffing.goes_on_duty(mona)
    mona.get_by_role("link", name="Rooms").click()
    form = mona.get_by_role("region", name="Plan a room")
    form.get_by_label("About").select_option("Losing someone")
    form.get_by_label("Visitors at most").select_option("3")
    form.get_by_label("Facilitator", exact=True).select_option("Fay")
    form.get_by_label("Co-facilitator").select_option("Cole")
    group.mona.shot("room-plan")
    form.get_by_role("button", name="Open it for now").click()
    expect(mona.get_by_role("row", name="Losing someone")).to_be_visible()
    mona.get_by_role("link", name="Wall").click()


def they_come_to_its_door(group: Group) -> None:
    for window in group.visitors:
        page = window.open()
        page.get_by_role("button", name="Look at this group").click()
        expect(page.get_by_text("What we ask of each other")).to_be_visible()
        if window is group.vera:
            window.shot("room-rules")
        page.get_by_role("checkbox", name="I agree to this").check()
        page.get_by_role("button", name="Come in").click()
        expect(page.get_by_text("The group has not started yet.")).to_be_visible()
    group.vera.shot("room-door")
    assert barriers(group.vera.page, narrowest=320) == []


def the_two_come_in_and_it_opens(group: Group) -> None:
    for window in (group.cole, group.fay):
        staffing.goes_ready(window.page)
        rooms = window.page.get_by_role("region", name="Your rooms")
        rooms.get_by_role("button", name="Come in").click()
        expect(window.page.get_by_label("Write to the room")).to_be_visible()
    for window in group.visitors:
        expect(window.page.get_by_text("In the group:")).to_be_visible()
        expect(window.page.get_by_text("Fay (looks after the group)")).to_be_visible()


def they_talk_with_each_other(group: Group) -> None:
    name = visiting.pseudonym(group.vera.page)
    visiting.writes(group.vera.page, HELLO)
    for window in (group.will, group.xena):
        line = visiting.said(window.page, HELLO)
        expect(line).to_be_visible()
        expect(visiting.lines(window.page).filter(has_text=HELLO)).to_contain_text(name)
    expect(staffing.said(group.fay.page, HELLO)).to_be_visible()
    group.xena.page.get_by_role("checkbox", name="This may be hard to read.").check()
    visiting.writes(group.xena.page, HEAVY)
    folded = visiting.said(group.vera.page, "Open it if you want to.")
    expect(folded).to_be_visible()
    expect(visiting.said(group.vera.page, HEAVY)).to_be_hidden()
    group.shot("talk")
    folded.click()
    expect(visiting.said(group.vera.page, HEAVY)).to_be_visible()
    assert barriers(group.vera.page, narrowest=320) == []
    assert barriers(group.fay.page, narrowest=360) == []


def a_hand_is_seen_by_the_two_alone(group: Group) -> None:
    group.will.page.get_by_role("button", name="Raise your hand").click()
    expect(group.will.page.get_by_text("Your hand is up.")).to_be_visible()
    expect(group.cole.page.get_by_text("Hand up for")).to_be_visible()
    group.fay.page.get_by_role("button", name="Hand seen: ").click()
    expect(group.will.page.get_by_role("button", name="Raise your hand")).to_be_visible()


def one_in_danger_is_helped_alone(group: Group) -> None:
    vera = group.vera.page
    visiting.writes_once(vera, CRISIS)
    expect(visiting.said(vera, "Cole is here to talk with you alone.")).to_be_visible()
    name = visiting.pseudonym(vera)
    for window in (group.will, group.xena):
        expect(visiting.lines(window.page).filter(has_text=f"{name} has gone out.")).to_be_visible()
    put_away(vera)
    visiting.writes(vera, ALONE)
    cole = group.cole.page
    expect(staffing.said(cole, ALONE)).to_be_visible()
    visiting.writes(group.will.page, MEANWHILE)
    expect(staffing.said(group.fay.page, MEANWHILE)).to_be_visible()
    expect(group.mona.page.get_by_role("button", name=ROOM)).to_be_visible()
    expect(group.mona.page.get_by_role("button", name=name).first).to_be_visible()
    group.shot("aside")
    assert not group.vera.has_heard(MEANWHILE)
    for window in (group.will, group.xena, group.fay):
        assert not window.has_heard(ALONE)


def put_away(page: Page) -> None:
    card = page.get_by_role("button", name="Put this away")
    expect(card).to_be_visible()
    card.click()


def she_comes_back(group: Group) -> None:
    group.vera.page.get_by_role("button", name="Back to the group").click()
    expect(group.vera.page.get_by_text("In the group:")).to_be_visible()
    expect(visiting.said(group.vera.page, MEANWHILE)).to_have_count(0)


def one_is_muted_and_can_still_be_heard_by_the_two(group: Group) -> None:
    name = visiting.pseudonym(group.will.page)
    group.fay.page.get_by_role("button", name=f"Mute {name}").click()
    expect(group.will.page.get_by_text("asked you to stop writing")).to_be_visible()
    visiting.writes(group.will.page, MUTED)
    expect(staffing.said(group.fay.page, MUTED)).to_be_visible()
    group.will.shot("room-muted")
    assert not group.vera.has_heard(MUTED)
    assert not group.xena.has_heard(MUTED)


def the_moderator_does_so_on_the_wall_and_takes_one_out(group: Group) -> None:
    mona, will = group.mona.page, group.will.page
    name, stopped = visiting.pseudonym(will), will.get_by_text("asked you to stop writing")
    mona.get_by_role("table").get_by_role("button", name=ROOM).click()
    people = mona.get_by_role("list", name="Visitors in this room")
    people.get_by_role("button", name=f"Let write again: {name}").click()
    expect(stopped).to_have_count(0)
    people.get_by_role("button", name=f"Mute {name}").click()
    expect(stopped).to_be_visible()
    people.get_by_role("button", name=f"Take out {name}").click()
    group.mona.shot("room-take-out")
    mona.get_by_role("dialog").get_by_role("button", name="Take out").click()
    expect(will.get_by_text("You are not in the group any more.").first).to_be_visible()
    expect(people.get_by_text(name)).to_have_count(0)
    gone = visiting.lines(group.vera.page).filter(has_text=f"{name} has gone out.")
    expect(gone).to_be_visible()
    visiting.writes(group.xena.page, AFTERWARDS)
    expect(visiting.said(group.vera.page, AFTERWARDS)).to_be_visible()
    assert not group.will.has_heard(AFTERWARDS)


def one_leaves_and_takes_her_words_along(group: Group) -> None:
    xena = group.xena.page
    visiting.writes(xena, GONE)
    expect(visiting.said(group.vera.page, GONE)).to_be_visible()
    xena.get_by_role("button", name="Leave the group").click()
    xena.get_by_role("button", name="Yes, leave").click()
    xena.get_by_role("button", name="Delete my chat now").click()
    xena.get_by_role("button", name="Yes, delete it").click()
    expect(xena.get_by_text("Your chat is deleted")).to_be_visible()
    expect(visiting.said(group.vera.page, GONE)).to_have_count(0)
    expect(visiting.said(group.vera.page, "This message was taken away.").first).to_be_visible()


def one_says_that_they_do_not_feel_safe_with_cole(group: Group) -> None:
    vera, mona = group.vera.page, group.mona.page
    vera.get_by_role("button", name="More").click()
    vera.get_by_role("button", name="I don’t feel safe with somebody here").click()
    vera.get_by_role("radio", name="Cole (looks after the group)").check()
    vera.get_by_label("If you want to, tell us what happened.").fill(UNSAFE)
    group.vera.shot("room-unsafe")
    assert barriers(vera, narrowest=320) == []
    vera.get_by_role("button", name="Yes, tell a supervisor").click()
    expect(vera.get_by_text("Nobody in the group knows that you told us.")).to_be_visible()
    assert vera.get_by_role("dialog").get_by_role("button").all_inner_texts() == CHOICES
    vera.get_by_role("button", name="Close").click()
    expect(mona.get_by_text("Report about Cole.")).to_be_visible()
    expect(mona.get_by_text(f"About Cole. {UNSAFE}")).to_be_visible()
    asked = group.cole.page.get_by_text("would like to talk with you first")
    expect(asked).to_have_count(0)  # in the room nothing shows who has spoken of whom
    for window in (group.fay, group.cole):
        assert not window.has_heard(UNSAFE)


def it_closes_for_everybody(group: Group) -> None:
    fay = group.fay.page
    fay.get_by_role("button", name="Close now").click()
    fay.get_by_role("button", name="Close the room").click()
    expect(group.vera.page.get_by_role("button", name="Talk again")).to_be_visible()
    group.shot("over")
