"""Documents that speak of one another: twins, agenda and minutes, a motion over time; and the joining of them."""

from __future__ import annotations

from pathlib import Path

from pipeline import parse
from pipeline.linking.link import Joined, join
from pipeline.linking.load import load
from pipeline.record.serialisation import to_json

CASE = "512/10.03.01/2026"

FI = f"""Närpiön kaupunki
Kaupunginhallitus 9.3.2026 § 41

Torin kunnostaminen ja myyntipaikkojen vuokrat

{CASE}

Päätösehdotus

Kaupunginhallitus päättää

1. varata torin kunnostamiseen 45 000 euroa
2. vuokrata myyntipaikat 1.5.2026 alkaen
3. nimetä työryhmän puheenjohtajaksi Ritva Saarelan.

Päätös

Kaupunginhallitus päätti yksimielisesti hyväksyä ehdotuksen.
"""

SV = f"""Närpes stad
Stadsstyrelsen 9.3.2026 § 41

Iståndsättning av torget och hyror för försäljningsplatser

{CASE}

Förslag

Stadsstyrelsen beslutar att

1. reservera 48 000 euro för iståndsättningen av torget
2. hyra ut försäljningsplatserna från och med den 1 maj 2026
3. utse Ritva Saarela till arbetsgruppens ordförande.

Beslut

Stadsstyrelsen beslutade enhälligt godkänna förslaget.
"""

AGENDA = """Granvik stad
Föredragningslista
Tekniska nämnden 21.4.2026

§ 23 Sammanträdets laglighet och beslutförhet

Förslag

Nämnden konstaterar att sammanträdet är lagenligt sammankallat och beslutfört.

§ 24 Belysning på stigen runt sjön

101/10.03.01/2026

Förslag

Nämnden beviljar 9 000 euro för belysning på stigen runt sjön.

§ 25 Staketet vid Västra skolan

102/10.03.01/2026

Förslag

Nämnden beslutar riva staketet vid Västra skolan.
"""

MINUTES = """Granvik stad
Protokoll
Tekniska nämnden 21.4.2026

§ 23 Sammanträdets laglighet och beslutförhet

Förslag

Nämnden konstaterar att sammanträdet är lagenligt sammankallat och beslutfört.

Beslut

Sammanträdet konstaterades lagenligt sammankallat och beslutfört.

§ 24 Belysning på stigen runt sjön

101/10.03.01/2026

Förslag

Nämnden beviljar 8 000 euro för belysning på stigen runt sjön.

Beslut

Nämnden beslutade bordlägga ärendet.

§ 26 Hamnens bommar och grindar

103/10.03.01/2026

Förslag

Nämnden beslutar låsa bommarna nattetid.

Beslut

Nämnden godkände förslaget enhälligt.
"""


def motion(body: str, day: str, number: int, decision: str, history: str = "", case: str = "77/00.02.00/2026") -> str:
    return f"""Granvik stad
{body} {day} § {number}

Motion om cykelvägar längs stranden

{case}

Redogörelse

Anna Ekberg och 5 andra ledamöter lämnade 12.1.2026 en motion om cykelvägar längs stranden.

Förslag

{body} antecknar svaret för kännedom.

Beslut

{decision}
{history}"""


BOARD = "\nBeslutshistoria\n\nStadsstyrelsen 16.3.2026 § 89\n\nBeslut\n\n"
MOTION = [
    motion("Stadsstyrelsen", "16.3.2026", 89, "Stadsstyrelsen beslutade godkänna förslaget."),
    motion("Stadsfullmäktige", "20.4.2026", 31, "Fullmäktige beslutade bordlägga ärendet."),
    motion("Stadsfullmäktige", "18.5.2026", 44, "Fullmäktige godkände förslaget."),
]


def folder(path: Path, *texts: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (path / f"{number}.json").write_text(to_json(parse(text.encode()), pretty=True), encoding="utf-8")
    return path


def joined(path: Path, *texts: str) -> Joined:
    found = load(folder(path, *texts), path)
    assert not found.failed
    assert not found.skipped
    return join(found)
