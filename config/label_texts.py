"""Words on buttons and in notes that the server writes into the visitor's pages."""

from config.section import Said, Table


class Labels(Table, frozen=True):
    """`tab` is the title of the window; in `room_starts` `{time}` is a day and a time."""

    tab: Said
    leave: Said
    start: Said
    open: Said
    look_again: Said
    no_script: Said
    help_lines: Said
    lost: Said
    first_page: Said
    show_lines: Said
    choose_country: Said
    room_enter: Said
    room_open: Said
    room_starts: Said
