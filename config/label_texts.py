"""Words on buttons and beside numbers that the server writes into the visitor's pages."""

from config.section import Said, Table


class Labels(Table, frozen=True):
    """`to` stands between what is texted and the number, as in "Text SHOUT to 85258"."""

    leave: Said
    start: Said
    open: Said
    look_again: Said
    no_script: Said
    help_lines: Said
    call: Said
    text: Said
    to: Said
    visit: Said
    open_now: Said
    closed_now: Said
    stale: Said
    show_lines: Said
    room_enter: Said
    room_open: Said
    room_starts: Said
