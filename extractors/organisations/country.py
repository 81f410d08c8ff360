"""The country of a document by its wording: minutes in Swedish have words of their own in Sweden, Finland and Åland."""

from __future__ import annotations

import re
from functools import cache

from extractors.organisations.register import Country
from extractors.vocabulary import either, words

# "(SD)", "(M)": a party of Sweden; some letters are also Finland's, so that only those count that are not
_PARTY = re.compile(r"\((?:M|SD|V|KD|L|MP|FP)\)")
_SWEDISH_NUMBER = re.compile(r"\((?:SFS\s+)?(?:19|20)\d\d:\d{1,4}\)")  # "(2017:725)"
_FINNISH_NUMBER = re.compile(r"(?<![\d/])\d{1,4}/(?:19|20)\d\d\)")  # "(410/2015)"
_LEAD = 2
"""How many times as many signs one country must have as the other; so many signs tell Åland from Finland."""


@cache
def _words(country: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(words('country', country))}", re.IGNORECASE)


def by_wording(text: str, language: str | None) -> Country | None:
    """The country whose wording a text has; None where it can be either. Text in Finnish is Finland's.

    Args:
        text: the whole text.
        language: its main language.

    >>> by_wording("Utdragsbestyrkande. Beslutet kan överklagas till förvaltningsrätten.", "sv")
    'SE'
    >>> by_wording("Till protokolljusterare valdes Anna Ek. Rättelseyrkande riktas till nämnden.", "sv")
    'FI'
    >>> by_wording("Kommunstyrelsen godkände förslaget.", "sv") is None, by_wording("Hyväksyttiin.", "fi")
    (True, 'FI')
    >>> by_wording("Till protokolljusterare valdes Anna Ek. Landskapslagen (ÅFS 1997:73).", "sv")
    'AX'
    """
    if language == "fi":
        return "FI"
    sweden = len({match[0].lower() for match in _words("SE").finditer(text)})
    sweden += len(set(_PARTY.findall(text))) + min(len(set(_SWEDISH_NUMBER.findall(text))), 2)
    finland = len({match[0].lower() for match in _words("FI").finditer(text)})
    finland += min(len(set(_FINNISH_NUMBER.findall(text))), 2)
    if sweden > 0 and sweden >= _LEAD * finland:
        return "SE"
    if finland > 0 and finland >= _LEAD * sweden:
        return "AX" if len({match[0].lower() for match in _words("AX").finditer(text)}) >= _LEAD else "FI"
    return None
