"""Print the given names in use in Finland, in both languages, one a row under «name».

The names are the first names of the fi_FI and sv_SE person providers of Faker (MIT licence;
made with version 40.54.0) and the hand-made list EXTRA below. A name that is also among the
providers' frequent surnames is left out unless KEEP says it is mainly a given name; DROP
leaves out further surnames and ordinary words. The list tells «Sepponen Marianne» apart, so
a surname in it does harm. Run it in an environment with Faker:

    python extractors/vocabulary/generate_given_names.py > extractors/vocabulary/given_names.csv
"""

import sys
from importlib import import_module

KEEP = {"Frank", "Hanna", "Jarl", "Kari", "Mohammad", "Mohammed", "Mustafa", "Werner"}
DROP = {"Abdullahi", "Dag", "Del", "Helén", "Junior", "Juni", "Kumar", "Lo", "Nikola", "Thi", "Vide", "Viking"}
EXTRA = """
Ann-Helen Ann-Katrin Ann-Len Ann-Lis Ann-Maj Anna-Greta Anna-Stina Bengt-Erik Benita Benjam
Bo-Erik Bo-Göran Brage Brita-Lis Carl-Erik Carl-Gustaf Carl-Gustav Cay Christa Disa Dorrit Egil
Else-Maj Eva-Stina Fjalar Frej Gia Gitta Gretel Gun-Lis Gun-Maj Gun-May Gunda Gurli Guy Göta
Hans-Erik Hans-Göran Hans-Peter Henrica Ilse-Maj Ing-Mari Inga-Maj Ingmarie Ingolf Ingvald
Jan-Anders Jan-Ole Jan-Peter Janica Jannica Jarl-Erik Johan-Erik John-Erik Kaj-Erik Karl-Gustav
Karl-Henrik Karl-Johan Kjell-Erik Klaus Lars-Gunnar Lars-Johan Leif-Erik Lis Lis-Marie Lisen
Maj-Gun Maj-Len Maj-Lill Margita Marléne Mats-Erik Nanne Nils-Erik Nils-Johan Nils-Olof Peik
Per-Anders Per-Håkan Peppe Pär-Erik Rabbe Ragni Rakel Reidar Rolf-Erik Ros-Marie Runa Runar Rurik
Sigbritt Siv-Britt Siw Solbritt Sten-Erik Stig-Erik Stig-Göran Sven-Göran Synnöve Tekla Thelma
Tor-Erik Torolf Torvald Trygve Ulla-Christina Ulla-Maj Ulla-Stina Viveca Vivi-Ann Wivan Wiveca
Wivi-Ann Wolter Yngvar Zacharias
Aija Aira Aliisa Anitta Anna-Kaisa Anna-Leena Anna-Maija Anna-Mari Annamari Anne-Mari Ari-Pekka
Armi Arvi Auli Eeli Eerika Eeva-Liisa Eevi Elvi Enni Erja Erno Esa-Pekka Fanni Hanna-Leena
Hannamari Hanne Heini Heljä Henna-Riikka Henriikka Hilja Hilla Iina Iiro Ilpo Inka Irina Janika
Janina Jonne Juha-Matti Juha-Pekka Jukka-Pekka Jutta Jyri Kaisu Karita Kia Kirsi-Marja Konsta
Kyösti Lahja Lari Lempi Lilli Lyydia Maaret Maija-Leena Maija-Liisa Maiju Manu Marianna
Marja-Riitta Marja-Terttu Marjo-Riitta Meeri Meri Miikka Milja Mirka Mirva Miska Natalja Nelli
Nico Oili Olli-Pekka Otso Panu Perttu Pihla Pilvi Pinja Pirita Piritta Pirjo-Riitta Rami Rauni
Reetta Reija Riina Riitta-Liisa Roni Saana Saija Saila Saku Salla Salme Sampo Sampsa Sanna-Mari
Santtu Sauli Senja Severi Silja Sirkka-Liisa Sirkku Soile Soili Sulo Svetlana Sylvi Taija Taimi
Tarmo Tatjana Tatu Tea Teijo Teppo Toini Touko Tuire Tytti Tyyne Ulla-Maija Unto Urho Urpo Vappu
Varpu Veikka Veli-Matti Veli-Pekka Vesa-Matti Vieno Vili Vilja Virva Virve Visa Voitto
"""


def given_names() -> list[str]:
    """Return the names in order; Faker is imported here only, since nothing else needs it."""
    providers = [import_module(f"faker.providers.person.{locale}").Provider for locale in ("fi_FI", "sv_SE")]
    surnames: set[str] = {name for provider in providers for name in provider.last_names}
    first: set[str] = {name for provider in providers for name in provider.first_names}
    return sorted(first - (surnames - KEEP) - DROP | set(EXTRA.split()))


if __name__ == "__main__":
    sys.stdout.buffer.write("\n".join(["name", *given_names(), ""]).encode("utf-8"))
