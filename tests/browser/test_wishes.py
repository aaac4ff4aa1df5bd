"""Whom a visitor would like to talk with, and what a peer tells the matchmaker alone."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing, visiting
from tests.browser.seeing import barriers

LOST = "has lost someone"


def test_a_wish_brings_two_together_and_nobody_else_is_told_why(windows, service):
    sam, first, second = (windows.open(name) for name in ("sam", "robin", "alex"))
    staffing.entered(sam, service, [Role.MODERATOR], "Sam")
    staffing.goes_on_duty(sam.page)
    robin = staffing.entered(first, service, [Role.PEER], "Robin")
    staffing.goes_ready(robin)
    alex = staffing.entered(second, service, [Role.PEER], "Alex")
    alex.get_by_role("button", name="Start a shift").click()
    alex.get_by_text("For the matchmaker alone").click()
    alex.get_by_role("checkbox", name=LOST).check()
    alex.get_by_role("group", name="Topics that I would rather not have").get_by_role(
        "checkbox", name="Money or housing"
    ).check()
    second.shot("70-in-private")
    assert barriers(alex, narrowest=320) == []
    alex.get_by_role("button", name="I'm ready", exact=True).click()
    expect(alex.get_by_role("dialog")).to_have_count(0)
    kept = alex.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "lost_someone" not in kept and "money" not in kept

    person = windows.phone()
    visitor = visiting.reads(person)
    visiting.consents(visitor)
    visitor.get_by_text("Who would you like to talk with?").click()
    visitor.get_by_label("I would like to talk with someone who").select_option(LOST)
    expect(visitor.get_by_text("not more than 3 minutes longer")).to_be_visible()
    person.shot("71-wish")
    assert barriers(visitor, narrowest=320) == []
    visiting.tells_topic(visitor, "Losing someone")
    visiting.joins(visitor)
    expect(staffing.offer(alex)).to_be_visible()
    assert not first.has_heard("lost_someone")
    assert not sam.has_heard("lost_someone")
    staffing.takes(alex)
    expect(visitor.get_by_text("Alex · Peer")).to_be_visible()
    assert not person.has_heard("lost_someone")

    another = windows.phone("another")
    waiting = visiting.reads(another)
    visiting.consents(waiting)
    waiting.get_by_text("Who would you like to talk with?").click()
    waiting.get_by_label("I would like to talk with someone who").select_option(LOST)
    visiting.tells_topic(waiting, "Losing someone")
    visiting.joins(waiting)
    expect(robin.get_by_text("1 person is waiting.")).to_be_visible()
    expect(staffing.offer(robin)).to_have_count(0)
    first.shot("72-take-next")
    robin.get_by_role("button", name="Take the next visitor").click()
    expect(waiting.get_by_text("Robin · Peer")).to_be_visible()
