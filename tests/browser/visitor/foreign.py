"""What stands on a page, held against the English texts: no sentence of theirs may be on it."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache

from playwright.async_api import Page

from config.likeness import FREE
from config.section import sentences
from tests.browser.windows import SHOTS
from tests.readings import everything

# Whatever somebody can see or hear of a page, line by line.
READ = """() => {
  const named = [...document.querySelectorAll("[aria-label], [placeholder], [title]")];
  const seen = named.filter((one) => one.checkVisibility());
  const names = seen.flatMap((one) => ["aria-label", "placeholder", "title"].map((a) => one.getAttribute(a)));
  return [document.title, ...document.body.innerText.split("\\n"), ...names]
    .map((one) => (one ?? "").replace(/[\\u2066-\\u2069]/g, "").trim())
    .filter((one) => one !== "");
}"""  # noqa: E501
PLACE = re.compile(r"\\\{\w+\\\}")


async def read(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(READ)
    return found


async def english_on(page: Page, language: str) -> list[str]:
    """Lines of the page that are a sentence of the English texts, or hold one of several words."""
    lines = await read(page)
    assert len(lines) > 3
    english = _english(language)
    return [line for line in lines if english.search(line)]


@cache
def _english(language: str) -> re.Pattern[str]:
    """A word alone may be a name or foreign too; a sentence of three words is nothing else."""
    said = set(_english_alone(language))
    long = {one for one in said if len(one.split()) >= 3}
    return re.compile(f"^(?:{_any(said - long)})$|{_any(long)}")


def _any(sentences: Iterable[str]) -> str:
    return "|".join(PLACE.sub(".+", re.escape(one)) for one in sorted(sentences))


def _english_alone(language: str) -> Iterator[str]:
    """Without words that are the same in both languages, such as "Chat" and "Burkina Faso"."""
    texts = everything().texts.by_language
    theirs = {said for _, said in sentences(texts[language])} | {one.name for one in texts.values()}
    for at, said in sentences(texts["en"]):
        if at[-1] not in FREE and at[0] not in ("language", "direction", "name"):
            yield from {said, *re.split(r"(?<=[.?!])\s", said)} - theirs
    called = everything().countries.called
    for code, one in everything().directory.regions.items():
        if " " in one.name and called(code, language, "") != one.name:
            yield one.name
    for topic in (*everything().service.topics, *everything().service.experiences):
        yield topic.label["en"]


async def shot(page: Page, name: str) -> None:
    """If somebody will look: WARMLINE_SHOTS=1."""
    if "WARMLINE_SHOTS" in os.environ:
        SHOTS.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=SHOTS / f"{name}.png", animations="disabled")
