"""Extracts from a Swedish municipality's minutes, one paragraph each: number, case number, body, day, outcome."""

from __future__ import annotations

import pytest

from tests.support.paths import SHARED, real

FOLDER = SHARED / "corpus" / "alingsas"
pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared corpus is not here")]

KS, KSAU = "Kommunstyrelsen", "Kommunstyrelsens arbetsutskott"
EXTRACTS = {
    "ss-65-ten": ("65", "2025.242 TEN", "Tekniska nämnden", "2025-12-15", "rejected"),
    "ss104-kf": ("104", "2026.219 KS", "Kommunfullmäktige", "2026-05-06", "elected"),
    "ss144-kf": ("144", "2025.319 KS", "Kommunfullmäktige", "2025-06-11", "other"),
    "ss22-ten": ("22", "2023.257 TEN", "Tekniska nämnden", "2026-04-20", "approved"),
    "ss23-bun-au": ("23", "2026.057 BUN", "Barn- och ungdomsnämndens arbetsutskott", "2026-05-12", "approved"),
    "ss47-kunau": ("47", "2026.124 KUN", "Kultur- och utbildningsnämndens arbetsutskott", "2026-06-10", "approved"),
    "ss69-ksau": ("69", "2026.204 KS", KSAU, "2026-05-20", "approved"),
    "ss72-ksau": ("72", "2025.493 KS", KSAU, "2026-05-20", "rejected"),
    "ss79-ksau": ("79", "2022.236 KS", KSAU, "2026-05-20", "approved"),
    "ss81-ks": ("81", "2020.008 KS", KS, "2026-05-11", "approved"),
    "ss97-ks": ("97", "2026.225 KS", KS, "2026-06-01", "approved"),
}


@pytest.mark.parametrize(("stem", "expected"), EXTRACTS.items())
def test_an_extract_says_which_paragraph_it_is_and_what_was_decided(stem: str, expected: tuple[str, ...]) -> None:
    [path] = FOLDER.glob(f"extract_{stem}-*.pdf")
    record = real(path)
    [item] = record.items
    met, decision = record.meeting, item.handling.decision
    assert met.body is not None
    assert decision is not None
    assert (item.number, item.case_number, met.body.name, str(met.date), decision.outcome) == expected


def test_every_paragraph_with_a_list_after_its_decision_keeps_the_list_out() -> None:
    decided = [
        item.handling.decision.text or ""
        for path in sorted(FOLDER.glob("*_2026-*_minutes.pdf"))
        for item in real(path).items
        if item.handling.decision is not None
    ]
    assert len(decided) > 60
    assert not [text for text in decided if "\nDelegationsbeslut" in text]
