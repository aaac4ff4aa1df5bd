"""What peers, moderators and administrators do, in the words of the console."""

import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from server.domain.session import Role
from tests.browser.windows import Window
from tests.journeys.service import RunningService
from tests.journeys.training import learn

PASSWORD = "seven quiet otters sing"  # of accounts that live for one test


def accepts(window: Window, link: str, name: str) -> Page:
    page = window.page
    page.goto(link)
    page.get_by_label("Your name here").fill(name)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return page


def invites(page: Page, roles: Sequence[Role]) -> str:
    """The administrator makes a link in the console."""
    page.get_by_role("link", name="People").click()
    form = page.get_by_role("region", name="Invite somebody")
    for role in (Role.PEER, Role.MODERATOR, Role.ADMINISTRATOR):
        form.get_by_role("checkbox", name=role.value).set_checked(role in roles)
    link = form.get_by_label("Invitation link")
    before = link.input_value() if link.count() else ""
    form.get_by_role("button", name="Make an invitation link").click()
    expect(link).not_to_have_value(before)
    return link.input_value()


def entered(
    window: Window,
    service: RunningService,
    roles: Sequence[Role],
    name: str,
    *,
    trained: bool = True,
) -> Page:
    """Signed in without the forms, for tests of something else."""
    _, _, token = service.invite(roles).partition("#invitation=")
    answer = window.context.request.post(
        f"{window.origin}/api/invitation/accept",
        data={"token": token, "name": name, "password": PASSWORD},
        headers={"Origin": window.origin},
    )
    assert answer.ok, answer.text()
    if Role.PEER in roles and trained:
        service.trained(name)
    page = window.open("/console")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return page


def trains(window: Window) -> None:
    """Passes every quiz and what has to be practised by their doors, without the pages."""

    def post(path, body):
        answer = window.context.request.post(
            f"{window.origin}{path}", data=body, headers={"Origin": window.origin}
        )
        assert answer.ok, answer.text()
        return answer.json()

    learn(post)


def signs_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def goes_on_duty(page: Page) -> None:
    """As a moderator."""
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    page.get_by_role("button", name="Go on duty").click()
    expect(page.get_by_text("You are on duty.")).to_be_visible()


def goes_ready(page: Page) -> None:
    """As a peer."""
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    page.get_by_role("button", name="Start a shift").click()
    page.get_by_role("button", name="I'm ready", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def offer(page: Page):
    return page.get_by_role("region", name="Offer: ")


def takes(page: Page) -> None:
    """The visitor who is offered."""
    offer(page).get_by_role("button", name="Accept").click()
    expect(offer(page)).to_have_count(0)


def ends_all_the_same(page: Page, said: str = "They go to a friend now.") -> None:
    """Where nobody has claimed it, and the visitor says that they are leaving."""
    called = page.get_by_role("status").get_by_text(
        re.compile("nobody has answered yet", re.IGNORECASE)
    )
    expect(called).to_be_visible()  # the flag is known
    page.get_by_role("button", name="End conversation").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Nobody has answered yet")).to_be_visible()
    expect(dialog.get_by_role("button", name="End it all the same")).to_have_count(0)
    dialog.get_by_role("radio", name="They say that they are leaving").check()
    dialog.get_by_label("What they said, or what you saw").fill(said)
    dialog.get_by_role("button", name="End it all the same").click()


def tells_how_it_went(page: Page) -> None:
    """The one answer that a wrap-up needs."""
    page.get_by_role("radio", name="About the same").check()


def writes(page: Page, words: str, label: str = "Write to", send: str = "Send") -> None:
    box = page.get_by_label(label)
    box.fill(words)
    page.get_by_role("button", name=send, exact=True).click()
    expect(box).to_have_value("")


def said(page: Page, words: str):
    return page.get_by_role("log").get_by_text(words)
