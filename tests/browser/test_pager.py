"""Those on shift have this browser reached: the real worker of the page shows the notice."""

import contextlib
import re
import sqlite3

import pytest
from playwright.sync_api import expect

from server.domain.session import Role
from tests.browser import staffing
from tests.browser.seeing import barriers, until
from tests.browser.windows import DESKTOP, PHONE

# A push service is far away, so only its answer is made up: what the browser would have told us.
SUBSCRIBED = """
const made = { endpoint: "https://updates.push.services.mozilla.com/wpush/v2/one" };
const keys = {
  p256dh: "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
  auth: "A".repeat(22),
};
let there = null;
PushManager.prototype.getSubscription = async () => there;
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  if (applicationServerKey.length !== 87) throw new Error("no key of ours");
  there = { ...made, toJSON: () => ({ ...made, keys }), unsubscribe: async () => !(there = null) };
  return there;
};
"""


@pytest.fixture(scope="module")
def chromium(whole_chromium):
    """The lighter one has no notices to show."""
    return whole_chromium


def subscriptions(service):
    with contextlib.closing(sqlite3.connect(service.database_url.partition("///")[2])) as tables:
        return tables.execute("select endpoint from push_subscriptions").fetchall()


def alerts(page):
    page.get_by_role("button", name=re.compile("^Alerts")).click()
    return page.get_by_role("dialog", name="Alerts")


def test_a_browser_is_paged_until_its_moderator_says_no(windows, service):
    window = windows.open("mona", permissions=["notifications"])
    window.context.add_init_script(SUBSCRIBED)
    page = staffing.entered(window, service, [Role.MODERATOR], "Mona")
    settings = alerts(page)
    expect(settings.get_by_text("This browser is not reached")).to_be_visible()
    settings.get_by_role("button", name="Reach this browser").click()
    expect(settings.get_by_text("This browser is reached, also while")).to_be_visible()
    expect(settings.get_by_text("a flag that nobody on duty has answered")).to_be_visible()
    assert len(subscriptions(service)) == 1
    for name, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(viewport)
        window.shot(f"60-pager-{name}")
    is_pushed(window, '{"level": 3, "flag": "f1"}')
    shows(window, "Level 3 flag: nobody has answered it")
    settings.get_by_role("button", name="Stop reaching this browser").click()
    expect(settings.get_by_text("This browser is not reached")).to_be_visible()
    assert subscriptions(service) == []


def test_a_peer_is_reached_without_a_word_of_what_it_is(windows, service):
    """The page in sight rings by itself: for an offer there is a notice only where it is not."""
    window = windows.open("pat", permissions=["notifications"])
    window.context.add_init_script(SUBSCRIBED)
    page = staffing.entered(window, service, [Role.PEER], "Pat")
    settings = alerts(page)
    expect(settings.get_by_text("a flag that nobody")).to_have_count(0)
    settings.get_by_role("button", name="Reach this browser").click()
    listed = settings.get_by_role("list", name="Browsers that are reached")
    expect(listed.get_by_text("(this one)")).to_be_visible()
    assert barriers(page, narrowest=320) == []
    window.shot("61-peer-is-reached")
    is_pushed(window, '{"about": "offer"}')
    is_pushed(window, '{"about": "test"}')
    shows(window, "Warmline: something for you")
    listed.get_by_role("button", name="Remove: A computer").click()
    expect(listed).to_have_count(0)
    assert subscriptions(service) == []


def is_pushed(window, data):
    """The browser itself hands the worker a push, as it would one that came from outside."""
    tools = window.context.new_cdp_session(window.page)
    known = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told["registrations"])
    )
    tools.send("ServiceWorker.enable")
    until(
        window.page,
        "navigator.serviceWorker.getRegistration('/console/push.js').then((one) => one != null)",
    )
    (registration,) = {one["registrationId"] for one in known if "/console/" in one["scopeURL"]}
    pushed = {"origin": window.origin, "registrationId": registration, "data": data}
    tools.send("ServiceWorker.deliverPushMessage", pushed)


def shows(window, title):
    """This notice, and no other; one more in its place is heard as well."""
    titles = """async () => {
      const here = await navigator.serviceWorker.getRegistration("/console/push.js");
      return (await here.getNotifications()).map((one) => [one.title, one.renotify]);
    }"""
    until(window.page, f"({titles})().then((found) => found.length > 0)")
    assert window.page.evaluate(titles) == [[title, True]]
