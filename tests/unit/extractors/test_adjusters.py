"""Who is chosen to check the minutes, and who is only named beside."""

from __future__ import annotations

import pytest

from extractors.core.document import Block
from extractors.core.passage import Passage, Span
from extractors.decisions.elections import adjusters
from extractors.people.names import Gazetteer


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Att jämte ordförande Åsa Sund justera dagens protokoll valdes Linda Berg.", ["Linda Berg"]),
        ("Rikard Norberg utsågs att tillsammans med ordförande justera dagens protokoll.", ["Rikard Norberg"]),
        ("Att jämte ordföranden justera protokollet utses Anna Ek (S) och Bo Ås (M).", ["Anna Ek", "Bo Ås"]),
        ("Att jämte ordförande Åke Nylén justeras protokollet av Pia Berg.", ["Pia Berg"]),
        ("Till justeringsperson valdes Linda Berg.", ["Linda Berg"]),
        ("I stället för Bo Ås valdes Anna Ek till protokolljusterare.", ["Anna Ek"]),
        ("Till protokolljusterare valdes Anna Ek i stället för Bo Ås.", ["Anna Ek"]),
        ("Kai Virtasen sijaan pöytäkirjan tarkastajaksi valittiin Anna Ek.", ["Anna Ek"]),
        ("Pöytäkirjan tarkastajiksi valittiin Kai Virtasen tilalle Anna Ek ja Per Ås.", ["Anna Ek", "Per Ås"]),
    ],
)
def test_the_chosen_are_not_those_beside_or_before_them(text: str, chosen: list[str]) -> None:
    body = Passage.of(text, Span(0, len(text)))
    assert [each.name for each in adjusters([Block("paragraph", body, ())], Gazetteer())] == chosen
