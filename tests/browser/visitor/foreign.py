"""What stands on a page, held against the English texts: no sentence of theirs may be on it."""

import os
import re
from collections.abc import Iterator

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
    said = list(_english_alone(language))
    lines = await read(page)
    assert len(lines) > 3
    return [line for line in lines if any(_stands(one, line) for one in said)]


def _english_alone(language: str) -> Iterator[str]:
    """Without words that are the same in both languages, such as "Chat"."""
    texts = everything().texts.by_language
    theirs = {said for _, said in sentences(texts[language])} | {one.name for one in texts.values()}
    for at, said in sentences(texts["en"]):
        if at[-1] not in FREE and at[0] not in ("language", "direction", "name"):
            yield from {said, *re.split(r"(?<=[.?!])\s", said)} - theirs
    yield from (one.name for one in everything().directory.regions.values() if " " in one.name)
    for topic in (*everything().service.topics, *everything().service.experiences):
        yield topic.label["en"]


def _stands(sentence: str, line: str) -> bool:
    """A word alone may be a name or foreign too; a sentence of three words is nothing else."""
    wanted = PLACE.sub(".+", re.escape(sentence))
    find = re.search if len(sentence.split()) >= 3 else re.fullmatch
    return find(wanted, line) is not None


async def shot(page: Page, name: str) -> None:
    """If somebody will look: WARMLINE_SHOTS=1."""
    if "WARMLINE_SHOTS" in os.environ:
        SHOTS.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=SHOTS / f"{name}.png", animations="disabled")
