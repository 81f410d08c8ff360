"""Forms of whole small documents: a town's way of heading, labelling and voting, each as one text of its own."""

from __future__ import annotations

from tests.support.paths import read


def test_items_without_blank_lines_between_their_parts() -> None:
    record = read("""\
Kuusirannan kaupunki               Pöytäkirja                    3/2026
Tarkastuslautakunta
20.03.2026

22 § Pöytäkirjantarkastajien valinta
Päätösehdotus: Valitaan pöytäkirjantarkastajat.
Päätös: Pöytäkirjantarkastajiksi valittiin Esa Lahti ja Mirva Niemi.

23 § Tilintarkastajan katsaus
Päätösehdotus (pj.): Merkitään tiedoksi.
Päätös: Merkittiin tiedoksi tilintarkastajan katsaus.

24 § Sidonnaisuusilmoitukset
Kuntalain 84 §:n mukaan tarkastuslautakunta valvoo sidonnaisuuksien ilmoittamisvelvollisuuden noudattamista.
Päätösehdotus: Lautakunta saattaa ilmoitukset valtuustolle tiedoksi.
Päätös: Hyväksyttiin ehdotus.
""")
    assert [(item.number, item.title) for item in record.items] == [
        ("22", "Pöytäkirjantarkastajien valinta"),
        ("23", "Tilintarkastajan katsaus"),
        ("24", "Sidonnaisuusilmoitukset"),
    ]
    assert [item.handling.decision.outcome for item in record.items if item.handling.decision] == [
        "elected",
        "noted",
        "approved",
    ]
    assert record.items[1].handling.proposals[0].by == "pj"


def test_a_title_that_goes_on_below_stays_whole() -> None:
    record = read("""\
Kuusirannan kaupunki
Pöytäkirja 20.03.2026
Kaupunginhallitus

24 § Lausunto Etelä-Kuusirannan, Pohjois-Kuusirannan ja
Lehtimäen asemakaavoista

Päätös: Hyväksyttiin.

25 § Muut asiat

Päätös: Merkittiin tiedoksi.
""")
    assert record.items[0].title == "Lausunto Etelä-Kuusirannan, Pohjois-Kuusirannan ja Lehtimäen asemakaavoista"


def test_the_current_handling_stands_under_a_reference_of_its_own_and_the_day_only_on_the_cover() -> None:
    record = read("""\
GRANÖ KOMMUN
KOMMUNSTYRELSEN                         PROTOKOLL
                                        Nr 7/2026

Sammanträdestid      Tisdag 12 maj 2026 kl. 16.30–19.05

§ 97  ANHÅLLAN OM MARKBYTE I DALBY

Dnr GRANÖ 88/2026

Ks § 41/10.3.2026

Anhållan har inkommit om byte av mark.

FÖRSLAG (kommundirektören):
Kommunstyrelsen bordlägger ärendet.

BESLUT:
I enlighet med förslaget.

Ks § 97/12.5.2026

Kommundirektören har fört förhandlingar med bolaget.

FÖRSLAG:
Kommunstyrelsen godkänner markbytet enligt bilaga A.

Diskussion:
Carl Ek föreslår att ärendet förkastas. Förslaget får inget understöd och förfaller därmed.

BESLUT:
Kommunstyrelsen beslöt enligt förslaget.
""")
    [item] = record.items
    assert item.case_number == "GRANÖ 88/2026"
    [earlier] = item.history
    assert (earlier.date, earlier.section) == ("2026-03-10", "41")
    assert earlier.proposals[0].by == "kommundirektören"
    own = item.handling
    assert own.date == "2026-05-12"
    assert own.proposals[0].text == "Kommunstyrelsen godkänner markbytet enligt bilaga A."
    assert own.proceedings
    assert own.proceedings.text.startswith("Carl Ek föreslår")
    assert own.decision
    assert own.decision.text == "Kommunstyrelsen beslöt enligt förslaget."


def test_a_section_of_a_committee_its_members_and_its_preparers() -> None:
    record = read("""\
GRANVIKS STAD                          Protokoll                          6/2026
Bildningsnämnden, svenska sektionen

Tid    21.08.2026 kl. 17.00–18.35
Plats  Stadshuset, mötesrummet

Närvarande beslutsfattare
Dal Anette   ordförande
Holm Kaj        ledamot

§ 44  Arbetsordningen för skolorna

VIK/812/2026

Beredare och tilläggsuppgifter  utbildningschef Tom Ek, tfn 019 555 0100, tom.ek(at)granvik.fi

Förslag till beslut
Sektionen godkänner arbetsordningen.

Beslut
Förslaget godkändes enhälligt.
""")
    assert record.meeting.body is not None
    assert (record.meeting.body.name, record.meeting.body.kind) == ("Bildningsnämnden, svenska sektionen", "section")
    assert [person.name for person in record.meeting.present] == ["Anette Dal", "Kaj Holm"]
    [item] = record.items
    assert item.case_number == "VIK/812/2026"
    [preparer] = item.handling.preparers
    assert (preparer.name, preparer.role, preparer.email) == ("Tom Ek", "utbildningschef", "tom.ek@granvik.fi")


def test_what_the_sides_stand_for_in_small_letters_and_after_the_counts() -> None:
    record = read("""\
Kuusirannan kaupunki
Pöytäkirja 23.05.2026
Sivistyslautakunta

§ 61
Avustukset 2026

KUU:2345/02.05.01/2026

Päätösehdotus
Avustukset myönnetään.

Kokouskäsittely
Aila Niemi teki vastaehdotuksen: Avustusta korotetaan.
Jouni Salo kannatti vastaehdotusta.
Vastaehdotus hylättiin äänin 3-2.

Äänestykset
Ne, jotka kannattavat päätösehdotusta, äänestävät jaa, ne, jotka kannattavat vastaehdotusta, äänestävät ei.

Jaa
Irja Lahti, Kalle Aho, Satu Koski

Ei
Aila Niemi, Jouni Salo

Esteellisyys
Laura Kivi

Päätös
Päätösehdotus hyväksyttiin.
""")
    [item] = record.items
    assert item.case_number == "KUU:2345/02.05.01/2026"
    [vote] = item.handling.votes
    assert (vote.proposition_for, vote.proposition_against) == ("päätösehdotusta", "vastaehdotusta")
    assert [(voter.name, voter.vote) for voter in vote.voters][-2:] == [
        ("Aila Niemi", "against"),
        ("Jouni Salo", "against"),
    ]
    assert [each.name for each in item.handling.disqualified] == ["Laura Kivi"]
    assert not [finding for finding in record.findings if finding.code == "vote-sum"]


def test_what_the_sides_stand_for_in_swedish() -> None:
    record = read("""\
Granviks stad
Protokoll 15.04.2026
Stadsstyrelsen

§ 112
Motion: Fler lekplatser

Behandling
Anita Ek föreslog, understödd av Hans Dal, att ärendet återremitteras. Ordföranden ordnade en omröstning där de som \
understöder fortsatt behandling röstar ja och de som understöder återremiss röstar nej. Vid omröstningen gavs 9 \
ja-röster och 4 nej-röster.

Beslut
Stadsstyrelsen godkände förslaget.
""")
    [vote] = record.items[0].handling.votes
    assert (vote.proposition_for, vote.proposition_against) == ("fortsatt behandling", "återremiss")
    assert [each.outcome for each in record.items[0].handling.amendments] == ["lost"]


def test_a_person_is_named_twice_among_those_who_prepared() -> None:
    record = read("""\
Kuusirannan kaupunki
Pöytäkirja 23.05.2026
Sivistyslautakunta

§ 61
Avustukset 2026

Valmistelija / lisätiedot:
Lahti Lauri

Valmistelijan yhteystiedot
Kulttuurijohtaja Lauri Lahti, puh. 040 555 0100, etunimi.sukunimi@kuusiranta.example

Päätös
Myönnettiin.
""")
    [preparer] = record.items[0].handling.preparers
    assert (preparer.name, preparer.role, preparer.phone) == ("Lauri Lahti", "Kulttuurijohtaja", "040 555 0100")


def test_a_wellbeing_services_county_is_no_part_of_its_board_s_name() -> None:
    record = read("""\
Kuusirannan hyvinvointialue
Aluehallitus

Pöytäkirja 14/2026

Kokouksen ajankohta ja paikka
Tiistai 6.10.2026 klo 13.00–15.47
Hallintotalo, sali 2

200 § Talousarvio

Päätös
Hyväksyttiin yksimielisesti.

201 § Ilmoitusasiat

Päätös
Merkittiin tiedoksi.
""")
    assert record.meeting.body is not None
    assert record.meeting.body.name == "Aluehallitus"
    assert (record.meeting.date, record.meeting.start, record.meeting.place) == (
        "2026-10-06",
        "13:00",
        "Hallintotalo, sali 2",
    )


def test_a_form_for_agenda_and_minutes_is_what_its_decisions_make_it() -> None:
    head = "GRANVIKS STAD  FÖREDRAGNINGSLISTA/PROTOKOLL\nStadsstyrelsen 15.04.2026\n\n"
    head += "§ 112\nMotion\n\nFörslag\nGodkänns.\n"
    assert read(head).kind == "agenda_item"
    assert read(head + "\nBeslut\nFörslaget godkändes.\n").kind == "extract"
