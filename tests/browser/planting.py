"""Markup that people write, and that must stay text."""

from playwright.sync_api import expect

PLANTED = '<img src=x onerror="window.planted=1"><script>window.planted=1</script>'
NAME = "<b onclick=planted=1>Pat</b>"


def is_text(page, where=None):
    """Seen to the letter, and neither run nor made into an element."""
    expect((where or page).get_by_text(PLANTED).first).to_be_visible()


def is_dead(windows):
    for window in windows:
        assert window.page.evaluate("window.planted") is None, window.name
        assert window.page.locator('img[src="x"], b[onclick]').count() == 0, window.name
