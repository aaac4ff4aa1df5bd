"""A place is lost only by whoever had the whole time to come back."""

from datetime import UTC, datetime, timedelta

from config.everything import load
from config.places import ROOT
from server.domain.absence import PlacesKept

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
KEPT = PlacesKept(timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2))


def test_each_is_kept_for_its_own_time():
    absent = KEPT.absent(NOON, timedelta(days=1))
    assert absent.seat == NOON - KEPT.seat
    assert absent.calm == NOON - KEPT.calm
    assert absent.worried == NOON - KEPT.worried


def test_our_own_absence_takes_nobodys_place():
    absent = KEPT.absent(NOON, timedelta(minutes=20))
    assert absent.calm == NOON - KEPT.calm
    assert absent.worried < NOON - timedelta(days=365)


def test_whoever_may_be_at_risk_is_kept_longer_as_we_are_set_up():
    service = load(ROOT / "config").service
    assert service.grace < service.place_kept < service.place_kept_worried
