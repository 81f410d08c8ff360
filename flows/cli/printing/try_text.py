"""The report of the command `try` as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.trial.report import Heading, Occurrence, Report

SHOWN = 15
"""Headings that are printed; `--json` has all."""

LISTED = 20
"""Documents without a record that are printed of each sort."""


def report_text(report: Report) -> str:
    """Returns the report: documents, coverage, empty fields, unknown headings with the rows that they may need."""
    lines = [*_documents(report), *_coverage(report), *_empty(report), *_headings(report)]
    return "".join(f"{line}".rstrip() + "\n" for line in lines)


def heading_text(report: Report, heading: str) -> str:
    """Returns every place of a heading with the lines around it."""
    within = len({place.document for place in report.places})
    of = _counted(report.sample, "document")
    lines = [f'"{heading}"  {_counted(len(report.places), "place")} in {within} of {of}']
    for place in report.places:
        lines += ["", f"{_where(place)}  {place.role}", *_near(place)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _documents(report: Report) -> Iterator[str]:
    of = f"{report.sample} of {report.found} documents" if report.sample < report.found else f"{report.found} documents"
    yield f"Sample      {of} of {report.source}"
    kinds = ", ".join(f"{each.records} {each.kind}" for each in report.kinds)
    yield f"Read        {report.read}{f': {kinds}' if kinds else ''}"
    for name, unread in (("Skipped", report.skipped), ("Listings", report.listings), ("Failed", report.failed)):
        yield f"{name:12}{len(unread)}"
        yield from (f"  {each.name}: {each.reason}" for each in unread[:LISTED])
        if len(unread) > LISTED:
            yield f"  and {len(unread) - LISTED} more"


def _coverage(report: Report) -> Iterator[str]:
    if report.coverage is None:
        return
    yield f"Coverage    {_share(report.coverage)} median{', worst:' if report.worst else ''}"
    yield from (f"  {_share(each.coverage or 0):>6}  {each.name}" for each in report.worst)


def _empty(report: Report) -> Iterator[str]:
    if not report.kinds:
        return
    yield ""
    yield "Empty fields, of those that such a document usually has"
    for kind in report.kinds:
        yield f"  {kind.kind}: {_counted(kind.records, 'record')}, {_counted(kind.items, 'item')}"
        for field in sorted(kind.empty, key=lambda each: -each.empty / each.of):
            yield f"    {field.field:34} {field.empty:4} of {field.of}"
        if not kind.empty:
            yield "    none"


def _headings(report: Report) -> Iterator[str]:
    yield ""
    shown = [each for each in report.headings if not each.divider][:SHOWN]
    if not report.headings:
        yield "Unknown headings: none"
        return
    yield "Unknown headings, with the row that each may need"
    for each in shown:
        yield from _heading(each)
    rest = len(report.headings) - len(shown)
    if rest:
        dividers = sum(each.divider for each in report.headings)
        some = "which" if dividers == rest else f"{dividers} of which"
        yield f"  and {rest} more, {some} only divide the text of one section; --json lists them"
    for kinds in sorted({tuple(each.kinds) for each in shown}):
        yield ""
        yield from _wrapped("  kinds to choose from: " + " ".join(kinds))


def _heading(heading: Heading) -> Iterator[str]:
    yield ""
    yield f'  "{heading.text}"  {heading.places}× in {_counted(heading.documents, "document")}'
    yield f"    {_where(heading.example)}  {heading.example.role}"
    yield from (f"    {line}" for line in _near(heading.example))
    yield f"    {heading.file}"
    why = f"  # {heading.likeliest}: {heading.why}" if heading.why else "  # nothing speaks for any kind"
    yield f"      {heading.row}{why}"
    if heading.read_as:
        yield f"      (read as {heading.read_as} by its words already; a row makes it certain)"


def _where(place: Occurrence) -> str:
    page = f", page {place.page}" if place.page else ""
    return f"{place.document}{page}, line {place.line}"


def _near(place: Occurrence) -> Iterator[str]:
    for n, line in enumerate(place.near):
        yield f"  {'>' if n == place.at else '|'} {line}"


def _wrapped(text: str, width: int = 100) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if len(line) + len(word) > width:
            yield line
            line = "   "
        line += f"{' ' if line else ''}{word}"
    yield line


def _share(ratio: float) -> str:
    return f"{100 * ratio:.1f}%"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"
