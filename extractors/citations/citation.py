"""Citations of law: "5 § i kommunallagen (410/2015)", "kuntalain 14 ja 39 §", "HE 251/2016 vp", "KHO:2019:12".

Acts of Sweden have numbers with the year first, "kommunallagen (2017:725)"; there is no ELI for them.

A citation needs a number or a section; a bare mention of an act does not count. The number of an amending act
("perusopetuslain (1090/2024) muuttamisesta") is not the number of the act that is named, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field

from extractors.citations import act_mentions, act_names, other_sources, section_numbers
from extractors.citations.act_aliases import ASIDE, ItemActs, act_key, learn, printed_number, unspaced
from extractors.citations.act_mentions import Mention
from extractors.citations.act_names import eli
from extractors.core.model import Value
from extractors.core.passage import Found, Passage
from extractors.vocabulary import either, words

RULE = "citations/act"


class Citation(Value):
    """A source of law that the text cites."""

    kind: Literal["act", "eu_act", "bill", "court", "municipal"] = Field("act", description="What is cited.")
    name: str | None = Field(
        None, description="Name in the nominative or abbreviation as printed; the court, for a decision of one."
    )
    number: str | None = Field(None, description='Number as printed: "410/2015", in Sweden "2017:725".')
    number_inferred: str | None = Field(None, description="Number from the bundled table, where none is printed.")
    sections: list[str] = Field(default_factory=list, description='Sections, chapter before: "5 §", "7 luku 68 §".')
    eli: str | None = Field(None, description="European Legislation Identifier of the act at Finlex, by its number.")
    as_written: str | None = Field(None, description="The citation as printed.")


# what may appear between sections and the name after them: "22 § (delaktighet) i kommunallagen"
_BETWEEN = re.compile(
    r"(?:\s*\([^()]{1,60}\))?,?\s+(?P<of>(?:i|av|enligt)\s+)?(?:(?:den|nya|gamla|gällande|nämnda)\s+)?", re.IGNORECASE
)
_CITING = re.compile(r"[§(/]|artik|\d\s?:\s?[\dA-Z]")
"""What a text without which cites nothing."""
_REACH = 80
"""How far before a name its sections may end."""


def find(text: Passage, day: date | None = None, country: str | None = None) -> list[Citation]:
    """The citations in a text, in order; repeated citations of the same sections of an act are returned once.

    >>> from extractors.core.passage import Span
    >>> text = "5 § i diskrimineringslagen, 24 § i ungdomslagen (1285/2016); HE 251/2016; kuntalain (410/2015) 23 §:n"
    >>> [(c.name, c.number, *c.sections) for c in find(Passage.of(text, Span(0, len(text)))) if c.kind == "act"]
    [('diskrimineringslagen', None, '5 §'), ('ungdomslagen', '1285/2016', '24 §'), ('kuntalaki', '410/2015', '23 §')]
    """
    return find_all([text], day, country)


def find_all(paragraphs: Sequence[Passage], day: date | None = None, country: str | None = None) -> list[Citation]:
    """The distinct citations of an item's paragraphs, in order.

    Args:
        paragraphs: the texts of one item; an alias defined in one of them applies to all.
        day: the document's date, which distinguishes acts of the same name.
        country: the document's country (FI, AX, SE), whose acts names stand for; None where it is not known.
    """
    acts = ItemActs(day, country)
    read = [(text, act_mentions.find(text.text)) for text in paragraphs if _CITING.search(text.text)]
    for text, named in read:
        learn(text.text, named, acts)
    defined = [alias for alias in acts.aliases if act_names.is_abbreviation(alias)]
    distinct: dict[tuple[object, ...], Citation] = {}
    for text, named in read:
        if any(alias in text.text for alias in defined):
            named = act_mentions.find(text.text, defined)
        for citation in _paragraph(text, named, acts):
            act = citation.number or citation.number_inferred or (citation.name or "").casefold()
            key = (citation.kind, act, tuple(citation.sections), citation.as_written if not act else None)
            if key not in distinct or (citation.number and not distinct[key].number):
                distinct[key] = citation
    return list(distinct.values())


def _paragraph(text: Passage, named: list[Mention], acts: ItemActs) -> list[Citation]:
    """The citations of one paragraph, in order."""
    found: list[tuple[int, Citation]] = []
    taken: list[tuple[int, int]] = []
    for source in other_sources.find(text.text):
        start, end, citation = _other(text, source)
        taken.append((start, end))
        found.append((start, citation))
    runs = list(section_numbers.LISTS.finditer(text.text))
    free = [each for each in named if not any(each.start < end and start < each.end for start, end in taken)]
    before: Mention | None = None
    for at, mention in enumerate(free):
        following = free[at + 1].start if at + 1 < len(free) else len(text.text)
        number = printed_number(text.text, mention)
        run = _sections_after(text.text, mention, number, runs, following) or _sections_before(text.text, mention, runs)
        if run is not None:
            runs.remove(run)
        if run is not None or number is not None:
            found.append(_citation(text, mention, number, run, before, acts))
        if not mention.bare and not mention.municipal:
            before = mention
    return [citation for _, citation in sorted(found, key=lambda each: each[0])]


def _sections_after(
    text: str, mention: Mention, number: re.Match[str] | None, runs: list[re.Match[str]], following: int
) -> re.Match[str] | None:
    """The sections after a name, unless "i" assigns them to the next name: "kuntalain 14 §", "nuorisolain §9"."""
    at = number.end() if number else mention.end
    if number is None and (aside := ASIDE.match(text, at)):
        at = aside.end()
    comma = re.compile(r"\s*,?\s*").match(text, at)
    at = comma.end() if comma else at
    run = next((each for each in runs if each.start() == at), None)
    if run is None:
        return None
    # "Hallintosääntö § 127" is a heading and the next paragraph's number
    heading = mention.municipal or (act_names.nominative(mention.name) == mention.name and not _swedish(mention))
    if heading and run["first"] and number is None and "," not in (comma[0] if comma else ""):
        return None
    between = _BETWEEN.fullmatch(text, run.end(), following) if following < len(text) else None
    return None if between and between["of"] else run


def _sections_before(text: str, mention: Mention, runs: list[re.Match[str]]) -> re.Match[str] | None:
    """The sections before a name, as in Swedish: "5 § i kommunallagen", "5 § diskrimineringslagen"."""
    for run in runs:
        if not mention.start - _REACH <= run.end() < mention.start:
            continue
        between = _BETWEEN.fullmatch(text, run.end(), mention.start)
        if between is None:
            continue
        short = act_names.is_abbreviation(mention.name) and between[0].isspace()  # "31 § PBL"
        if between["of"] or ((short or _swedish(mention)) and not run["first"]):
            return run
    return None


@cache
def _swedish_name() -> re.Pattern[str]:
    ending = either(word for table in ("endings", "municipal") for word in words("statutes", table, "sv"))
    return re.compile(rf"[\w-]*{ending}s?(?![\w-])", re.IGNORECASE)


def _swedish(mention: Mention) -> bool:
    return any(_swedish_name().fullmatch(word) for word in mention.name.split())


def _citation(
    text: Passage,
    mention: Mention,
    number: re.Match[str] | None,
    run: re.Match[str] | None,
    before: Mention | None,
    acts: ItemActs,
) -> tuple[int, Citation]:
    """A citation and its start offset."""
    matches = [match.span() for match in (number, run) if match]
    start = min(mention.start, *(span[0] for span in matches))
    end = max(mention.end, *(span[1] for span in matches))
    name = _name(text, mention, number, before)
    if mention.bare and number is not None and (behind := _name_after_number(text.text, number)):
        name = Passage.join([text[mention.start : mention.end], text[number.end() : behind]], " ").read(RULE)
        end = max(end, behind)
    printed = text.group(number, "number") if number else None
    plain = unspaced(printed.text) if printed else None
    finnish = plain is not None and "/" in plain and not mention.municipal
    inferred = acts.number(name.value) if name and not plain and not mention.municipal else None
    european = _european(name.value if name else mention.name, inferred, run)
    return start, Citation.model_validate(
        {
            "kind": "municipal" if mention.municipal else "eu_act" if european else "act",
            "name": name,
            "number": _value(printed, plain, RULE) if printed and plain else None,
            "number_inferred": text[mention.start : mention.end].means(inferred, "citations/table")
            if inferred
            else None,
            "sections": section_numbers.split(text.group(run), RULE) if run else [],
            "eli": printed.means(eli(plain), RULE) if printed and plain and finnish else None,
            "as_written": text[start:end].read(RULE),
        }
    )


def _name_after_number(text: str, number: re.Match[str]) -> int | None:
    """Where a name ends that goes on behind its number: "lagen (2003:778) om skydd mot olyckor"."""
    rest = act_names.rest(unspaced(number["number"]))
    match = re.compile(rf"\s+{re.escape(rest)}(?!\w)").match(text, number.end()) if rest is not None else None
    return match.end() if match else None


def _european(name: str, inferred: str | None, run: re.Match[str] | None) -> bool:
    """Whether a name is that of an EU act: a directive, or an act divided into articles."""
    if run is not None and run["articles"]:
        return True
    if inferred is not None:
        return re.match(r"(?:19|20)\d\d/(?!(?:19|20)\d\d$)", inferred) is not None
    return re.search(r"direktiv|direktiiv", name, re.IGNORECASE) is not None


def _value(text: Passage, plain: str, rule: str) -> Found[str]:
    return text.read(rule) if text.text == plain else text.means(plain, rule)


def _name(text: Passage, mention: Mention, number: re.Match[str] | None, before: Mention | None) -> Found[str] | None:
    """The name in the nominative; the bare word for an act refers to the last one named in the paragraph."""
    meant: Mention | None = mention
    if mention.bare and number is None:
        meant = before if before and _same_sort(mention, before) else None
    if meant is None:
        return None
    printed = text[meant.start : meant.start + len(meant.name)]
    return _value(printed, act_names.nominative(printed.text), RULE)


def _same_sort(one: Mention, other: Mention) -> bool:
    """Whether both are decrees, or neither."""
    return len({re.search(r"asetu[ks]|förordning", each.name, re.IGNORECASE) is None for each in (one, other)}) == 1


def _other(text: Passage, source: other_sources.Source) -> tuple[int, int, Citation]:
    """A source other than a Finnish act: its span, and the citation with adjacent articles."""
    rule = f"citations/{source.kind}"
    match = source.match
    start, end = match.span()
    run = None
    if source.kind == "eu_act":
        for each in section_numbers.LISTS.finditer(text.text):
            if each["articles"] and each.start() > end and not text.text[end : each.start()].strip(" ,"):
                run, end = each, each.end()
            elif each["articles"] and each.end() < start and _BETWEEN.fullmatch(text.text, each.end(), start):
                run, start = each, each.start()
    name = text.group(match, "name") if "name" in match.re.groupindex else None
    return (
        start,
        end,
        Citation.model_validate(
            {
                "kind": source.kind,
                "name": _value(name, act_names.nominative(name.text), rule) if name else None,
                "number": text.group(match, "number").read(rule),
                "sections": section_numbers.split(text.group(run), rule) if run else [],
                "as_written": text[start:end].read(rule),
            }
        ),
    )


def unnumbered(cited: Sequence[Citation]) -> Iterator[int]:
    """The citations of an item whose act is nowhere given with its number."""
    numbered = {act_key(each.name) for each in cited if each.number and each.name}
    for at, citation in enumerate(cited):
        if (
            citation.kind == "act"
            and citation.name
            and citation.number is None
            and act_key(citation.name) not in numbered
        ):
            yield at
