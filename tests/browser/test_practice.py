"""Practice in the real desk: a scripted visitor, the real card, and a result with reasons."""

from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing
from tests.browser.seeing import barriers
from tests.browser.windows import PHONE
from tests.journeys.training import CURRICULUM

SCENARIO = CURRICULUM.practice.scenarios["direct_question"]
TALK = f"Conversation with {SCENARIO.pseudonym}"


def practises(page):
    page.get_by_role("link", name="Training").click()
    page.get_by_role("button", name=f"Practise: {SCENARIO.title}").click()
    expect(page.get_by_role("heading", name=f"Practice: {SCENARIO.title}")).to_be_focused()
    expect(staffing.said(page, SCENARIO.moments[0].says[-1])).to_be_visible()


def test_a_peer_practises_the_direct_question_and_nobody_else_sees_it(windows, service):
    sam = staffing.entered(windows.open("sam"), service, [Role.MODERATOR], "Sam")
    staffing.goes_on_duty(sam)
    window = windows.open("robin")
    robin = staffing.entered(window, service, [Role.PEER], "Robin", trained=False)
    practises(robin)
    staffing.writes(robin, SCENARIO.example[0])
    expect(staffing.said(robin, SCENARIO.moments[1].says[0])).to_be_visible()
    staffing.writes(robin, SCENARIO.example[1])
    expect(staffing.said(robin, "nobody has ever just asked me that")).to_be_visible()
    expect(robin.get_by_text("Ask in this order: thoughts, plan, means, time.")).to_be_visible()
    window.shot("77-practice")
    assert barriers(robin, narrowest=360) == []
    robin.get_by_role("button", name="I need a moderator").click()
    robin.get_by_role("button", name="There are thoughts of suicide").click()
    expect(
        robin.get_by_text("Your supervisor (practice) looks after this with you.")
    ).to_be_visible()
    for words in SCENARIO.example[2:]:
        staffing.writes(robin, words)
    expect(staffing.said(robin, "thank you. good night")).to_be_visible()
    expect(robin.get_by_text("This conversation has ended.")).to_be_visible()
    robin.get_by_role("button", name="End and see how it went").click()
    expect(robin.get_by_text("You have passed.")).to_be_visible()
    expect(robin.get_by_text(SCENARIO.marks[0].met)).to_be_visible()
    window.shot("78-practice-result")
    assert barriers(robin, narrowest=360) == []
    expect(sam.get_by_role("heading", name="Flags nothing to look at")).to_be_visible()
    expect(sam.get_by_text(SCENARIO.pseudonym)).to_have_count(0)


def test_on_a_phone_it_goes_on_after_a_reload_and_a_miss_is_explained(windows, service):
    window = windows.open("kim", PHONE)
    kim = staffing.entered(window, service, [Role.PEER], "Kim", trained=False)
    practises(kim)
    window.shot("79-practice-phone")
    assert barriers(kim, narrowest=360) == []
    kim.reload()
    kim.get_by_role("button", name="Go on with it").click()
    expect(staffing.said(kim, SCENARIO.moments[0].says[-1])).to_be_visible()
    staffing.writes(kim, "Don't worry, it could be worse!")
    expect(staffing.said(kim, "i have to go")).to_be_visible()
    kim.get_by_role("button", name="End and see how it went").click()
    expect(kim.get_by_text("Not passed yet.")).to_be_visible()
    expect(kim.get_by_text(SCENARIO.marks[0].missed)).to_be_visible()
    window.shot("80-practice-missed")
    kim.get_by_role("button", name="Back to the training").click()
    expect(kim.get_by_text("tried once")).to_be_visible()
