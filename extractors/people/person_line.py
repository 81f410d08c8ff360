"""The grammar of a line of persons, for every list of them.

    line   := (group | columns)? person*
    person := marker? box? (role sep?)? name (sep? (role | party | phone | email | presence | replaces | absence))*

A line of attendance, a preparer, a signature, a voter, an elected person and a row of a roll-call are such lines. One
printed line can hold several persons ("Bo Ek (NP) Malin Väst (NP)"), and a line can continue the person before it
("jäsen, saapui klo 17.30"): its first person has no name then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from extractors.core.passage import Passage
from extractors.people.names import is_given, is_role_word
from extractors.people.person_line_model import ANY_LIST, Facts, Office, PersonLine
from extractors.people.person_tokens import Token, tokens
from extractors.people.presence import CLOCK, SECTIONS, clock, section, when
from extractors.people.titles import is_officer as is_officer
from extractors.people.titles import is_title as is_title
from extractors.people.word_classes import folded, no_title
from extractors.vocabulary import either_of, fold, grouped, words

LONGEST = 120
"""Characters of a line at most that is nothing but an entry of a list of persons."""


def read(line: Passage, facts: Facts = ANY_LIST) -> list[PersonLine]:
    """The persons of a line, in order; the first has no name if the line continues the entry of the person before.

    >>> from extractors.core.passage import Span
    >>> def persons(text):
    ...     found = read(Passage.of(text, Span(0, len(text))))
    ...     return [(p.name.text, p.role and p.role.text, p.party and p.party.text) for p in found]
    >>> persons("Karin Valin (NP), 1:e vice ordförande Bo Ek (S)")
    [('Karin Valin', '1:e vice ordförande', 'NP'), ('Bo Ek', None, 'S')]
    >>> persons("Ahola Merja jäsen Laurila Helka puheenjohtaja")
    [('Ahola Merja', 'jäsen', None), ('Laurila Helka', 'puheenjohtaja', None)]
    """
    return _Reading(line, facts).persons()


def is_person_line(line: Passage) -> bool:
    """Whether a line is part of an entry in a list of persons: names, titles, contact details, and nothing else.

    >>> from extractors.core.passage import Span
    >>> def holds(text):
    ...     return is_person_line(Passage.of(text, Span(0, len(text))))
    >>> holds("Satu Ek, Minna Ås"), holds("satu.ek@lapua.fi"), holds("Talousjohtaja, Hallintopäällikkö")
    (True, True, True)
    >>> holds("Lapuan Virkiä saavutti vuonna 2024 hopeaa"), holds("Kunta hyväksyi tilinpäätöksen")
    (False, False)
    """
    if len(line) >= LONGEST:
        return False
    found = tokens(line.text, line.gaps())
    reached = next((at for at, token in enumerate(found) if token.kind in _CONTACTS), len(found))
    said = [token for token in found[:reached] if token.kind not in _SIGNS]
    said = [token for token, then in zip_longest(said, said[1:]) if not _is_unit(line.text, token, then)]
    if reached == len(found) and not any(token.kind in ("name", "role", "party") for token in said):
        return False
    return all(token.kind in _OF_PERSONS for token in said)


def _is_unit(text: str, token: Token, then: Token | None) -> bool:
    """Whether a word before a name is an organisational unit: "Hallinto Anna Ek"."""
    return (
        token.kind == "words"
        and then is not None
        and then.kind == "name"
        and then.start - token.end == 1
        and (" " not in text[token.start : token.end])
    )


_CONTACTS = frozenset(["email", "phone", "pattern"])
_SIGNS = frozenset(["sep", "open", "close", "and", "marker", "box", "label"])
_OF_PERSONS = frozenset(
    ["name", "role", "party", "span", "arrived", "left", "absent", "remote", "replaces", "replaced"]
)


class _Reading:
    """One line while its tokens are taken in turn."""

    def __init__(self, line: Passage, facts: Facts) -> None:
        self._line = line
        self._facts = facts
        self._tokens = tokens(line.text, line.gaps())
        self._found: list[PersonLine] = []
        self._now = PersonLine(line)  # values before any name
        self._pending: list[Passage] = []  # titles whose name comes later
        self._replacing: PersonLine | None = None
        self._bracketed = 0
        self._box: bool | None = None
        self._group: Passage | None = None
        self._start = 0  # where the person's values begin
        self._after = _titles_follow(self._tokens, line.text)

    def persons(self) -> list[PersonLine]:
        """Takes all tokens; returns the persons, and last a label that no name follows."""
        for number, token in enumerate(self._tokens):
            self._take(number, token)
        self._close(len(self._line.text))
        if self._group is not None:
            self._found.append(PersonLine(self._group, group=self._group))
        return self._found

    def _passage(self, token: Token) -> Passage:
        text = self._line[token.start : token.end]
        if token.tail is None:
            return text
        return Passage.join([text, self._line[token.tail[0] : token.tail[1]]], " ")

    def _close(self, end: int) -> None:
        """Closes the entry of the current person."""
        now = self._now
        if now.name is None:
            now.offices.extend(Office(each, True) for each in self._pending)
            self._pending = []
        last = [token.end for token in self._tokens if token.end <= end and token.kind not in ("sep", "and", "label")]
        now.text = self._line[self._start : max(last, default=end)]
        if now.name is not None or now.says_anything:
            self._found.append(now)

    def _begin(self, name: Passage, start: int) -> None:
        """Begins a person with a name that is not that of someone replaced."""
        pending, self._pending = self._pending, []
        if self._now.name is not None or self._now.says_anything:
            self._close(start)
        self._now = PersonLine(self._line, name, box=self._box, group=self._group)
        for each in pending:
            self._add(each, True)
        if self._box is None:
            self._start = start
        self._box = self._group = None

    def _take(self, number: int, token: Token) -> None:
        kind = token.kind
        if kind in ("open", "close"):
            self._bracketed = max(0, self._bracketed + (1 if kind == "open" else -1))
            if kind == "close" and self._replacing is not None and self._replacing.replaces is None:
                self._replacing = None
        elif kind == "box":
            if self._now.name is not None or self._now.says_anything:
                self._close(token.start)
                self._now = PersonLine(self._line)
            self._start = token.start
            self._box = self._line.text[token.start : token.end] not in ("[ ]", "[]", "☐", "-", "–")
            self._pending = []
        elif kind == "group":
            self._group = self._passage(token)
            among = fold(self._group.text) in grouped("substitutes")
            self._facts = self._facts._replace(substitutes=among)
        elif kind == "name":
            self._name(number, token)
        elif kind == "role":
            self._role(number, token)
        elif kind in ("words", "body"):
            self._words(token)
        elif kind == "party":
            self._party(token)
        elif kind in ("replaces", "replaced"):
            self._replaces(token)
        elif kind in ("arrived", "left", "span"):
            self._presence(number, token)
        elif kind == "absent":
            self._now.absent = True
        elif kind in _CONTACTS:
            self._contact(token)
        elif kind in ("aside", "remote"):
            self._now.asides.append(self._passage(token))

    def _contact(self, token: Token) -> None:
        said = self._passage(token)
        if token.kind == "pattern":
            self._now.pattern = said
        else:
            (self._now.phones if token.kind == "phone" else self._now.emails).append(said)

    def _name(self, number: int, token: Token) -> None:
        name = self._passage(token)
        if self._replacing is not None and self._replacing.replaces is None:
            self._replacing.replaces = name
        elif self._bracketed and self._now.name is not None and not self._pending:
            if self._now.substitute:
                self._now.replaces = name  # "varajäsen (Kai Berg)"
                self._replacing = self._now
            else:
                self._now.asides.append(name)
        elif self._in_prose(number):
            self._now.asides.extend((*self._pending, name))
            self._pending = []
        elif self._is_office(number, name):
            self._now.offices.append(Office(name, False))
        else:
            self._replacing = None
            start = self._tokens[number - 1].start if self._pending and number else token.start
            labelled = bool(self._pending) and self._sign_before(number) == ":"
            self._begin(name, start)
            self._now.labelled = labelled

    def _in_prose(self, number: int) -> bool:
        """Whether words of running text directly precede or follow a name: "Mikko Malli tutustui kohteeseen"."""
        token = self._tokens[number]
        before = self._tokens[number - 1] if number else None
        following = self._tokens[number + 1] if number + 1 < len(self._tokens) else None
        adjacent = following is not None and following.kind == "words" and following.start - token.end <= 1
        if adjacent and following is not None and self._line.text[following.start].islower():
            return True
        if before is None or before.kind != "words" or token.start - before.end > 1:
            return False
        words = self._line.text[before.start : before.end].split()
        return len(words) > 1 and any(word[0].islower() for word in words) and any(word[0].isupper() for word in words)

    def _is_office(self, number: int, name: Passage) -> bool:
        """Whether an apparent name is an organisation: "Kai Berg, ordförande, Granvik Byaförening"."""
        if self._now.name is None or not self._now.offices or not number or self._pending or not self._facts.offices:
            return False
        return self._tokens[number - 1].kind == "sep" and not any(map(is_given, name.text.split()))

    def _sign_before(self, number: int) -> str:
        before = self._tokens[number - 1] if number else None
        return self._line.text[before.start] if before is not None and before.kind == "sep" else ""

    def _role(self, number: int, token: Token) -> None:
        said = self._passage(token)
        following = self._tokens[number + 1] if number + 1 < len(self._tokens) else None
        adjacent = following is not None and following.kind == "name"
        first = self._now.name is None and not self._now.says_anything
        bracket = following is not None and following.kind == "open" and not self._after
        leading = (first or bracket) and self._leads_to_name(number)
        taken = bool(self._now.offices) and number and self._tokens[number - 1].kind == "sep"
        taken = taken and not self._titled_after(number + 1)
        labelling = (
            following is not None
            and following.kind == "sep"
            and self._line.text[following.start] == ":"
            and not self._bracketed
        )
        if leading or labelling or (adjacent and (not self._after or first or taken)):
            self._pending.append(said)
            return
        self._add(said, True)

    def _titled_after(self, number: int) -> bool:
        """Whether a name has a title of its own after a comma: "rehtori, esittelijä Bo Ek, johtaja"."""
        return self._after and [token.kind for token in self._tokens[number : number + 3]] == ["name", "sep", "role"]

    def _leads_to_name(self, number: int) -> bool:
        """Whether a name follows a title with a separator or brackets between: "lakimies (OTM) Anna Ek"."""
        at = number + 1
        if at < len(self._tokens) and self._tokens[at].kind == "open":
            closes = (each for each in range(at, len(self._tokens)) if self._tokens[each].kind == "close")
            at = next(closes, len(self._tokens))
        kinds = [token.kind for token in self._tokens[at : at + 2]]
        return kinds in (["sep", "name"], ["close", "name"])

    def _words(self, token: Token) -> None:
        """Takes other words: after a name they are a role, whatever it is called; before a name they are ignored."""
        said = self._passage(token)
        text = said.text
        if self._replacing is not None and self._replacing.replaces is None:
            self._now.asides.append(said)
            return
        fits = re.match(r"(?:\d(?:\.|:[ae])?\s+)?[^\W\d_]", text) is not None and len(text.split()) <= 12
        if fits and not no_title(text.split()[0]) and (self._now.name is not None or not self._found):
            self._add(said, False)
        else:
            self._now.asides.append(said)

    def _add(self, said: Passage, sure: bool) -> None:
        now = self._now
        if _is_substitute(said.text):
            now.substitute = True
        before = now.offices[-1].text if now.offices else None
        if before is not None:
            joined = f"{before.text} / {said.text}"
            at = self._line.text.find(joined, self._start)
            if at >= 0:
                now.offices[-1] = Office(self._line[at : at + len(joined)], True)
                return
        now.offices.append(Office(said, sure))

    def _party(self, token: Token) -> None:
        if self._replacing is not None and self._replacing.replaces is not None:
            self._replacing = None  # whom the person replaces
        elif self._now.party is None and not self._pending:  # a degree: "lakimies (OTM) Anna Ek"
            self._now.party = self._passage(token).strip(".")

    def _replaces(self, token: Token) -> None:
        said = self._passage(token)
        if token.kind == "replaced":
            name, office = _of_genitive(said)
            self._now.replaces, self._now.genitive, self._now.substitute = name, True, True
            if office is not None:
                self._now.offices.append(Office(office, True))
            return
        among = self._facts.substitutes or self._bracketed > 0 or len(said.text.split()) > 1 or len(said) > 4
        if not among and self._now.party is None:  # "Per Holm (C) för Ola Fors (C)"
            self._words(token)
            return
        word = next((each for each in re.finditer(r"\w+", said.text) if is_role_word(each[0])), None)
        if word is not None:
            self._add(said[: word.end()], True)
        self._now.substitute = True
        self._replacing = self._now

    def _presence(self, number: int, token: Token) -> None:
        now, said = self._now, self._passage(token)
        now.timed = True
        if self._replacing is not None and self._replacing.replaces is None:
            self._replacing = None
        before = self._tokens[number - 1].kind if number else ""
        if token.kind != "span":
            value = when(said, token.kind)
            if token.kind == "arrived":
                now.arrived = value
            else:
                now.left = value
            return
        if before == "absent":
            now.absent = False  # "poissa klo 18.00–18.10"
            return
        clocks = list(re.finditer(CLOCK, said.text))
        if len(clocks) == 2:
            first, last = (said.group(match) for match in clocks)
            arrived = first.means(clock(first.text), "meetings/arrived")
            left = last.means(clock(last.text), "meetings/left")
            now.arrived = arrived if now.arrived is None or now.arrived.value.startswith("§") else now.arrived
            now.left = left if now.left is None or now.left.value.startswith("§") else now.left
        elif not (now.arrived or now.left) and not self._chaired(number) and (match := re.search(SECTIONS, said.text)):
            there = said.group(match)
            now.arrived, now.left = section(there, "arrived"), section(there, "left")

    def _chaired(self, number: int) -> bool:
        """Whether section numbers directly follow a chair's title: they tell when the person chaired, not attended."""
        end = self._tokens[number].start
        return re.search(rf"(?<!\w)(?i:{either_of('roles', 'chair')})\s*,?\s*$", self._line.text[:end]) is not None


def _titles_follow(found: Sequence[Token], text: str) -> bool:
    """Whether the titles of a line follow its names, where one is between two names with no separator after it.

    "Karin Valin (NP), vice ordförande Bo Ek (S)" · "Ahola Merja jäsen Laurila Helka puheenjohtaja", but
    "Sekreterare Mona Ås, direktör Lars Sund".
    """
    names = [at for at, token in enumerate(found) if token.kind == "name"]
    if not names:
        return False
    if any(token.kind == "role" for token in found[: names[0]]):
        return False
    if names[0] + 1 < len(found) and found[names[0] + 1].kind == "role":
        return True
    kinds = [token.kind for token in found]
    if (kinds[0] == "name" and _first_holds_title(found, text)) or ("sep" not in kinds and "role" in kinds):
        return True
    if any(kind == "role" and kinds[at + 1 : at + 2] != ["name"] for at, kind in enumerate(kinds)):
        return True
    return any(kinds[at + 1 : at + 6] == ["open", "party", "close", "sep", "role"] for at in names)


def _first_holds_title(found: Sequence[Token], text: str) -> bool:
    """Whether a row of persons begins with a name and its title: a chair's, or one of several between names.

    "Anna Ek, ordf. Bo Ås Kai Sund" · "Anna Ek, chef Bo Ås, jurist Kai Sund": were the titles the next person's, the
    first alone would have none.
    """
    behind = [token for token in found[1:6] if token.kind not in ("open", "party", "close")]
    at = 1 if behind[:1] and behind[0].kind == "sep" else 0
    role = next((token for token in behind[at : at + 1] if token.kind == "role"), None)
    if role is None:
        return False
    chairs = fold(text[role.start : role.end]).endswith(words("roles", "chair"))
    return chairs or sum(token.kind == "role" for token in found) > 1


def _of_genitive(said: Passage) -> tuple[Passage, Passage | None]:
    """The name and the title of "Kaija Mannerkorven varajäsen"."""
    match = re.search(rf"\s+(?P<word>(?i:{either_of('attendance', 'replaces_genitive')}))$", said.text)
    if match is None:
        return said, None
    word = said.group(match, "word")
    last = next((each for each in re.finditer(r"\w+", word.text) if is_role_word(each[0])), None)
    return said[: match.start()], word[: last.end()] if last else None


def _is_substitute(text: str) -> bool:
    return fold(text) in grouped("substitutes") | folded("replaces_genitive")


def names_in(line: Passage) -> Iterator[Passage]:
    """All names in a line, whatever their part in it."""
    for token in tokens(line.text, line.gaps()):
        if token.kind == "name":
            first = line[token.start : token.end]
            yield Passage.join([first, line[token.tail[0] : token.tail[1]]], " ") if token.tail else first
