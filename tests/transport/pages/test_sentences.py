"""A slip in a text never takes down a page on which somebody looks for a number."""

import msgspec

from config.everything import Everything
from server.transport.pages.markup import element, said
from tests.transport.pages.conftest import shown


def test_a_place_that_nothing_fills_stays_as_it_is() -> None:
    number = element("bdi", "116 123")
    assert said("Call {number} of {site}", number=number) == "Call <bdi>116 123</bdi> of {site}"


def test_who_reads_one_kind_of_a_language_is_not_told_that_nobody_speaks_it(
    everything: Everything,
) -> None:
    view = shown(everything)
    for language, told in (("en-AU", False), ("zh-Hant", True)):
        texts = msgspec.structs.replace(view.texts, language=language)
        page = type(view)(everything, texts, view.door, view.at, view.leave_to)
        assert bool(page.chat_in) is told
