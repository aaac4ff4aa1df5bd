"""Whether a number can be dialled inside a country, as the public numbering data knows it."""

import phonenumbers
from phonenumbers import NumberParseException, shortnumberinfo


def diallable(dial: str, country: str) -> bool:
    """A full number, or a short code of that country."""
    try:
        number = phonenumbers.parse(dial, country)
    except NumberParseException:
        return False
    return phonenumbers.is_valid_number_for_region(
        number, country
    ) or shortnumberinfo.is_valid_short_number_for_region(number, country)
