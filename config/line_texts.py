"""What stands beside emergency numbers, help lines and languages, on the page and in the chat."""

from config.section import Said, Table


class Days(Table, frozen=True):
    """Short names, for the hours of a line such as "Mon-Sat 10:00-20:00"."""

    daily: Said
    mon: Said
    tue: Said
    wed: Said
    thu: Said
    fri: Said
    sat: Said
    sun: Said


class Lines(Table, frozen=True):
    """`{number}` is dialled, `{word}` is texted to it, `{site}` is a web address.

    `number_of` stands after the emergency numbers of `{country}`; `unknown` where the country is
    not known, `none` where the directory has no line of it.
    """

    call: Said
    text: Said
    text_word: Said
    visit: Said
    open_now: Said
    closed_now: Said
    stale: Said
    emergency: Said
    number_of: Said
    unknown: Said
    none: Said
    days: Days


class Languages(Table, frozen=True):
    """`chat_in` is said where nobody chats in the language of this page.

    `names` are those of other languages as this one calls them, by their codes.
    """

    title: Said
    chat_in: Said
    names: dict[str, Said]
