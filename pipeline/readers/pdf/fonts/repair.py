"""Repairs fonts with wrong character maps: the meaning of each shape is found by majority vote.

Some systems embed, page by page, a small subset of one face with a separate map from codes to letters, and get the
map wrong: another letter, or only the first letter of a ligature. But the outline of a letter is the same on every
page. So each outline gathers what all its fonts say that it is, and the commonest word wins, unless a stronger
outline already is that letter: one face draws no letter twice. What is left is a ligature, known by its width and by
the words that it makes, or by the words of the document itself.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from pipeline.readers.pdf.fonts import dictionary
from pipeline.readers.pdf.fonts.codes import Code, Fonts, Piece
from pipeline.readers.pdf.fonts.outlines import BROKEN, Shape
from pipeline.readers.pdf.page import Sheet, Word, plain

LIGATURES = ("ti", "tt", "tti", "tf", "ft", "fi", "ff", "fl", "fj", "fft", "ffi", "ffl", "tj", "th")
"""What faces draw as one."""

SLACK = 0.09
"""How much narrower than its letters side by side a ligature may be, as a share of their width."""

PROVEN = 3
"""Codes whose font is contradicted by two others at least, before a document's fonts count as lying at all."""

WIDE = 0.62
"""Ems: hardly a lower-case letter but m and w is wider; ligatures are."""

HEARD = 40
"""Words in which a doubtful code stands that are asked."""

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789.,:;?!()/%&§€@\"”'’–-+=*"


_HYPHENS = dict.fromkeys(map(ord, "\u00ad\u2010\u2011\u2212"), "-")


def suspicious(sheets: Iterable[Sheet]) -> bool:
    """Whether a document embeds one face several times: then its maps may differ, and its outlines can vote."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for face in chain.from_iterable(sheet.faces for sheet in sheets):
        if face.length:
            lengths[face.name].add(face.length)
    return any(len(each) > 1 for each in lengths.values())


def mend(data: bytes, sheets: Sequence[Sheet], language: Callable[[str], str]) -> set[int]:
    """Rereads, in place, the pages whose fonts have wrong maps.

    Args:
        data: the document.
        sheets: its pages as PDFium reads them; the words of those that are mended are replaced.
        language: returns the language of a text, "sv" or "fi".

    Returns:
        The numbers of the pages that were mended.
    """
    try:
        fonts = Fonts(data)
        truth = _Assembly(fonts).truth
    except BROKEN:
        return set()
    if not truth or fonts.count != len(sheets):  # pdfminer skips pages that PDFium counts
        return set()
    pages = {page for number, _ in truth for page in fonts.typefaces[number].pages}
    clean = [sheet for sheet in sheets if sheet.number not in pages]
    speech = language(" ".join(word.text for sheet in sheets for word in sheet.words)[:20_000])
    judge = _Judge(speech, frozenset(word.lower() for word in dictionary.words(_texts(clean))))
    read: dict[int, list[Word]] = {}
    open_ = {code: candidates for code, candidates in truth.items() if len(candidates) > 1}
    settled = {code: candidates[0] for code, candidates in truth.items()}
    for sheet in sheets:
        if sheet.number not in pages:
            continue
        try:
            words, pieces = fonts.words(sheet, settled)
        except BROKEN:
            continue
        if open_:
            judge.hear(pieces, open_)
        read[sheet.number] = words
    choices = judge.choices(fonts, open_)
    if choices:
        settled |= choices
        again = {page for number, _ in choices for page in fonts.typefaces[number].pages} & set(read)
        for sheet in sheets:
            if sheet.number in again:
                read[sheet.number] = _words(fonts, sheet, settled) or read[sheet.number]
    for sheet in sheets:
        sheet.words = read.get(sheet.number) or sheet.words
    return set(read)


def _words(fonts: Fonts, sheet: Sheet, truth: Mapping[Code, str]) -> list[Word]:
    try:
        return fonts.words(sheet, truth)[0]
    except BROKEN:
        return []


def _texts(sheets: Iterable[Sheet]) -> list[str]:
    return [" ".join(word.text for word in sheet.words) for sheet in sheets]


class _Assembly:
    """Counts the votes of all fonts. truth: the candidates for each wrong or doubtful code, best first."""

    def __init__(self, fonts: Fonts) -> None:
        self._votes: defaultdict[Shape, Counter[str]] = defaultdict(Counter)
        for typeface in fonts.typefaces.values():
            for code, shape in typeface.draws.items():
                if code in typeface.to_unicode:
                    self._votes[shape][_same(typeface.to_unicode[code])] += 1
        self._meaning: dict[Shape, list[str]] = {}
        self._owner: dict[tuple[str, str], Shape] = {}
        for shape, votes in sorted(self._votes.items(), key=lambda each: -_strength(each[1])):
            self._settle(shape, votes)
        for shape, votes in self._votes.items():
            if shape not in self._meaning:
                self._meaning[shape] = self._guesses(shape, votes)
        self.truth: dict[Code, list[str]] = {}
        proven = 0
        for typeface in fonts.typefaces.values():
            for code, shape in typeface.draws.items():
                meaning = self._meaning.get(shape)
                said = _same(typeface.to_unicode.get(code, ""))
                if meaning is not None and meaning != [said]:
                    self.truth[typeface.number, code] = meaning
                    proven += len(meaning) == 1 and self._votes[shape][meaning[0]] > 1
        if proven < PROVEN:
            self.truth = {}

    def _settle(self, shape: Shape, votes: Counter[str]) -> None:
        """Gives a shape the commonest of its claims that no stronger shape of its face has."""
        if shape.empty:
            self._meaning[shape] = [" "]
            return
        for claim, _ in votes.most_common():
            if claim.strip() == claim and claim and (shape.face, claim) not in self._owner:
                # A long claim next to a short one is a ligature's, if its width allows.
                if len(claim) > 1 and not self._fits(shape, claim):
                    continue
                self._owner[shape.face, claim] = shape
                self._meaning[shape] = [claim]
                return

    def _fits(self, shape: Shape, claim: str) -> bool:
        """Whether a shape is as wide as these letters side by side, or a little narrower."""
        parts = [self._owner.get((shape.face, letter)) for letter in claim]
        if any(part is None for part in parts):
            return claim in LIGATURES
        width = sum(part.width for part in parts if part is not None)
        return -0.01 <= (width - shape.width) / width <= SLACK

    def _guesses(self, shape: Shape, votes: Counter[str]) -> list[str]:
        """Candidates for a shape whose claims all belong to others: ligatures beginning with one, or any left."""
        first = {claim[0] for claim in votes if claim.strip()}
        fitting = [each for each in LIGATURES if (shape.face, each) not in self._owner and self._fits(shape, each)]
        if ligatures := [each for each in fitting if each[0] in first]:
            return ligatures
        free = [each for each in ALPHABET if (shape.face, each) not in self._owner and _may_be(shape, each)]
        likely = [*fitting, *free] if shape.width > WIDE else [*free, *fitting]
        return [*likely, votes.most_common(1)[0][0]]


def _same(claim: str) -> str:
    """A claim normalised for comparison: one blank for all invisible characters, one hyphen for all hyphens."""
    if not plain(claim).strip():
        return " "
    return unicodedata.normalize("NFC", claim).translate(_HYPHENS)


def _may_be(shape: Shape, letter: str) -> bool:
    """Whether a shape is about as wide as text faces draw a sign of this kind."""
    if letter in ".,:;!'’|":
        return shape.width < 0.36
    if letter == "?":
        return 0.36 <= shape.width < 0.6
    if letter.islower():
        return shape.width <= WIDE or letter in "mw"
    return not letter.isupper() or shape.width >= 0.4 or letter in "IJ"


def _strength(votes: Counter[str]) -> float:
    """The strength of a shape's commonest claim: its lead in votes."""
    (_, most), *others = votes.most_common(2)
    return most - 0.9 * (others[0][1] if others else 0)


class _Judge:
    """Chooses between candidates by the words that they make."""

    def __init__(self, language: str, known: frozenset[str]) -> None:
        self._language, self._known = language, known
        self._heard: defaultdict[Code, list[tuple[list[str], int]]] = defaultdict(list)

    def hear(self, words: Iterable[Sequence[Piece]], open_: Mapping[Code, object]) -> None:
        """Records the words that contain doubtful codes."""
        for word in words:
            for at, (code, _) in enumerate(word):
                if code in open_ and len(self._heard[code]) < HEARD:  # type: ignore[index]
                    self._heard[code].append(([text for _, text in word], at))  # type: ignore[index]

    def choices(self, fonts: Fonts, open_: Mapping[Code, list[str]]) -> dict[Code, str]:
        """For each doubtful code, the candidate that makes the most words; on a tie the first."""
        groups: defaultdict[Shape, list[Code]] = defaultdict(list)
        for number, code in open_:
            groups[fonts.typefaces[number].draws[code]].append((number, code))
        chosen: dict[Code, str] = {}
        for codes in groups.values():
            guesses = open_[codes[0]]
            heard = [each for code in codes for each in self._heard[code]]
            score = {
                guess: sum(self._is_word([*letters[:at], guess, *letters[at + 1 :]]) for letters, at in heard)
                for guess in guesses
            }
            best = max(guesses, key=lambda guess: score[guess])
            if best != guesses[0] and score[best] > score[guesses[0]]:
                chosen.update((code, best) for code in codes)
        return chosen

    def _is_word(self, letters: Sequence[str]) -> bool:
        word = "".join(letters).strip("\"”’'.,:;?!()[]-–")
        if len(word) < 3 or not (word[1:].islower() or word.isupper()):
            return False
        return word.lower() in self._known or dictionary.is_word(word, self._language)
