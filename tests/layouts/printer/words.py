"""How names, days and labels are written under given choices."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.layouts import wording
from tests.layouts.choices import Choices
from tests.layouts.truth import Body, Person

MONTHS = {
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
    "marraskuuta joulukuuta",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
}
WEEKDAYS = {
    "fi": "Maanantai Tiistai Keskiviikko Torstai Perjantai Lauantai Sunnuntai",
    "sv": "Måndagen Tisdagen Onsdagen Torsdagen Fredagen Lördagen Söndagen",
}


class Words:
    """The words of a document: a variety of language under choices."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.tables: dict[str, Any] = wording.of(choices.variety)
        self.language: str = self.tables["language"]

    def label(self, name: str, colon: bool = False) -> str:
        """A label in the wording that was chosen."""
        options = self.tables["labels"][name]
        return f"{options[self.choices.wording % len(options)]}{':' if colon else ''}"

    def day(self, day: date, prose: bool = False) -> str:
        """A day; with `prose` as on a cover that writes it out, where that was chosen."""
        if self.choices.day == "words" and prose:
            month = MONTHS[self.language].split()[day.month - 1]
            week = WEEKDAYS[self.language].split()[day.weekday()]
            if self.language == "fi":
                return f"{week} {day.day}. {month} {day.year}"
            return f"{week} den {day.day} {month} {day.year}"
        if self.choices.variety == "sv_se":
            return day.isoformat()
        if self.choices.day == "padded":
            return f"{day.day:02}.{day.month:02}.{day.year}"
        return f"{day.day}.{day.month}.{day.year}"

    def name(self, person: Person) -> str:
        """A name as lists have it."""
        name = f"{person.family} {person.given}" if self.choices.surname_first else person.name
        return f"{name} ({person.party})" if person.party and self.choices.variety == "sv_se" else name

    def titled(self, person: Person) -> str:
        """A name with office, and whom a substitute stands in for."""
        office = person.role or ""
        if person.replaces and self.choices.variety == "sv_se":
            return f"{self.name(person)} ersätter {self.name(person.replaces)}"
        return f"{self.name(person)}, {office}" if office else self.name(person)

    def number(self, number: int, body: Body) -> str:
        """A section's number with its sign."""
        forms = {
            "after": f"{number} §",
            "dot": f"§ {number}.",
            "bare": str(number),
            "short": f"{body.short} § {number}",
        }
        return forms.get(self.choices.sign, f"§ {number}")

    def case(self, case_number: str) -> str:
        """A diary number with its label."""
        options = self.tables["labels"]["case"]
        label = {"": "", "short": options[0], "long": options[-1]}[self.choices.case_label]
        return f"{label} {case_number}".strip()

    def reference(self, body: Body, day: date, section: int) -> str:
        """An earlier handling in short."""
        return self.choices.reference.format(body=body.name, short=body.short, day=self.day(day), section=section)
