"""Numbers of lists as word processors print them: figures, letters, Roman numerals."""

from __future__ import annotations

from typing import Literal

_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix"}
_ROMAN |= {5: "v", 4: "iv", 1: "i"}

NumberForm = Literal["1", "01", "a", "A", "i", "I", ""]
"""How the first number of a list looks; "" where it has none."""


def list_number(count: int, form: NumberForm) -> str:
    """A list item's number in the given form.

    Letters go on with doubled ones, as in Word and OpenDocument; numbers that a form can't print are printed in
    figures.

    >>> [list_number(3, form) for form in ("1", "01", "a", "A", "i", "I", "")]
    ['3', '03', 'c', 'C', 'iii', 'III', '']
    >>> list_number(28, "a"), list_number(4, "I"), list_number(0, "i")
    ('bb', 'IV', '0')
    """
    if form == "":
        return ""
    if form in ("a", "A") and 0 < count <= 780:
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif form in ("i", "I") and 0 < count < 4000:
        text = ""
        for size, sign in _ROMAN.items():
            text += sign * (count // size)
            count %= size
    else:
        return f"{count:02}" if form == "01" else str(count)
    return text.upper() if form.isupper() else text
