"""What is said of somebody goes only where nobody can read along."""

import pytest

from config.settings import BadSettings, Settings


@pytest.mark.parametrize("url", ["http://team.example/referrals", "ftp://team.example", "team"])
def test_an_address_without_tls_is_refused(monkeypatch, url) -> None:
    monkeypatch.setenv("WARMLINE_RESPONDER_URL", url)
    with pytest.raises(BadSettings, match="WARMLINE_RESPONDER_URL is wrong"):
        Settings.read()


@pytest.mark.parametrize("url", ["https://team.example/referrals", "http://127.0.0.1:9/referrals"])
def test_tls_or_this_machine_is_taken(monkeypatch, url) -> None:
    monkeypatch.setenv("WARMLINE_RESPONDER_URL", url)
    assert Settings.read().responder_url.get_secret_value() == url
