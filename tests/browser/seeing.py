"""What keeps somebody from using a page: axe's findings, and what needs sideways scrolling."""

import time

from playwright.sync_api import Locator, Page

from tests.dev.checkout import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (360, 1280)
# What is dark has the same elements in other colours: the rules about colours are all it can break.
SCHEMES = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}
FIND = """async (rules) => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"], ...rules});
  return violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def barriers(page: Page, *, narrowest: int) -> list[str]:
    """Everything axe finds on a phone and a desk, light and dark, and what is too wide."""
    before = page.viewport_size
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            found += [f"{width} px, {scheme}: {one}" for one in page.evaluate(FIND, rules)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": narrowest, "height": 740})
    if wide := page.evaluate(SIDEWAYS):
        found.append(f"{wide} px too wide at {narrowest}")
    page.set_viewport_size(before)
    return found


IN_SIGHT = """async (one) => {
  for (let looked = 0; looked < 1200; looked += 1) {
    const {x, y, width, height} = one.getBoundingClientRect();
    if (one.contains(document.elementFromPoint(x + width / 2, y + height / 2))) return true;
    await new Promise((later) => setTimeout(later, 50));
  }
  return false;
}"""


def in_sight(what: Locator) -> bool:
    """Within a minute it is on the screen without scrolling, and nothing covers it."""
    return what.evaluate(IN_SIGHT)


FOCUSED = """() => {
  const one = document.activeElement;
  return one === document.body ? "" : (one.labels?.[0] ?? one).textContent.trim();
}"""


def has_focus(page: Page) -> str:
    """The words of what the keyboard is on; empty where it is on nothing."""
    return page.evaluate(FOCUSED)


def tab_to(page: Page, words: str) -> None:
    """With the Tab key alone, to what has these words."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in has_focus(page):
            return
    raise AssertionError(f"{words!r} cannot be reached with the Tab key")


def until(page: Page, expression: str, within: float = 60.0) -> None:
    """Asked again and again from outside: the pages' own policy forbids what would wait inside."""
    deadline = time.monotonic() + within
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"not within {within} s: {expression}"
        page.wait_for_timeout(50)
