"""Contact details in a line: e-mail addresses, address patterns and telephone numbers."""

from __future__ import annotations

import re
from functools import cache

from extractors.core.passage import Found, Passage
from extractors.vocabulary import either_of

_AT = r"(?:@|\s?[(\[]\s?(?:at|ät|a|@)\s?[)\]]\s?)"  # "eva.ek(at)granvik.fi"
EMAIL = re.compile(rf"[\w.+-]+{_AT}[\w-]+(?:\.[\w-]+)+")
# "09 816 21", "(09) 816 24853", "+358 40 123 4567", "310 36279", "050 597 0956"
_PHONE = r"(?:\+\d{1,3}[ -]?)?(?:\(\d{2,4}\)|\d{2,4})(?:[ -]?\d{2,5}){1,4}"


@cache
def telephone() -> re.Pattern[str]:
    """A telephone number, with the label before it, if any."""
    return re.compile(rf"(?P<label>{either_of('contact', 'phone')})?\s*:?\s*(?P<number>{_PHONE})(?!\d)", re.IGNORECASE)


@cache
def address_pattern() -> re.Pattern[str]:
    """A pattern of addresses: "fornamn.efternamn@granvik.fi"."""
    return re.compile(rf"{either_of('contact', 'email_pattern')}{_AT}(?P<domain>[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)


@cache
def mail_label() -> re.Pattern[str]:
    """A label before an address: "e-post:"."""
    return re.compile(rf"{either_of('contact', 'email')}\s*:?", re.IGNORECASE)


def address(mail: Passage) -> Found[str]:
    """An address, with "(at)" and the like replaced by "@"."""
    plain = re.sub(_AT, "@", mail.text)
    return mail.read("persons/email") if plain == mail.text else mail.means(plain, "persons/email")
