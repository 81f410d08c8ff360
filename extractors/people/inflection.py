"""Names in the genitive and accusative, and persons named by surname alone, resolved to the full names in the document.

Prose says "Latvalan vastaehdotus", "Marko Karvisen ehdotuksesta", "Juutis förslag"; the record gives "Rauno Latvala",
"Marko Karvinen", "Sini Juuti". The document's list of persons decides, then the patterns of surnames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.core.passage import DERIVED, Found, Passage
from extractors.people.names import WORD, Gazetteer, inflected, is_given, is_role_word
from extractors.vocabulary import LANGUAGES, pairs, tables


@cache
def _foreign() -> tuple[str, ...]:
    return tuple(ending for each in LANGUAGES for ending in tables(each)["inflection"].get("consonant", ()))


def nominatives(word: str) -> Iterator[str]:
    """Possible nominatives of a surname in the genitive, the likeliest first; the word itself comes last.

    >>> list(nominatives("Karvisen"))[0], list(nominatives("Kortesmäen"))[0], list(nominatives("Söderlingin"))[0]
    ('Karvinen', 'Kortesmäki', 'Söderling')
    >>> list(nominatives("Latvalan"))[0], list(nominatives("Juutis")), list(nominatives("Ekman"))[0]
    ('Latvala', ['Juuti', 'Juutis'], 'Ekman')
    """
    for ending, instead in pairs("inflection", "surname"):
        if word.lower().endswith(ending):
            yield word[: len(word) - len(ending)] + (instead.capitalize() if len(word) == len(ending) else instead)
    if word.endswith("in") and word[:-2].lower().endswith(_foreign()):
        yield word[:-2]
    if word.lower().endswith(_foreign()):
        yield word  # "Ekman": no genitive
    if word.endswith("nen"):
        yield word
        return
    for ending in ("n", "s", ":n", ":s"):
        if word.endswith(ending) and len(word) > len(ending) + 1:  # "Eks"
            yield word[: len(word) - len(ending)]
    if word.endswith("in") and len(word) > 4:
        yield word[:-2]
    yield word


def title(text: str) -> str | None:
    """The nominative of an officer's title in the genitive; None if it is not such a title.

    >>> title("Henkilöstöpäällikön"), title("Teknisen johtajan"), title("Hallinto- ja talousjohtajan")
    ('Henkilöstöpäällikkö', 'Tekninen johtaja', 'Hallinto- ja talousjohtaja')
    >>> title("Teknisen lautakunnan puheenjohtajan")
    'Teknisen lautakunnan puheenjohtaja'
    >>> title("Stadsdirektörens"), title("Lakimiehen"), title("Hankkeen"), title("Tekninen johtaja")
    ('Stadsdirektören', 'Lakimies', None, None)
    """
    *before, last = text.split() or [""]
    for ending, instead in pairs("inflection", "title"):
        if last.endswith(ending) and is_role_word(last[: len(last) - len(ending)] + instead):
            nominative = [last[: len(last) - len(ending)] + instead]
            while before and _adjective(before[-1]) != before[-1]:
                nominative.insert(0, _adjective(before.pop()))  # "Teknisen lautakunnan puheenjohtajan": not this one
            return " ".join([*before, *nominative])
    return None


def _adjective(word: str) -> str:
    for ending, instead in pairs("inflection", "adjective"):
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + instead
    return word


def full_name(name: Passage, names: Gazetteer, rule: str, genitive: bool = False) -> Found[str]:
    """A person's name with the given name first: in the nominative, and in full if the document has it in full.

    >>> from extractors.core.passage import Span
    >>> text = "Rauno Latvala, jäsen. Latvalan esitys. Marko Karvisen esitys."
    >>> names = Gazetteer(Passage.of(text, Span(0, len(text))))
    >>> full_name(Passage.of(text, Span(22, 30)), names, "x", True).value
    'Rauno Latvala'
    >>> full_name(Passage.of(text, Span(39, 53)), names, "x", True).value
    'Marko Karvinen'
    """
    given, _, surname = name.text.rpartition(" ")
    if not given:
        known = [full for each in nominatives(surname) if (full := names.of_surname(each))]
        if known:
            return Found(known[0], name.spans, rule + DERIVED)
        likely = next(nominatives(surname)) if genitive else surname
        return _value(name, likely, rule)
    if not genitive:
        # prose gives the given name first, unless the table of given names says otherwise
        return (names.turn(name) if is_given(surname) and not is_given(given.split(" ")[0]) else name).read(rule)
    for likely in nominatives(surname):
        if names.mentions(f"{given} {likely}") and likely != surname:
            return _value(name, f"{given} {likely}", rule)
    plain = names.nominative(name)
    if plain.text not in (name.text, inflected(name).text):
        return names.turn(plain).read(rule)
    return _value(name, f"{given} {next(nominatives(surname))}", rule)


def _value(name: Passage, value: str, rule: str) -> Found[str]:
    return name[: len(value)].read(rule) if name.text.startswith(value) else Found(value, name.spans, rule + DERIVED)


def names_person(text: str, name: str) -> bool:
    """Whether a text names a person by surname, in any grammatical case.

    >>> names_person("Bymanin ehdotukset raukesivat", "Kai Byman"), names_person("Ekman föreslog", "Per Ek")
    (True, False)
    """
    surname = name.split()[-1]
    start = surname[: max(2, len(surname) - 3)]
    if start not in text:
        return False
    return any(surname in nominatives(word) for word in re.findall(rf"{WORD}(?::n|:s)?", text))


def uncapitalised(name: Passage, rule: str) -> Found[str]:
    """A name printed partly or wholly in capitals, in normal case, if it has a known given name: "Anna EK"."""
    words_ = name.text.split(" ")
    if not any(len(word) > 1 and word.isupper() and "." not in word for word in words_) or not any(
        map(is_given, words_)
    ):
        return name.read(rule)
    small = [word.title() if len(word) > 1 and word.isupper() and "." not in word else word for word in words_]
    return name.means(" ".join(small), rule)
