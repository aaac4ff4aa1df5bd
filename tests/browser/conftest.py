"""The real service and a real browser, one of each for a file of tests."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.windows import PATIENCE, SHOTS, Windows
from tests.journeys.service import RunningService
from tests.servers.chromium import FLAGS
from tests.servers.valkey import ValkeyServer


@pytest.fixture(scope="module")
def browser(chromium):
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        shell = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS])
        yield shell
        shell.close()


@pytest.fixture(scope="module")
def service_name():
    """Under which name the browser asks for it."""
    return "127.0.0.1"


@pytest.fixture(scope="module")
def service(tmp_path_factory, sqlite_databases, service_name):
    folder, valkey = tmp_path_factory.mktemp("service"), ValkeyServer()
    valkey.start()
    try:
        with (
            sqlite_databases.fresh(folder) as url,
            RunningService(folder, url, valkey.url) as running,
        ):
            running.start(name=service_name)
            yield running
            print(running.logs())
    finally:
        valkey.close()


@pytest.fixture(scope="module")
def kept_windows(browser, service):
    """As `windows`, for the staff on shift: they stay open from test to test."""
    windows = Windows(browser, service.origins[0])
    yield windows
    complaints = windows.complaints()
    windows.close()
    assert complaints == {}


@pytest.fixture
def windows(browser, service, request):
    """Windows of this test. No page of it may complain, nor ask anybody but the service."""
    windows = Windows(browser, service.origins[0])
    yield windows
    complaints = windows.complaints()
    windows.close()
    assert complaints == {}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    """Where a step failed, every window is kept as it was."""
    report = yield
    if report.when == "call" and report.failed:
        for fixture in ("windows", "kept_windows"):
            if opened := item.funcargs.get(fixture):
                _picture(opened, item.name)
    return report


def _picture(windows, test):
    folder = SHOTS.with_name("failed")
    folder.mkdir(parents=True, exist_ok=True)
    for number, window in enumerate(windows.all, 1):
        window.page.screenshot(path=folder / f"{test}-{number}-{window.name}.png")
