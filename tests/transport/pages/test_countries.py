"""Nobody is shown the emergency number of another country as if it were theirs."""

from dataclasses import replace
from pathlib import Path

import pytest

from config.everything import Everything
from server.domain.opening import Closed, Door
from server.transport.pages.built import Built
from server.transport.pages.countries import lines
from server.transport.pages.languages import country_of
from server.transport.pages.plain import lines_page
from server.transport.pages.shown import NOWHERE, Shown
from server.transport.pages.visitor import reading
from tests.transport.pages.conftest import shown

PICKED = '<option value="{}" selected="selected">'


@pytest.mark.parametrize(
    ("accepted", "country"),
    [
        ("en-GB,en;q=0.9", "GB"),
        ("de-AT,de;q=0.9,en-US;q=0.8", "AT"),
        ("zh-Hant-TW", "TW"),
        ("es;q=0.4, pt-BR", "BR"),
        ("fr,en-US;q=0.5", None),  # what is liked less says nothing of where somebody is
        ("es-419", None),
        ("", None),
    ],
)
def test_the_region_of_the_best_liked_language_is_a_guess(
    accepted: str, country: str | None
) -> None:
    assert country_of(accepted) == country


def test_a_guess_stands_beside_the_service_s_own_numbers_each_by_its_country(
    everything: Everything,
) -> None:
    page = reading(replace(shown(everything), guess="ES"))
    spain, britain = "Emergency number (Spain)", "Emergency number (United Kingdom)"
    assert page.index("tel:112") < page.index(spain) < page.index("tel:999") < page.index(britain)


def test_where_nobody_knows_the_country_the_page_says_so_and_leads_to_the_list(
    everything: Everything,
) -> None:
    page = reading(shown(everything))
    assert "We do not know which country you are in" in page
    assert "Emergency number (United Kingdom)" in page
    assert page.count('href="/lines"') == 2  # by the numbers, and by the lines


def test_a_choice_shows_that_country_alone_and_goes_on_from_page_to_page(
    everything: Everything,
) -> None:
    view = replace(shown(everything), guess="US").where("ES")
    page = reading(view)
    assert "(Spain)" in page and "(United" not in page
    assert "We do not know a help line in this country yet." in page
    assert 'href="/lines?country=ES"' in page
    assert 'href="/?language=fr&amp;country=ES"' in page


def test_who_would_rather_not_say_is_not_guessed_at(everything: Everything) -> None:
    view = replace(shown(everything), guess="US").where(NOWHERE)
    assert (view.here, view.places) == (None, ("GB",))


@pytest.mark.parametrize("asked", ["", "XX", "<b>"])
def test_a_country_that_nobody_knows_is_as_none(everything: Everything, asked: str) -> None:
    assert shown(everything).where(asked).here is None
    assert replace(shown(everything), guess="XX").here is None


def test_a_closed_page_lets_one_choose_too(everything: Everything) -> None:
    page = reading(shown(everything, Door(Closed.NO_PEER)))
    assert 'href="/lines"' in page


def test_every_country_with_a_number_can_be_chosen_without_a_script(
    everything: Everything, dist: Path
) -> None:
    entry = Built.read(dist).entry("src/visitor/main.ts")
    view: Shown = shown(everything)
    page = lines_page(view, entry)
    assert 'action="/lines#lines"' in page
    assert page.count("<option ") == len(everything.directory.regions) + 1
    assert page.index("I would rather not say</option>") < page.index("Afghanistan</option>")
    chosen = lines_page(view.where("IE"), entry)
    assert PICKED.format("IE") in chosen
    assert 'href="/?country=IE"' in chosen


def test_the_lines_of_a_country_stand_under_its_name(everything: Everything) -> None:
    told = lines(shown(everything).where("DE"))
    assert told.index("<h3>Germany</h3>") < told.index("tel:08001110111")
