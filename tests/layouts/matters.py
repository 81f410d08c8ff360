"""Invents a meeting's matters, of one kind each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

from tests.layouts.truth import Amendment, Body, Decision, Earlier, Item, Meeting, Motion, Person, Talk, Vote


@dataclass
class Setting:
    """The meeting whose matters are invented, and what has been used up of its words."""

    meeting: Meeting
    words: dict[str, Any]
    random: Random
    bodies: list[Body]
    used: list[str] = field(default_factory=list)
    case_form: str = ""

    @property
    def acts(self) -> dict[str, Any]:
        """The wordings of acts."""
        acts: dict[str, Any] = self.words["acts"]
        return acts

    def formality(self, kind: str) -> Item:
        """The opening or the closing."""
        act = self.random.choice(self.acts[kind])
        return Item(
            0,
            act["title"],
            proposal=self._say(act["proposal"]) if "proposal" in act else None,
            decision=Decision((self._say(act["decision"]),), "opened_closed"),
        )

    def adjusters(self) -> Item:
        """The choice of those who check the minutes."""
        act = self.random.choice(self.acts["adjusters"])
        a, b = self.meeting.adjusters
        text = self._say(act["decision"], a=self._named(a), b=self._named(b))
        return Item(
            0,
            act["title"],
            proposal=self._say(act["proposal"]) if "proposal" in act else None,
            decision=Decision((text,), "elected"),
        )

    def plain(self, kind: str, history: int = 0) -> Item:
        """A matter with an account, a proposal and a decision."""
        wanted = {"rejected": 5}.get(kind)
        topics = self.words["topics"]
        free = [each for each in range(len(topics)) if topics[each]["title"] not in self.used and each != 5]
        topic = topics[self.random.choice(free) if wanted is None else wanted]
        self.used.append(topic["title"])
        return Item(
            0,
            topic["title"],
            case_number=self._case_number(),
            preparers=tuple(self.random.sample(self.meeting.others[:-1], self.random.choice((1, 1, 2)))),
            presenter=self.meeting.others[0],
            account=tuple(topic["account"]),
            proposal=self._say(topic["proposal"]),
            decision=self._decision(kind),
            history=self._history(topic, history),
            attachments=tuple(topic["attachments"]),
            recipients=tuple(topic["recipients"]),
            appeal=self._appeal(),
        )

    def debated(self) -> Item:
        """A matter with a counter-proposal, a vote and perhaps a dissent."""
        item = self.plain("approved")
        by, seconder = self.random.sample(self.meeting.present[2:7], 2)
        at = self.random.randrange(len(self.words["moves"]["that"]))
        that = self.words["moves"]["that"][at]
        votes = len(self.meeting.present)
        blank = self.random.choice((0, 1))
        against = self.random.randint(2, (votes - blank - 1) // 2)
        counts = Vote(votes - against - blank, against, blank)
        text, counts = self._voted(counts, by, seconder)
        slots = {"by": by, "seconder": seconder, "that": that, "that_upper": that[0].upper() + that[1:]}
        talk = (
            Talk("moved", self._say(self.random.choice(self.acts["moved"]), **slots)),
            Talk("order", self._say(self.random.choice(self.acts["order"]), by=by)),
            Talk("voting", text),
        )
        dissents = ((by, self._say(self.random.choice(self.acts["dissents"]), who=by)),)
        return replace(
            item,
            talk=talk,
            votes=(counts,),
            amendments=(Amendment(by, seconder, self.words["moves"]["kinds"][at]),),
            decision=replace(self._decision("won", "approved"), unanimous=False),
            dissents=dissents if self.random.random() < 0.6 else (),
        )

    def _voted(self, counts: Vote, by: Person, seconder: Person) -> tuple[str, Vote]:
        numerals = self.words["numerals"]
        wording = self.random.choice(self.acts["voted"])
        if "{names_for}" in wording or "{blank}" not in wording:  # all votes are told, none is blank
            counts = Vote(counts.in_favour + (counts.blank or 0), counts.against)
        others = [each for each in self.meeting.present if each not in (by, seconder)]
        against = [by, seconder, *others[len(others) - counts.against + 2 :]]
        rest = [each for each in self.meeting.present if each not in against][: counts.in_favour]
        slots = {
            "for": counts.in_favour,
            "against": counts.against,
            "blank": counts.blank or 0,
            "for_words": numerals[counts.in_favour],
            "against_words": numerals[counts.against],
            "names_for": ", ".join(each.name for each in rest),
            "names_against": ", ".join(each.name for each in against[: counts.against]),
        }
        return self._say(wording, **slots), counts

    def disqualifying(self) -> Item:
        """A matter in whose handling somebody does not take part."""
        item = self.plain("approved")
        who = self.meeting.present[3]
        instead = next((each for each in self.meeting.present if each.replaces), self.meeting.present[-1])
        wording = self.random.choice(self.acts["disqualified"])
        return replace(
            item, disqualified=(who,), talk=(Talk("disqualified", self._say(wording, who=who, instead=instead)),)
        )

    def election(self) -> Item:
        """A choice of several people for several seats."""
        table = self.words["election"]
        posts = self.acts["posts"]
        chosen = self.random.sample(self.meeting.present, 3)
        wording = self.random.choice(self.acts["seat"])
        seats = list(zip((posts[0], posts[1], posts[2]), chosen, strict=True))
        rows = tuple(wording.format(post=post, name=who.name, party=who.party) for post, who in seats)
        lead = self.random.choice(self.acts["elected"])
        return Item(
            0,
            table["title"],
            case_number=self._case_number(),
            account=tuple(table["account"]),
            proposal=self._say(table["proposal"]),
            decision=Decision(
                (self._say(lead["text"]), *rows), "elected", elected=tuple((who.name, post) for post, who in seats)
            ),
            recipients=("HR",),
        )

    def motion(self) -> Item:
        """The answer to a motion."""
        table = self.random.choice(self.words["motions"])
        first = self.meeting.present[2]
        count = self.random.randint(4, 9)
        day = self.meeting.day - timedelta(weeks=self.random.randint(9, 30))
        text = self.random.choice(self.acts["motion_text"])
        act = self.random.choice(self.acts["motion_decision"])
        return Item(
            0,
            self._say(self.random.choice(self.acts["motion_title"]), about=table["about"]),
            case_number=self._case_number(),
            preparers=(self.meeting.others[1],),
            presenter=self.meeting.others[0],
            proposal=self._say(self.random.choice(self.acts["motion_proposal"])),
            decision=Decision((self._say(act["text"]),), act["outcome"], act.get("unanimous")),
            motion=Motion(
                self._say(text, first=first, rest=count - 1, day=self.written(day), about=table["about"]),
                self.random.choice(self.acts["motion_ask"]),
                first,
                count,
                day,
                tuple(table["questions"]),
                tuple(table["answers"]),
            ),
            recipients=(first.name,),
        )

    def received(self) -> Item:
        """What was noted, with a list of other bodies' minutes, which are no history."""
        act = self.random.choice(self.acts["noted"])
        row = self.random.choice(self.acts["received_row"])
        days = [self.meeting.day - timedelta(weeks=weeks) for weeks in (3, 5)]
        rows = [row.format(body=body.name, day=self.written(day)) for body, day in zip(self.bodies, days, strict=False)]
        return Item(
            0,
            act["title"],
            account=(self.random.choice(self.acts["received"]),),
            received=tuple(rows),
            proposal=self._say(act["proposal"]) if "proposal" in act else None,
            decision=Decision((self._say(act["decision"]),), "noted"),
        )

    def written(self, day: Any) -> str:
        """A day as this language writes it in running text."""
        if self.meeting.variety == "sv_se":
            return str(day.isoformat())
        return f"{day.day}.{day.month}.{day.year}"

    def _history(self, topic: dict[str, Any], count: int) -> tuple[Earlier, ...]:
        chosen = self.random.sample(self.bodies, count)
        return tuple(
            Earlier(
                body,
                self.meeting.day - timedelta(weeks=2 + 3 * (count - at)),
                self.random.randint(12, 180),
                topic["proposal"].format(body=body.name),
                self._decision("approved", body=body),
            )
            for at, body in enumerate(chosen)
        )

    def _decision(self, kind: str, outcome: str | None = None, body: Body | None = None) -> Decision:
        act = self.random.choice(self.acts[kind])
        body = body or self.meeting.body
        moves = self.words["moves"]
        text = act["text"].format(
            body=body.name, of=body.of, addition=moves["addition"], change=moves.get("change", "")
        )
        return Decision(
            (text[0].upper() + text[1:],),
            outcome or {"amended": "approved_amended"}.get(kind, kind),
            act.get("unanimous"),
        )

    def _appeal(self) -> tuple[str, str] | None:
        if self.random.random() < 0.6:
            return None
        act = self.random.choice(self.acts["appeal"])
        return act["text"], act["kind"]

    def _case_number(self) -> str:
        """Documents have one form of diary numbers: the seed's first choice is kept."""
        if not self.case_form:
            self.case_form = self.random.choice(self.words["case_numbers"])
        return str(
            self.case_form.format(
                letters=self.meeting.organisation.letters,
                letters2=self.meeting.body.short,
                year=self.meeting.day.year,
                count=f"{self.random.randint(20, 899):03}",
            )
        )

    def _named(self, person: Person) -> str:
        return f"{person.name} ({person.party})" if self.meeting.variety == "sv_se" else person.name

    def _genitive(self, person: Person) -> str:
        if self.meeting.variety == "fi":
            return f"{person.name}n"
        name = person.name if person.name.endswith("s") else f"{person.name}s"
        return f"{name} ({person.party})" if self.meeting.variety == "sv_se" else name

    def _say(self, wording: str, **slots: Any) -> str:
        """A sentence; of a person there is the name as this variety prints it, and the genitive ("by_of")."""
        known: dict[str, Any] = {
            "body": self.meeting.body.name,
            "of": self.meeting.body.of,
            "start": self.meeting.start.replace(":", "."),
            "end": self.meeting.end.replace(":", "."),
        }
        for name, value in slots.items():
            known[name] = self._named(value) if isinstance(value, Person) else value
            if isinstance(value, Person):
                known[f"{name}_of"] = self._genitive(value)
        text = wording.format(**known)
        return text[0].upper() + text[1:]
