"""Alarms: what an operator must hear of, though nothing failed. A night that is silent is the worst failure.

- a source that gives nothing new for longer than it used to
- documents that are read much worse than those before: coverage, or values an item
- paragraphs missing between the minutes of two meetings of one body
- agendas whose minutes have not come

Gaps and agendas stand in every report; only those that the last report of the source did not have raise an alarm, and
none in its first run, which may take in decades.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flows.runs.reports.report import Report
    from pipeline.storage.catalogue import Document
    from pipeline.storage.store import Store

QUIET = timedelta(days=7)
"""No source is called quiet sooner, unless its configuration says so."""
LONGER = 2.0
"""How many times as long as ever before a source must be quiet."""
ENOUGH = 5
"""Documents that a comparison of readings needs on both sides."""
COVERAGE = 0.05
"""A fall in mean coverage that is an alarm."""
VALUES = 0.7
"""A share of the values an item had before, under which it is one."""
PATIENCE = timedelta(days=30)
"""How long minutes may take after the meeting."""
_MINUTES = ("minutes", "extract", "decision")


def alarms(store: Store, source: str, report: Report, quiet_days: float | None) -> list[str]:
    """The alarms of a run over a source; the report gets its gaps and agendas, the source its habits."""
    documents = [each for each in store.documents(source) if each.state not in ("gone", "forgotten")]
    records = [each for each in documents if each.summary]
    report.gaps = list(gaps(records))
    report.agendas = list(unanswered(records, datetime.now(UTC).date()))
    last = _last_report(store, source)
    found = list(_quiet(store, source, report, quiet_days))
    found += _worse(records, store.run)
    if last is None:
        return found
    for what, now, before in (
        ("paragraphs are missing", report.gaps, last.get("gaps", [])),
        ("no minutes have followed", report.agendas, last.get("agendas", [])),
    ):
        found += [f"{what}: {each}" for each in now if each not in before]
    return found


def _last_report(store: Store, source: str) -> dict[str, Any] | None:
    for run in reversed(store.catalogue.runs()):
        report = run["report"] or {}
        for each in report.get("sources", [report]):
            if each.get("source") == source:
                return dict(each)
    return None


def _quiet(store: Store, source: str, report: Report, quiet_days: float | None) -> Iterator[str]:
    """Notes when a source gave something, and tells when it has not for too long."""
    row = store.catalogue.sources()[source]
    now = datetime.now(UTC)
    values: dict[str, Any] = {"last_run": store.run, "first_run": row["first_run"] or store.run}
    since = datetime.fromisoformat(row["last_new"]) if row["last_new"] else None
    quiet = (now - since).total_seconds() / 86400 if since else 0.0
    if report.new or report.changed:
        values["last_new"] = now.isoformat(timespec="seconds")
        values["longest_quiet"] = max(quiet, row["longest_quiet"] or 0.0)
    elif since is None:
        values["last_new"] = now.isoformat(timespec="seconds")
    else:
        used_to = row["longest_quiet"] or 0.0
        limit = quiet_days if quiet_days is not None else max(LONGER * used_to, QUIET.total_seconds() / 86400)
        if quiet > limit:
            yield (
                f"the source {source} has given nothing new since {since.date().isoformat()}, for {quiet:.0f} days; "
                f"the longest before was {used_to:.0f}"
            )
    store.catalogue.update_source(source, **values)


def _worse(records: Sequence[Document], run: int) -> Iterator[str]:
    """Whether what this run read is read much worse than what earlier runs read."""
    read = [each.summary for each in records if each.summary and each.changed_run == run]
    before = [each.summary for each in records if each.summary and each.changed_run != run]
    if min(len(read), len(before)) < ENOUGH:
        return
    now, then = (fmean(each["coverage"] for each in side) for side in (read, before))
    if now < then - COVERAGE:
        yield f"mean coverage fell to {now:.1%} in {len(read)} documents, from {then:.1%} before"
    now, then = (fmean(each["values"] / max(1, each["items"]) for each in side) for side in (read, before))
    if now < VALUES * then:
        yield f"values an item fell to {now:.0f} in {len(read)} documents, from {then:.0f} before"


def gaps(records: Iterable[Document]) -> Iterator[str]:
    """The paragraphs that lie between two minutes of one body in one year and are in no document."""
    meetings: dict[tuple[str, str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    whole: set[tuple[str, str]] = set()
    for each in records:
        summary = each.summary or {}
        if summary["kind"] in _MINUTES and summary["body"] and summary["date"]:
            key = (summary["municipality"] or "", summary["body"], summary["date"][:4])
            meetings[key][summary["date"]] |= {int(number) for number in summary["numbers"] if number.isdigit()}
            if summary["kind"] == "minutes":
                whole.add((summary["body"], summary["date"]))
    for (_, body, _), days in sorted(meetings.items()):
        there = set().union(*days.values())
        numbered = sorted(day for day, numbers in days.items() if numbers and (body, day) in whole)
        for earlier, later in pairwise(numbered):
            missing = set(range(max(days[earlier]) + 1, min(days[later]))) - there
            if missing:
                yield f"{body} § {_ranges(missing)} between the minutes of {earlier} and {later}"


def _ranges(numbers: set[int]) -> str:
    """Numbers in short: "4–6, 9"."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and found[-1][-1] == number - 1:
            found[-1] = [found[-1][0], number]
        else:
            found.append([number])
    return ", ".join("–".join(map(str, each)) for each in found)


def unanswered(records: Iterable[Document], today: date) -> Iterator[str]:
    """The agendas of meetings long past of which there are no minutes."""
    agendas: set[tuple[str, str]] = set()
    minutes: set[tuple[str, str]] = set()
    for each in records:
        summary = each.summary or {}
        if summary["body"] and summary["date"]:
            key = (summary["body"], summary["date"])
            (minutes if summary["kind"] in _MINUTES else agendas).add(key)
    for body, day in sorted(agendas - minutes, key=lambda key: (key[1], key[0])):
        if date.fromisoformat(day) < today - PATIENCE:
            yield f"{body} {day}"
