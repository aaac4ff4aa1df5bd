"""Times taken by the pages themselves. All windows are on one machine and share its clock."""

from playwright.sync_api import Page

APPEARS = """([name, selector, words]) => {
  const there = () => [...document.querySelectorAll(selector)]
    .some((one) => one.textContent.includes(words));
  window[name] = new Promise((resolve) => {
    const look = () => { if (there()) { observer.disconnect(); resolve(Date.now()); } };
    const observer = new MutationObserver(look);
    observer.observe(document.body, {subtree: true, childList: true, characterData: true});
    look();
  });
}"""
SUBMITTED = """(name) => {
  window[name] = new Promise((resolve) => {
    const note = () => resolve(Date.now());
    document.addEventListener("submit", note, {capture: true, once: true});
  });
}"""


class Moment:
    """`at` waits for it: milliseconds since 1970."""

    def __init__(self, page: Page, script: str, *words: str) -> None:
        self._page = page
        self._name = f"moment{id(self)}"
        page.evaluate(script, [self._name, *words] if words else self._name)

    @property
    def at(self) -> float:
        return self._page.evaluate("(name) => window[name]", self._name)


def appearing(page: Page, selector: str, words: str) -> Moment:
    """When an element of this kind with these words is first on the page, from now on."""
    return Moment(page, APPEARS, selector, words)


def submitting(page: Page) -> Moment:
    """When the person sends the next form."""
    return Moment(page, SUBMITTED)
