"""Pages of reports: nothing of a document becomes markup, and long names break where they may."""

from __future__ import annotations

from flows.runs.document_selection import Selection
from flows.runs.reports.html_report import page
from flows.runs.reports.report import Failure, Report, markdown
from flows.runs.reprocessing import Reprocessing, Reread

HOSTILE = "<script>alert(1)</script>"


def test_nothing_of_a_document_becomes_markup() -> None:
    change = {
        "pointer": f"/items/0/{HOSTILE}",
        "old": HOSTILE,
        "new": {"text": HOSTILE},
        "rule": "-",
        "field": "/items/*/x",
    }
    changed = Reread.model_validate(
        {
            "source": "arkiv",
            "uri": HOSTILE,
            "record_id": None,
            "reviewed": False,
            "status": ["record", "record"],
            "changes": [change],
        }
    )
    result = Reprocessing(
        selection=Selection(), dry_run=True, producer="p", documents=1, changed=[changed], by_rule={"-": 1}
    )
    text = page("reprocess", title=HOSTILE, result=result)
    assert HOSTILE not in text
    assert text.count("&lt;script&gt;") >= 4
    assert "/items<wbr>/0<wbr>/&lt;script&gt;" in text
    assert "no rule tells it" in text


def test_a_run_s_page_states_its_times_and_failures() -> None:
    report = Report(source="arkiv", failures=[Failure(uri=HOSTILE, code="unreadable", reason="r")], alarms=["alarm!"])
    text = page("run", title="t", reports=[report], began="2026-11-24T14:05:33+00:00", ended=None, producer="p")
    assert "Began 2026-11-24 14:05:33 UTC, ended –" in text
    assert '<p class="alarm">alarm!</p>' in text
    assert HOSTILE not in text


def test_the_markdown_s_table_has_a_head() -> None:
    assert "| Documents | 3 |\n|---|---|\n| Records |" in markdown([Report(source="arkiv", documents=3)])
