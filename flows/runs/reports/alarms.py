"""Alarms: conditions that an operator must check although the run succeeded.

- a source that has had nothing new for unusually long
- documents parsed with much lower coverage, or fewer values per item, than earlier ones
- section numbers missing between the minutes of two meetings of one body
- agendas without minutes long after the meeting

Gaps and agendas are listed in every report. They raise an alarm only if they were not in the source's previous report,
and never in its first run, which may ingest decades of documents.
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
"""Minimum time without new documents that raises an alarm, unless configured otherwise."""
LONGER = 2.0
"""Factor applied to the longest time without new documents so far."""
ENOUGH = 5
"""Minimum number of documents on each side of a comparison of quality."""
COVERAGE = 0.05
"""Decrease of mean coverage that raises an alarm."""
VALUES = 0.7
"""Ratio of values per item to the earlier mean, below which an alarm is raised."""
PATIENCE = timedelta(days=30)
"""Time after the meeting within which minutes are expected."""
_MINUTES = ("minutes", "extract", "decision")


def alarms(store: Store, source: str, report: Report, quiet_days: float | None) -> list[str]:
    """Returns the alarms of a run over a source; also fills the report's gaps and agendas and updates the source."""
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
    """Records when a source last had new documents; yields an alarm if that is too long ago."""
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
    """Yields alarms if this run's documents are parsed much worse than those of earlier runs."""
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
    """Yields section numbers missing between the minutes of one body in one year."""
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
    """Formats numbers as ranges: "4–6, 9"."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and found[-1][-1] == number - 1:
            found[-1] = [found[-1][0], number]
        else:
            found.append([number])
    return ", ".join("–".join(map(str, each)) for each in found)


def unanswered(records: Iterable[Document], today: date) -> Iterator[str]:
    """Yields agendas older than `PATIENCE` that have no minutes."""
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
